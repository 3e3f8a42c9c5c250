"""Numbers in figures and words."""

from __future__ import annotations

import re

UNITS = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
WORDS = {word: number for number, word in enumerate(UNITS, 1)} | {
    word: 10 * number for number, word in enumerate(_TENS, 2)
}
_IRREGULAR = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
              "twelve": "twelfth"}
ORDINALS = {
    _IRREGULAR.get(word) or (f"{word[:-1]}ieth" if word.endswith("ty") else f"{word}th"): number
    for word, number in WORDS.items()
}


def count_of(text: str) -> float | None:
    """What a number in figures or words counts ("14", "twenty-two", "8th"), None where it is none."""
    words = re.split(r"[\s-]+", text.lower())
    if text[0].isdigit():
        return float(re.match(r"\d+(?:\.\d)?", text)[0])  # type: ignore[index]
    numbers = [WORDS.get(word) or ORDINALS.get(word) or (1 if word in {"a", "an"} else None) for word in words]
    return None if None in numbers else float(sum(number for number in numbers if number))
