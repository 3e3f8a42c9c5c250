"""HTML: text found across inline tags, everything that is not text on the page gone, the page still the page."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

import pytest
from canaries import assert_gone, edits_for, read, replaced, text_of, write
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from redactor.casefile import TextEdit
from redactor.errors import ReadError
from redactor.formats import BANNER

FILES = Path(__file__).parent / "files"


def page(body: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode()


def test_a_name_over_inline_tags_is_one() -> None:
    data = page("<p>Mum, <b>Jo</b>an<i>na</i> <u>O&#8217;N</u>eil&shy;l&nbsp;came<wbr>.</p>")
    assert text_of(".html", data) == "Mum, Joanna O’Neill came.\n"
    output = replaced(".html", data, {"Joanna O’Neill": "[Mother]"}).decode()
    assert "<p>Mum, <b>[Mother]</b><i></i><u></u>\xa0came.</p>" in output


def test_blocks_are_lines_breaks_are_kept_and_space_is_as_shown() -> None:
    data = page("<h1> Core\n group </h1>1 Example St<br>Ripon<div>a<div>b</div>c</div>"
                "<ul><li>d<li>e</ul><pre>f\n  g</pre>")
    assert text_of(".html", data) == "Core group \n1 Example St\nRipon\na\nb\nc\nd\ne\nf\n  g\n"
    output = replaced(".html", data, {"1 Example St\nRipon": "[Address]"}).decode()
    assert "[Address]<div>a" in output


def test_tables_line_up_under_their_headings() -> None:
    data = page("<table><tr><th>Name<th colspan=2>Role<th>Said<tr><td>Ann<td colspan=2>Mother<td><p>x</p><p>y</p>"
                "<tr><td><td><td>z</table>after")
    assert text_of(".html", data) == "Name\tRole\t\tSaid\nAnn\tMother\t\tx\ny\n\t\tz\nafter\n"
    columns = {block.text: block.column for block in read(".html", data).blocks}
    assert (columns["Ann"], columns["Mother"], columns["y"], columns["after"]) == ("Name", "Role", "Said", "")


def test_in_a_form_the_heading_cell_before_a_value_names_it() -> None:
    data = page("<table><tr><th>Mother<td>Ann Tarn<th>Worker<td><p>Zoe Quarry</p><tr><th>EDD<td>soon</table>"
                "<table><tr><td>Mother:<td>Ann<tr><td>Father:<td>Tom</table>")
    columns = {block.text: block.column for block in read(".html", data).blocks}
    assert [columns[text] for text in ("Mother", "Ann Tarn", "Worker", "Zoe Quarry", "soon", "Ann", "Tom")] == [
        "", "Mother", "", "Worker", "EDD", "", ""]


@pytest.mark.parametrize("attribute", [
    '<img src=x.png alt="Q">', '<td title="Q">', '<input placeholder="Q">', '<input value="Q">',
    '<button aria-label="Q">ok</button>', '<table summary="Q"><tr><td>x</table>', '<option label="Q">x</option>',
])
def test_what_attributes_show_is_a_block(attribute: str) -> None:
    data = page(f"<p>before</p>{attribute.replace('Q', 'Ann &amp; Tom')}")
    assert "Ann & Tom" in [block.text for block in read(".html", data).blocks]
    output = replaced(".html", data, {"Ann": '["<Mother>"]'}).decode()
    assert_gone(output.encode(), "Ann")
    assert "[&quot;&lt;Mother&gt;&quot;] &amp; Tom" in output


@pytest.mark.parametrize("corner", [
    "<!-- Quill -->", "<!--[if mso]>Quill<![endif]-->", "<script>var a='Quill'</script>", "<script src=Quill></script>",
    "<style>/* Quill */ p{color:red}</style>", "<style>#Quill{color:red}</style>", "<style>.Quill{color:red}</style>",
    "<style>p:before{content:'Quill'}</style>", "<style>p{background:url(Quill.png)}</style>", "<p class=Quill>x</p>",
    "<p id=Quill>x</p>", "<p data-x=Quill onclick=Quill()>x</p>", "<a href='mailto:Quill@example.org'>mail</a>",
    "<a href='https://example.org/Quill' name=Quill target=Quill>x</a>",
    "<img src='Quill.png' longdesc=Quill usemap='#Quill'>",
    "<img src='data:image/png;base64,Quill'>", "<svg><text>Quill</text></svg>", "<object data=Quill>Quill</object>",
    "<iframe src=Quill srcdoc='Quill'></iframe>", "<template>Quill</template>", "<input type=hidden value=Quill>",
    "<p>a<span style='display: none'>Quill</span>b</p>", "<p>a<span hidden>Quill</span>b</p>", "<?php Quill ?>",
    "<![CDATA[Quill]]>", "<form action=Quill method=Quill><input name=Quill type=password value=Quill></form>",
    "<p style='background:url(Quill)'>x</p>", "<p style='font-family:\\51uill'>x</p>", "<Quill:tag>x</Quill:tag>",
    "<meta name=author content=Quill>", "<base href=Quill>", "<link rel=stylesheet href=Quill>", "<video src=Quill>",
    "<time datetime=Quill>x</time>", "<del cite=Quill>x</del>", "<p lang='Quill!'>x</p>",
    "<map name=Quill><area alt=Quill></map>",
    "<p xml:lang=Quill foo:bar=Quill>x</p>", "<style>@import 'Quill';</style>",
    "<style>@media print{.Quill{color:red}}</style>", "<ol start=Quill\u00e9><li>x</ol>",
    "<style>p{color:red;}/*Quill",
    "<p style='color:Quill'>x</p>", "<p style='font-family:Quill'>x</p>", "<font face=Quill color=Quill>x</font>",
    "<style>Quill > p{color:red}</style>", "<style>p:Quill{color:red}</style>", "<p lang=qu-Quill>x</p>",
    "<td align=Quill>x", "<style>@font-face{font-family:x;src:local(Quill)}</style>",
])
def test_corners_are_swept(corner: str) -> None:
    data = page(f"<p>Visit one.</p>{corner}<p>Visit two.</p>")
    output = write(".html", data)
    assert_gone(output, "Quill")
    assert b"Visit one." in output


@pytest.mark.parametrize(("markup", "kind"), [
    ("<img src=x>", "picture"), ("<svg></svg>", "picture"), ("<canvas></canvas>", "picture"),
    ("<iframe src=x></iframe>", "embedded page"), ("<embed src=x>", "embedded object"),
    ("<audio src=x></audio>", "recording"), ("<object data=x></object>", "embedded object"),
    ("<link rel='stylesheet' href=x>", "linked file"), ("<style>p{background:url(x)}</style>", "picture"),
])
def test_what_nobody_can_read_is_told_and_dropped(markup: str, kind: str) -> None:
    unread = read(".html", page(f"<p>x</p>{markup}")).unread
    assert [(part.kind, part.dropped) for part in unread] == [(kind, True)]


def test_scripts_and_comments_are_not_told() -> None:
    assert read(".html", page("<script>x</script><!-- y --><p>z</p>", "<meta name=author content=Ann>")).unread == ()


def test_the_page_keeps_its_shape() -> None:
    data = page('<table border="1"><tr><td colspan="2" class="wide red" style="color: red">x</td></tr></table>'
                '<ol start="3"><li>y',
                "<style>.wide, td.red > p { padding: .5em; font-family: 'Arial', Quill } @page { margin: 1cm }</style>")
    output = write(".html", data).decode()
    classes = re.findall(r"\.([\w]+)[ ,{>]", output.partition("</style>")[0])
    assert f'<td colspan="2" class="{" ".join(classes)}" style="color: red">x</td>' in output
    assert "padding: .5em; font-family: arial }" in output
    assert "@page { margin: 1cm }" in output
    assert '<table border="1">' in output
    assert '<ol start="3">' in output


def test_a_hidden_block_is_text_like_any_other() -> None:
    data = page('<div style="display:none">Tab two: Ann</div>')
    output = replaced(".html", data, {"Ann": "[Mother]"}).decode()
    assert '<div style="display: none">Tab two: [Mother]</div>' in output


@pytest.mark.parametrize(("encoding", "label"), [
    ("cp1252", "iso-8859-1"), ("iso8859-2", "iso-8859-2"), ("utf-8", "utf-8"),
])
def test_the_pages_encoding_is_honoured(encoding: str, label: str) -> None:
    data = f'<meta charset="{label}"><title>é</title><p>Müller</p>'.encode(encoding)
    output = replaced(".html", data, {"Müller": "Łoś 🙂"})
    assert html.fromstring(output).text_content().split()[-2:] == ["Łoś", "🙂"]
    assert BANNER in html.fromstring(output).text_content()


def test_banner_stands_on_top_of_the_body_once() -> None:
    once = write(".html", page("<p>x</p>", "<title>T</title>"))
    body = html.fromstring(once).find("body")
    assert body is not None
    assert body[0].text_content() == BANNER
    assert write(".html", once) == once
    assert BANNER.encode() in write(".html", b"<!-- nothing else --><frameset><frame src=x></frameset>")
    assert BANNER.encode() in write(".html", b"just text")


def test_a_page_made_by_libreoffice() -> None:
    data = (FILES / "corners_libreoffice.html").read_bytes()
    words = sorted(set(re.findall(r"Quill[a-z]*", text_of(".html", data))), key=len, reverse=True)
    assert {"Quillheader", "Quillfooter", "Quillfeather", "Quillcell", "Quilllink", "Quilltitle"} <= set(words)
    output = replaced(".html", data, dict.fromkeys(words, "[Gone]"))
    assert_gone(output, "Quill")
    text = text_of(".html", output)
    for phrase in ("Core group minutes", "the health visitor agreed the plan.", "felt heard", "End of the minutes."):
        assert phrase in text
    assert [part.kind for part in read(".html", data).unread] == ["picture"]


@pytest.mark.parametrize("tag", [
    "wbr", "source", "track", "embed", "keygen", "command", "menuitem", "img", "input", "link", "meta", "area",
])
def test_nothing_is_lost_behind_an_empty_element(tag: str) -> None:
    assert text_of(".html", page(f"<p>one<{tag}>two<p>three")).split() in (["onetwo", "three"], ["one", "two", "three"])


@pytest.mark.parametrize("hostile", [
    b"<div>" * 100_000 + b"x", b"<b>" * 3000 + b"Ann", b"<table><tr><td>" * 1000,
])
def test_deep_nesting_is_refused(hostile: bytes) -> None:
    with pytest.raises(ReadError):
        read(".html", hostile)


@pytest.mark.parametrize("hostile", [
    b"<p>" * 50_000, b"<" * 500_000, b"&" * 500_000, b"<!--" * 200_000, b"<a " + b"x=y " * 100_000 + b">",
    b"<p style='" + b"a:b;" * 50_000 + b"'>x", b"<style>" + b"{" * 300_000 + b"</style>x",
    b"<style>" + b"a{b:c}" * 50_000 + b"</style>x", b"<td>" * 40_000, b"x<br>" * 40_000,
    b"<style>" + b"/*" * 200_000, b"<table><tr>" + b"<td colspan=1000>x" * 10_000,
    b"<table><tr>" + b"<th>x<td>y" * 20_000, b"x<table><tr>" + b"<td>" * 50_000,
    b"<b>x</b> " * 30_000,
    b"<title>" * 50_000, b"<p>" + b"a" * 5_000_000,
])
@pytest.mark.usefixtures("bounded")
def test_hostile_pages_take_bounded_time(hostile: bytes) -> None:
    with contextlib.suppress(ReadError):
        write(".html", hostile, edits_for(".html", hostile, {"x": "[X]"}))


words = st.text(st.characters(codec="utf-8", categories=("L", "Nd", "P", "Sm")), min_size=1, max_size=8)
inline = st.sampled_from(["b", "i", "span", "a"])


@given(st.lists(st.tuples(inline, words), min_size=1, max_size=6), st.data())
def test_edits_change_only_their_span(parts: list[tuple[str, str]], data: st.DataObject) -> None:
    escape = str.maketrans({"&": "&amp;", "<": "&lt;"})
    source = page("<p>" + "".join(f"<{tag}>{text.translate(escape)}</{tag}>" for tag, text in parts) + "</p><p>end</p>")
    block = read(".html", source).blocks[0]
    assert block.text == "".join(text for _, text in parts)
    start = data.draw(st.integers(0, len(block.text) - 1))
    end = data.draw(st.integers(start + 1, len(block.text)))
    output = write(".html", source, {block.id: [TextEdit(start=start, end=end, text="[X]")]})
    assert text_of(".html", output) == f"{BANNER}\n{block.text[:start]}[X]{block.text[end:]}\nend\n"
