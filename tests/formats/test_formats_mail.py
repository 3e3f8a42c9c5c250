"""Mail: every part read, nothing of the envelope left, the result a message any program opens."""

from __future__ import annotations

import contextlib
import email
import email.policy
import io
import zipfile
from collections.abc import Iterator
from email.message import EmailMessage
from email.mime.base import MIMEBase
from email.mime.message import MIMEMessage

import pytest
from canaries import assert_gone, edits_for, read, replaced, text_of, write
from hypothesis import given
from hypothesis import strategies as st

from redactor.errors import ReadError, WriteError
from redactor.formats import BANNER
from redactor.formats.mail import decoded_header

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(40)


def message(body: str = "Mum was calm.\n") -> EmailMessage:
    made = EmailMessage()
    made["Received"] = "from Quill.example.org by mx.example.org; Mon, 1 Jan 2024 10:00:00 +0000"
    made["Return-Path"] = "<Quill@example.org>"
    made["Message-ID"] = "<Quill@example.org>"
    made["References"] = "<Quill2@example.org>"
    made["X-Originating-IP"] = "[Quill]"
    made["Thread-Topic"] = "Quill"
    made["From"] = "Zoë Quarry <zoe.quarry@example.org>"
    made["To"] = "Ann Tarn <ann.tarn@example.org>, tom.tarn@example.org"
    made["Cc"] = "Team <team@example.org>"
    made["Subject"] = "Visit to Ann Tarn – Übergabe"
    made["Date"] = "Tue, 09 Jan 2024 17:52:00 +0000"
    made.set_content(body)
    return made


def leaves(data: bytes) -> Iterator[EmailMessage]:
    opened = email.message_from_bytes(data, policy=email.policy.default)
    for part in opened.walk():
        if not part.is_multipart():
            assert isinstance(part, EmailMessage)
            yield part


def lines(part: EmailMessage) -> str:
    content = part.get_content()
    assert isinstance(content, str)
    return content.replace("\r\n", "\n")


def decoded(data: bytes) -> bytes:
    """All that a mail program would see, decoded, attachments within attachments too."""
    found = [data]
    opened = email.message_from_bytes(data, policy=email.policy.default)
    for part in opened.walk():
        found += [f"{name}: {value}".encode() for name, value in part.items()]
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes):
            found.append(payload)
            if str(part.get_filename() or "").endswith(".eml"):
                found.append(decoded(payload))
    return b"\n".join(found)


NAMES = {
    "zoe.quarry@example.org": "[Email]", "ann.tarn@example.org": "[Email]", "tom.tarn@example.org": "[Email]",
    "team@example.org": "[Email]", "Zoë Quarry": "[Social Worker]", "Ann Tarn": "[Mother]", "Ann": "[Mother]",
    "9 January 2024 17:52": "[Week 3]",
}


def redact(data: bytes) -> bytes:
    edits = edits_for(".eml", data, {})
    for block in read(".eml", data).blocks:
        taken: set[int] = set()
        for word, label in NAMES.items():
            for edit in edits_for(".eml", data, {word: label}).get(block.id, []):
                if taken.isdisjoint(range(edit.start, edit.end)):
                    taken.update(range(edit.start, edit.end))
                    edits.setdefault(block.id, []).append(edit)
    return write(".eml", data, {key: sorted(found) for key, found in edits.items()})


def test_headers_are_blocks_and_stand_redacted_on_top_of_the_body() -> None:
    data = message().as_bytes()
    blocks = read(".eml", data).blocks
    assert [str(block.location) for block in blocks[:5]] == [
        "mail header!From", "mail header!To", "mail header!Cc", "mail header!Date", "mail header!Subject"]
    assert blocks[0].text == "From: Zoë Quarry <zoe.quarry@example.org>"
    output = redact(data)
    (part,) = leaves(output)
    assert part.get_content().splitlines()[:7] == [
        BANNER, "From: [Social Worker] <[Email]>", "To: [Mother] <[Email]>, [Email]", "Cc: Team <[Email]>",
        "Date: [Week 3]", "Subject: Visit to [Mother] – Übergabe", ""]


def test_no_header_of_the_original_is_left() -> None:
    output = redact(message().as_bytes())
    assert_gone(decoded(output), "Quill", "Quarry", "Tarn", "2024")
    opened = email.message_from_bytes(output, policy=email.policy.default)
    assert sorted(opened.keys()) == [
        "Content-Transfer-Encoding", "Content-Type", "Date", "From", "MIME-Version", "Subject"]
    assert opened["Subject"] == "Visit to [Mother] – Übergabe"
    long = message()
    long.replace_header("Subject", "FW: RE: " + "a long subject, " * 9)
    assert email.message_from_bytes(write(".eml", long.as_bytes()))["Subject"].startswith("FW: RE: a long")
    assert not opened.defects
    assert not any(header.defects for header in opened.values())


def test_our_own_header_fields_are_not_read_as_the_writers() -> None:
    output = redact(message().as_bytes())
    assert [block.text for block in read(".eml", output).blocks if block.location.part == "mail header"] == [
        "Subject: Visit to [Mother] – Übergabe"]


def test_a_second_run_changes_nothing() -> None:
    made = message()
    made.add_alternative("<p>x</p>", subtype="html")
    made.add_attachment("Name,Age\nAnn,3\n", subtype="csv", filename="a.csv")
    made.add_attachment(message())
    once = write(".eml", made.as_bytes())
    assert write(".eml", once) == once


def test_plain_and_html_stay_together_and_are_both_redacted() -> None:
    made = message("Ann was calm.\n\n> On Monday Ann wrote:\n> I was not.\n")
    made.add_alternative("<p><b>An</b>n was <i>calm</i>.</p><!-- Quill --><img src='cid:Quill'>", subtype="html")
    output = redact(made.as_bytes())
    assert email.message_from_bytes(output).get_content_type() == "multipart/alternative"
    plain, html = leaves(output)
    assert "[Mother] was calm.\n\n> On Monday [Mother] wrote:\n> I was not.\n" in lines(plain)
    assert "<p><b>[Mother]</b> was <i>calm</i>.</p>" in html.get_content()
    assert BANNER in html.get_content()
    assert_gone(decoded(output), "Quill", "Ann")


def test_inline_pictures_are_dropped_and_told() -> None:
    made = message()
    made.add_alternative("<p>x <img src='cid:Quill'></p>", subtype="html")
    made.get_payload()[1].add_related(PICTURE, maintype="image", subtype="png", cid="<Quill>", filename="Quill.png")
    data = made.as_bytes()
    assert {(part.kind, part.dropped) for part in read(".eml", data).unread} == {("picture", True)}
    assert_gone(decoded(redact(data)), "Quill", "PNG")


def test_attachments_are_redacted_by_their_own_format_and_lose_their_names() -> None:
    made = message()
    made.add_attachment("Name,Note\nAnn Tarn,calm\n", subtype="csv", filename="Quill – Ann.csv")
    made.add_attachment("Ann said no.", filename="Quill.txt")
    made.add_attachment(b"xx", maintype="application", subtype="octet-stream", filename="Quill.xyz")
    data = made.as_bytes()
    reading = read(".eml", data)
    cell = next(block for block in reading.blocks if block.text == "Ann Tarn")
    assert (cell.column, cell.location.part, cell.id) == ("Name", "attachment 1: table", "attachment1/2.1")
    assert [(part.part, part.kind, part.dropped) for part in reading.unread] == [("attachment 3", "attachment", True)]
    assert reading.metadata["attachment 1 name"] == "Quill – Ann.csv"
    output = redact(data)
    assert [part.get_filename() for part in leaves(output)] == [None, "attachment_1.csv", "attachment_2.txt"]
    assert b"[Mother],calm" in decoded(output)
    assert_gone(decoded(output), "Quill", "Ann Tarn")


def test_messages_within_messages() -> None:
    inner = message("Ann rang.\n")
    outer = message()
    outer.add_attachment(inner)
    data = outer.as_bytes()
    assert "attachment 1: mail header" in {block.location.part for block in read(".eml", data).blocks}
    output = redact(data)
    assert_gone(decoded(output), "Quill", "Quarry", "Tarn", "2024")
    assert b"[Mother] rang." in decoded(output)


def test_an_enclosed_message_in_base64_is_read() -> None:
    outer = MIMEBase("multipart", "mixed")
    outer["From"] = "x@example.org"
    part = MIMEMessage(message("Ann rang.\n"))
    raw = email.base64mime.body_encode(message("Ann rang.\n").as_bytes())
    part.set_payload([email.message_from_string(raw)])
    part["Content-Transfer-Encoding"] = "base64"
    outer.attach(part)
    assert "Ann rang." in text_of(".eml", outer.as_bytes())


def test_too_many_levels_are_dropped_and_told() -> None:
    made = message("innermost")
    for _ in range(6):
        outer = message("x")
        outer.add_attachment(made)
        made = outer
    data = made.as_bytes()
    assert "innermost" not in text_of(".eml", data)
    assert [part.part for part in read(".eml", data).unread] == [": ".join(["attachment 1"] * 4)]
    assert_gone(decoded(write(".eml", data)), "innermost")


@pytest.mark.parametrize(("kind", "told"), [
    ("text/calendar", "calendar"), ("application/ms-tnef", "attachment"), ("text/vcard", "contact card"),
    ("application/pkcs7-mime", "encrypted part"), ("message/delivery-status", "attachment"),
    ("text/enriched", "attachment"), ("application/x-unknown", "attachment"),
])
def test_parts_nobody_can_read_are_dropped_and_told(kind: str, told: str) -> None:
    raw = (f"From: x@example.org\nContent-Type: multipart/mixed; boundary=b\n\nQuill preamble\n--b\n"
           f"Content-Type: {kind}; name=Quill\n\nQuill\n--b\n\nReadable.\n--b--\nQuill epilogue\n").encode()
    assert [(part.kind, part.dropped) for part in read(".eml", raw).unread] == [(told, True)]
    assert_gone(decoded(write(".eml", raw)), "Quill")
    assert "Readable." in text_of(".eml", write(".eml", raw))


def test_signatures_are_dropped_without_a_word() -> None:
    raw = (b"From: x@example.org\nContent-Type: multipart/signed; boundary=b\n\n--b\n\nReadable.\n--b\n"
           b"Content-Type: application/pgp-signature\n\nQuill\n--b--\n")
    assert read(".eml", raw).unread == ()
    assert_gone(write(".eml", raw), "Quill")


@pytest.mark.parametrize("buried", [
    "begin 644 Quill.txt\n#0V%T\n`\nend", "-----BEGIN PGP MESSAGE-----\n\nhQEMQuill\n-----END PGP MESSAGE-----",
])
def test_files_buried_in_the_text_are_dropped_and_told(buried: str) -> None:
    data = message(f"Before.\n\n{buried}\n\nAfter.\n").as_bytes()
    assert [part.kind for part in read(".eml", data).unread] == ["attachment"]
    output = write(".eml", data)
    assert_gone(output, "Quill", "0V%T", "BEGIN PGP")
    assert "After." in text_of(".eml", output)


@pytest.mark.parametrize(("charset", "transfer"), [
    ("utf-8", "base64"), ("utf-8", "quoted-printable"), ("iso-8859-1", "quoted-printable"), ("windows-1252", "8bit"),
    ("iso-8859-2", "base64"), ("utf-16", "base64"), ("us-ascii", "8bit"), ("utf-7", "7bit"), ("x-unknown", "8bit"),
])
def test_charsets_and_transfer_encodings(charset: str, transfer: str) -> None:
    codec = {"us-ascii": "utf-8", "x-unknown": "utf-8"}.get(charset, charset)
    body = "Müller came.\r\nShe was calm.\r\n".encode(codec)
    if transfer == "base64":
        body = email.base64mime.body_encode(body).encode()
    elif transfer == "quoted-printable":
        body = body.replace(b"=", b"=3D").replace(b"\xc3\xbc", b"=C3=BC").replace(b"\xfc", b"=FC")
    raw = (f"From: x@example.org\r\nContent-Type: text/plain; charset={charset}\r\n"
           f"Content-Transfer-Encoding: {transfer}\r\n\r\n").encode() + body
    assert "Müller came.\nShe was calm." in text_of(".eml", raw)
    (part,) = leaves(replaced(".eml", raw, {"Müller": "[Mother’s Łoś]"}))
    assert "[Mother’s Łoś] came.\nShe was calm." in lines(part)


@pytest.mark.parametrize(("raw", "shown"), [
    ("=?utf-8?q?Si=C3=A2n_O=E2=80=99Neill?= <s@example.org>", "Siân O’Neill <s@example.org>"),
    ("=?UTF-8?B?U2nDog==?= =?utf-8?b?biBP4oCZTmVpbGw=?=", "Siân O’Neill"),
    ("=?utf-8?b?U2nD?=\r\n =?utf-8?b?om4=?= x", "Siân x"),  # a character cut in two
    ("=?iso-8859-1*en?q?caf=E9?= and =?utf-8?q?th=C3=A9?=", "café and thé"),
    ("Siân", "Siân"), ("a =?broken b", "a =?broken b"), ("plain", "plain"),
    ("Si\udce2n", "Siân"),  # a raw 8-bit byte, as the parser hands it over
])
def test_encoded_words(raw: str, shown: str) -> None:
    assert decoded_header(raw) == shown


def test_a_date_nobody_understands_is_shown_as_it_is() -> None:
    assert "Date: next Tuesday" in text_of(".eml", b"Date: next Tuesday\nFrom: x@example.org\n\nx\n")


@pytest.mark.parametrize("raw", [
    b"", b"just some text\nwithout headers\n", b"\x00\x01\x02" * 100,
    b"From: x@example.org\nContent-Type: multipart/mixed; boundary=b\n\nno boundary here\n",
    b"From: x@example.org\nContent-Type: multipart/mixed\n\nno boundary named\n",
    b"From: x@example.org\nContent-Transfer-Encoding: x-secret\n\nQuill\n",
    b"From: x@example.org\nContent-Transfer-Encoding: base64\n\nQuill!\n",
    b"To: " + b"a@example.org, " * 20_000 + b"\n\nx\n",
])
def test_what_cannot_be_understood_is_refused(raw: bytes) -> None:
    with pytest.raises(ReadError):
        read(".eml", raw)


def test_a_truncated_message_shows_what_is_there() -> None:
    made = message("Ann was calm.\n")
    made.add_attachment("Ann\n", filename="a.txt")
    data = made.as_bytes()
    for cut in range(0, len(data), 97):
        with contextlib.suppress(ReadError):
            assert_gone(decoded(redact(data[:cut])), "Ann was")


def test_a_zip_bomb_attached_refuses_the_message() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x.txt", bytes(30_000_000))
    made = message()
    made.add_attachment(bomb.getvalue(), maintype="application", subtype="zip", filename="x.zip")
    with pytest.raises(ReadError):
        read(".eml", made.as_bytes())


@pytest.mark.parametrize("hostile", [
    b"From: x@example.org\nSubject: " + b"=?utf-8?q?" * 25_000 + b"\n\nx\n",
    b"From: x@example.org\n" + b"X-A: b\n" * 200_000 + b"\nx\n",
    b"From: x@example.org\nSubject: " + b"a\n " * 80_000 + b"\n\nx\n",
    b"From: x@example.org\n\n" + b"begin 644 x\n" * 200_000 + b"end\n",
    b"From: x@example.org\n\n" + b"-----BEGIN PGP MESSAGE-----\n" * 100_000,
    b"From: x@example.org\n\n" + b"> " * 500_000,
    b"From: x@example.org\n" + b"".join(
        b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (n, n) for n in range(400)) + b"\nx\n",
    b"From: x@example.org\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 30_000,
])
@pytest.mark.usefixtures("bounded")
def test_hostile_messages_take_bounded_time(hostile: bytes) -> None:
    with contextlib.suppress(ReadError, WriteError):
        write(".eml", hostile)


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=80))
def test_any_subject_and_body_survive(text: str) -> None:
    shown = " ".join(text.split())
    made = EmailMessage()
    made["From"] = "x@example.org"
    made["Subject"] = shown
    made.set_content(f"Body: {shown}\n", cte="base64")
    output = write(".eml", made.as_bytes())
    assert f"Body: {shown}".split() == text_of(".eml", output).splitlines()[-1].split()
    assert BANNER in text_of(".eml", output)
