"""Whole cases: are all names out of sight, and is one person one label from the first document to the last.

A folder holds ``caseN.jsonl`` (its documents, spans of persons with ``entity``) and, where known,
``caseN/people.json`` (id → role, group; ``members`` for a couple or a family). Mentions of "?" (nobody could
tell) and of entries with ``members`` are left out of everything about identity.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from redactor.errors import ReadError, UsageError
from redactor.evaluation.clustering import Clustering, Mention, b_cubed, mixed, pairwise
from redactor.evaluation.gold import GoldDocument, GoldSpan, read_gold
from redactor.evaluation.predict import Mask, Prediction, System
from redactor.evaluation.roles import kinds, role_fits
from redactor.evaluation.scores import Scores, Share, score

#: Entity of a mention of which nobody could tell whose it is.
OPEN = "?"


@dataclass(frozen=True, kw_only=True)
class GoldCase:
    """A case: its documents, and the roles of its persons by id."""

    name: str
    documents: tuple[GoldDocument, ...]
    roles: Mapping[str, str] = field(repr=False)
    several: frozenset[str] = frozenset()
    """Ids that stand for a couple or a family."""


@dataclass(frozen=True, kw_only=True)
class CaseScores:
    """How whole cases fared.

    Attributes:
        leaks: spans, over-redaction and traps as for single texts.
        within, across: B-cubed within each document and across each case.
        pairs_within, pairs_across: the same, pairwise.
        split: persons who have two labels or more.
        shared: labels that two persons or more have; the worse error.
        undecided: mentions that were out of sight and tied to nobody.
        roles: persons whose role is right, of those whose gold role is of a known kind.
        roles_told: the same, of those persons for whom a role is told.
        misses: persons whose role is wrong or missing, "told → found", for whoever improves it.
    """

    cases: int
    leaks: Scores
    within: Clustering
    across: Clustering
    pairs_within: Clustering
    pairs_across: Clustering
    split: Share
    shared: Share
    undecided: Share
    roles: Share
    roles_told: Share
    misses: tuple[tuple[str, str], ...]


def read_cases(folder: Path) -> tuple[GoldCase, ...]:
    """Read every case of a folder.

    Raises:
        UsageError: there is none.
        ReadError: a file is not as described above.
    """
    files = sorted(folder.glob("*.jsonl"))
    if not files:
        raise UsageError("there are no cases (caseN.jsonl) in the folder.", where=folder, remedy="Check the path.")
    return tuple(_read_case(file) for file in files)


def _read_case(file: Path) -> GoldCase:
    people_file = file.with_suffix("") / "people.json"
    people: dict[str, dict[str, Any]] = {}
    if people_file.exists():
        try:
            people = json.loads(people_file.read_text("utf-8"))
            roles = {identity: str(person["role"]) for identity, person in people.items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            raise ReadError(
                "the file does not tell the persons of a case.", where=people_file,
                remedy='It holds {"p1": {"role": "mother", "group": "family"}, …}.',
            ) from None
    else:
        roles = {}
    return GoldCase(
        name=file.stem, documents=read_gold(file), roles=roles,
        several=frozenset(identity for identity, person in people.items() if "members" in person),
    )


def predict_cases(
    system: System, cases: Sequence[GoldCase], report: Callable[[int], None] = lambda done: None,
) -> list[tuple[Prediction, ...]]:
    """Predictions for each case as a whole."""
    predictions = []
    for done, case in enumerate(cases, 1):
        predictions.append(system(case.documents))
        report(done)
    return predictions


def case_json(prediction: Prediction) -> dict[str, Any]:
    """The line of a predictions file for a document of a case.

    A span that is tied to a person carries ``person``, stable within the case, and has as ``label`` what the
    audience reads ("Mother"); all others have their gold label.
    """
    row = prediction.as_json()
    for span, mask in zip(row["spans"], prediction.masks, strict=True):
        if mask.person:
            span.update(person=mask.person, label=mask.shown, type=mask.label)
    return row


def score_cases(cases: Sequence[GoldCase], predictions: Sequence[Sequence[Prediction]]) -> CaseScores:
    """Score predictions, one for each document of each case and in the same order."""
    within: list[list[Mention]] = []
    across: list[list[Mention]] = []
    labels: list[tuple[Hashable, Hashable]] = []
    undecided, mentions = 0, 0
    right: list[bool] = []
    misses: list[tuple[str, str]] = []
    told = 0
    for case, of_case in zip(cases, predictions, strict=True):
        tied: list[tuple[GoldSpan, Mask | None]] = []
        whole: list[Mention] = []
        for document, prediction in zip(case.documents, of_case, strict=True):
            here = [(span, _mask_of(span, prediction)) for span in document.spans if _counts(span, case)]
            within.append([_mention(span, mask, document.id) for span, mask in here])
            whole += within[-1]
            tied += here
        across.append(whole)
        decided = [(span, mask) for span, mask in tied if mask is not None and mask.person and mask.decided]
        mentions += sum(mask is not None for _, mask in tied)
        undecided += sum(mask is not None for _, mask in tied) - len(decided)
        labels += [((case.name, span.entity), (case.name, mask.shown)) for span, mask in decided]
        for person, role in _roles(decided).items():
            if kinds(case.roles.get(person, "")):
                told += bool(role)
                right.append(role_fits(role, case.roles[person]))
                if not right[-1]:
                    misses.append((case.roles[person], role))
    split, persons = mixed(labels)
    shared, held = mixed((label, person) for person, label in labels)
    return CaseScores(
        cases=len(cases),
        leaks=score(
            [document for case in cases for document in case.documents],
            [prediction for of_case in predictions for prediction in of_case],
        ),
        within=b_cubed(within), across=b_cubed(across),
        pairs_within=pairwise(within), pairs_across=pairwise(across),
        split=Share(part=split, whole=persons), shared=Share(part=shared, whole=held),
        undecided=Share(part=undecided, whole=mentions),
        roles=Share(part=sum(right), whole=len(right)), roles_told=Share(part=sum(right), whole=told),
        misses=tuple(sorted(misses)),
    )


def _counts(span: GoldSpan, case: GoldCase) -> bool:
    return span.label == "PERSON" and bool(span.entity) and span.entity != OPEN and span.entity not in case.several


def _mask_of(span: GoldSpan, prediction: Prediction) -> Mask | None:
    """The mask that holds most of a span; one that is tied to a person first."""
    over = [mask for mask in prediction.masks if mask.start < span.end and span.start < mask.end]
    return max(
        over, default=None,
        key=lambda mask: (bool(mask.person), min(mask.end, span.end) - max(mask.start, span.start)),
    )


def _mention(span: GoldSpan, mask: Mask | None, document_id: str) -> Mention:
    # What is tied to nobody is a person of its own.
    return span.entity, mask.person if mask is not None and mask.person else (document_id, span.start)


def _roles(decided: Sequence[tuple[GoldSpan, Mask]]) -> dict[str, str]:
    """For each person, the role that most of the mentions are given."""
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for span, mask in decided:
        votes[span.entity][mask.role] += 1
    return {person: counter.most_common(1)[0][0] for person, counter in votes.items()}
