"""What the eye takes for the same matches the same, and every span maps back to whole original characters."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redactor.recognition.normalise import normalise


@pytest.mark.parametrize(("written", "seen"), [
    ("plain text, 12/03/23 £5", "plain text, 12/03/23 £5"),
    ("Ja\u200bne\u00ad", "Jane"),
    ("\u202eeiz\u202c", "eiz"),
    ("O’Neill “said”", "O'Neill \"said\""),
    ("０７７００ ９００１２３", "07700 900123"),
    ("Jose\u0301", "José"),
    ("e\u0301\u0301x", "é\u0301x"),
    ("a\u00a0b\u2009c", "a b c"),
    ("1–2—3", "1-2-3"),
    ("a\x00b\x07c", "a b c"),
    ("a\tb\r\nc", "a\tb\r\nc"),
    ("ﬁrst", "first"),
    ("Midwife: J A N E     D U N W O O D I E. Seen", "Midwife: JANE     DUNWOODIE. Seen"),
    ("So: O-R-L-A-I-T-H. A-B of it", "So: ORLAITH. A-B of it"),
    ("spelt s i a n, not Y N N Y N", "spelt sian, not Y N N Y N"), ("A B C of care", "A B C of care"),
    ("NHS No. 9 9 9 0 0 0 0 0 1 8 seen", "NHS No. 9990000018 seen"),
    ("NINO: Q Q 1 2 3 4 5 6 C", "NINO: QQ123456C"),
    ("Number of visits 1 2 3 4 5 6", "Number of visits 1 2 3 4 5 6"),
    ("EPDS 3 2 1 0 2 1 3 0 1 2", "EPDS 3 2 1 0 2 1 3 0 1 2"),
])
def test_seen(written: str, seen: str) -> None:
    assert normalise(written).text == seen


def test_a_span_maps_back_with_what_cannot_be_seen() -> None:
    text = "saw Ja\u200bne\u0301 there"
    view = normalise(text)
    start = view.text.index("Ja")
    low, high = view.original(start, start + 4)
    assert text[low:high] == "Ja\u200bne\u0301"


alphabet = st.one_of(
    st.characters(), st.sampled_from("ab1 \n\t\u200b\u0301\u00a0’“０ﬁ\u202e\x00é"))


@given(st.text(alphabet, max_size=60))
def test_every_character_maps_back(text: str) -> None:
    view = normalise(text)
    position = 0
    for index in range(len(view.text)):
        start, end = view.original(index, index + 1)
        assert 0 <= start < end <= len(text) and start >= position
        position = start
    # Lines and cells stay as they are, so that a span never changes its place in a table.
    assert view.text.count("\t") == text.count("\t")
    assert view.text.count("\n") >= text.count("\n")


@given(st.text(st.sampled_from("abcXYZ àéî 123,.-\n"), max_size=60))
def test_plain_text_is_left_alone(text: str) -> None:
    assert normalise(text).text == unicodedata.normalize("NFC", text)
