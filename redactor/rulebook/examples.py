"""Tries a pattern rule on its own examples."""

from __future__ import annotations

from collections.abc import Iterator

from redactor.rulebook.models import PatternRule


def failed_examples(rule: PatternRule) -> Iterator[tuple[str, str]]:
    """Examples that a rule does not live up to.

    Yields:
        (what went wrong, remedy).
    """
    for example in rule.examples.match:
        text, marked = _unmarked(example)
        spans = {(start, end) for start, end, _ in _found(rule, text)}
        if not spans:
            yield f"'{rule.name}' does not find its example '{example}'.", _REMEDY
        elif marked is not None and marked not in spans:
            found = ", ".join(f"'{text[start:end]}'" for start, end in sorted(spans))
            yield f"'{rule.name}' finds {found} in its example '{example}', not what is marked.", _REMEDY
    for example in rule.examples.not_match:
        for start, end, _ in _found(rule, example):
            yield f"'{rule.name}' finds '{example[start:end]}' in '{example}', which must not match.", _REMEDY
            break


_REMEDY = "Correct the pattern, its context words or the example."


def _found(rule: PatternRule, text: str) -> list[tuple[int, int, float]]:
    return list(rule.matches(text)) if not rule.context_required or rule.has_context(text) else []


def _unmarked(example: str) -> tuple[str, tuple[int, int] | None]:
    start, end = example.find("<"), example.find(">")
    if not 0 <= start < end:
        return example, None
    return example[:start] + example[start + 1:end] + example[end + 1:], (start, end - 1)
