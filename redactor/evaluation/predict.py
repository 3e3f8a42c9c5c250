"""What a system takes out of a text, in one form for redactor and for whatever is measured beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from redactor.casefile import Document, Finding, Kind, gold_label
from redactor.evaluation.gold import GoldDocument, as_document
from redactor.pipeline import Analysis, Redactor
from redactor.replacement.effects import effects
from redactor.replacement.plan import action_of, classified
from redactor.rulebook import Policy
from redactor.rulebook.actions import Action

#: Stands in for a workspace's secret: what a keyed action writes is never looked at here.
_SECRET = bytes(32)


@dataclass(frozen=True, kw_only=True)
class Mask:
    """A span that is taken out of a text.

    Attributes:
        start, end: characters of the text, end-exclusive.
        label: gold label its type is measured under.
        score: probability that it identifies.
        person: id of the person it is tied to, unique within the case; empty for all others.
        role: that person's role in lower case; empty when nothing tells.
        shown: that person's label as the audience reads it, without brackets.
        decided: False when the mention could not be tied to a person with certainty.
    """

    start: int
    end: int
    label: str
    score: float
    person: str = ""
    role: str = ""
    shown: str = ""
    decided: bool = True


@dataclass(frozen=True, kw_only=True)
class Prediction:
    """What a system says of one text.

    Attributes:
        document_id: the text.
        masks: what is taken out; redactor's never overlap.
        flagged: what stays and is shown to a human.
        candidates: everything it considered, near misses included, for the reliability of its scores.
    """

    document_id: str
    masks: tuple[Mask, ...]
    flagged: tuple[Mask, ...] = ()
    candidates: tuple[Mask, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The line of a predictions file: ``{"id", "spans": [{"start", "end", "label", "score"}]}``."""
        return {
            "id": self.document_id,
            "spans": [
                {"start": mask.start, "end": mask.end, "label": mask.label, "score": round(mask.score, 4)}
                for mask in self.masks
            ],
        }


#: Takes the texts of one case, gives a prediction for each.
System = Callable[[Sequence[GoldDocument]], tuple[Prediction, ...]]


def of_redactor(redactor: Redactor) -> System:
    """Redactor as a system: its whole recognition, people resolution included, and its policy."""
    def predict(case: Sequence[GoldDocument]) -> tuple[Prediction, ...]:
        analysis = redactor.analyse([as_document(gold) for gold in case])
        return tuple(_prediction(analysis, index, redactor) for index in range(len(case)))

    return predict


def _prediction(analysis: Analysis, index: int, redactor: Redactor) -> Prediction:
    document, recognition = analysis.documents[index], analysis.recognitions[index]
    # What counts as taken out is the finding, not its replacement, which may be wider ("Mrs Hart" for "Hart"):
    # a title is told again in the label.
    replaced = effects(
        document, recognition.findings, analysis.resolution, analysis.timeline, redactor.policy, secret=_SECRET)
    masks: list[Mask] = []
    flagged: list[Mask] = []
    passed: list[Mask] = []
    for finding in recognition.findings:
        subject = analysis.resolution.subject_of(finding.key)
        person = subject if subject is not None and subject.kind is Kind.PERSON else None
        mask = Mask(
            start=finding.start, end=finding.end, label=gold_label(finding.entity_type), score=finding.score,
            person=person.id if person else "", role=person.role if person else "",
            shown=person.label if person else "", decided=not (person and person.undecided),
        )
        if finding.key in replaced:
            masks.append(mask)
        elif finding.entity_type == "QUASI" and not _kept(document, finding, redactor.policy):
            flagged.append(mask)
        else:
            # Plainly something else, or kept by the policy: nobody is asked.
            passed.append(mask)
    missed = [
        Mask(start=miss.finding.start, end=miss.finding.end, label=gold_label(miss.finding.entity_type),
             score=miss.finding.score)
        for miss in recognition.near_misses
    ]
    return Prediction(
        document_id=document.id, masks=tuple(masks), flagged=tuple(flagged),
        candidates=(*masks, *flagged, *passed, *missed),
    )


def _kept(document: Document, finding: Finding, policy: Policy) -> bool:
    return action_of(classified(document, finding), policy) is Action.KEEP


def each_by_itself(
    system: System, documents: Iterable[GoldDocument], report: Callable[[int], None] = lambda done: None,
) -> list[Prediction]:
    """Predictions with each text as its own case.

    Args:
        system: what is measured.
        documents: the texts.
        report: told how many are done.
    """
    predictions: list[Prediction] = []
    for done, document in enumerate(documents, 1):
        predictions.extend(system([document]))
        report(done)
    return predictions
