"""How a text is cut into windows for the encoder: nothing is left out, and cuts fall where lines or sentences end."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from redactor.recognition.ner import MODEL
from redactor.recognition.ner.encoding import Encoded, Encoder, windows

_SIZE, _OVERLAP = 48, 20


@cache
def _encoder() -> Encoder:
    return Encoder(MODEL / "case_ner" / "tokenizer.json")


def _encode(text: str) -> Encoded:
    return _encoder().encode(text)


def _beginnings(text: str) -> list[str]:
    """The first word of each window."""
    encoded = _encode(text)
    begins = [int(encoded.starts[start]) for start, *_ in windows(encoded, size=_SIZE, overlap=_OVERLAP)]
    return [text[begin:].split()[0] for begin in begins]


@settings(deadline=None, max_examples=60)
@given(st.lists(
    st.sampled_from(["word", "Dr.", "J.", "stopped.", "why?", "\n", "\n\n", "\t", "9.30", "ß"]), max_size=300))
def test_windows_decide_every_piece_once(words: list[str]) -> None:
    encoded = _encode(" ".join(words))
    decided = 0
    for start, end, low, high in windows(encoded, size=_SIZE, overlap=_OVERLAP):
        assert start <= low < high <= end <= start + _SIZE
        assert low == decided
        decided = high
    assert decided == len(encoded)


def test_windows_begin_with_lines_before_sentences() -> None:
    text = "\n".join(f"Begins {number} with a visit. Goes on with some more words." for number in range(20))
    assert set(_beginnings(text)) == {"Begins"}


def test_windows_begin_with_sentences_in_a_long_line() -> None:
    text = "Begins with a visit by Dr. Kay and Mrs. J. Moss at 9.30 today. " * 20
    assert set(_beginnings(text)) == {"Begins"}


def test_a_run_without_any_end_is_shown_twice_at_each_seam() -> None:
    encoded = _encode("word " * 200)
    cut = list(windows(encoded, size=_SIZE, overlap=_OVERLAP))
    for (_, end, _, upto), (start, *_) in pairwise(cut):
        assert end - start == _OVERLAP
        assert upto - start == end - upto
