"""A tokeniser for hurried writing: every punctuation mark stands alone ("Mo/Kelly", "home.The", "J.S").

spaCy's own English tokeniser keeps such runs whole and peels marks off a word one at a time, which takes
quadratic time on hostile input. This one is a single pass of one pattern, and its tokens never straddle the
words the encoder sees, so that a span of the recogniser never cuts a token.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from spacy import util
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

NAME = "case_tokeniser"
#: spaCy refuses longer texts than this to protect its parser, which this pipeline does not have.
LONGEST = 10**9
_TOKEN = re.compile(r"[^\W_]+|\s+|.", re.DOTALL)


class CaseTokeniser:
    """Letters and digits together, white space together, everything else by itself; linear in the text.

    Args:
        vocab: the pipeline's vocabulary.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        words: list[str] = []
        spaces: list[bool] = []
        for word in _TOKEN.findall(text):
            if word[0] != " " or not words or spaces[-1] or words[-1].isspace():
                words.append(word)
                spaces.append(False)
                continue
            # The first space after a word belongs to it, as everywhere in spaCy.
            spaces[-1] = True
            if len(word) > 1:
                words.append(word[1:])
                spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)

    def to_bytes(self, **_: Any) -> bytes:
        return b""

    def from_bytes(self, data: bytes, **_: Any) -> CaseTokeniser:
        return self

    def to_disk(self, path: str | Path, **_: Any) -> None:
        """Nothing to keep: the pattern is the whole tokeniser."""

    def from_disk(self, path: str | Path, **_: Any) -> CaseTokeniser:
        return self


@util.registry.tokenizers(NAME)  # type: ignore[untyped-decorator]
def _create() -> Any:
    def build(nlp: Language) -> CaseTokeniser:
        nlp.max_length = LONGEST
        return CaseTokeniser(nlp.vocab)

    return build
