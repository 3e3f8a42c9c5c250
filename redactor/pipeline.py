"""The two passes, for one case: read and recognise each document; resolve people once; replace and verify."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from redactor.casefile import CastEntry, Document, Recognition, Resolution
from redactor.people import Memory, resolve
from redactor.recognition import Recogniser, spread
from redactor.replacement import Timeline
from redactor.rulebook import Policy, Rulebook, load_rulebook

DEFAULT_POLICY = "success-review"


@dataclass(frozen=True, kw_only=True)
class Analysis:
    """What is known of a case before anything is written.

    Attributes:
        documents: those that could be read.
        recognitions: one for each document, in the same order.
        resolution: who is who.
        timeline: the case's clock.
    """

    documents: tuple[Document, ...]
    recognitions: tuple[Recognition, ...]
    resolution: Resolution
    timeline: Timeline


class Redactor:
    """Everything that is loaded once and used for many cases.

    Args:
        rules: a council's own rules, layered over the packaged ones.
        policy: name of the policy.
        spacy_model: an installed spaCy pipeline to use instead of the embedded one.
        threads: cores used for one text; 0 means all.
    """

    def __init__(
        self, *, rules: Path | None = None, policy: str = DEFAULT_POLICY, spacy_model: str = "", threads: int = 0,
    ) -> None:
        self.rulebook: Rulebook = load_rulebook(rules)
        self.policy: Policy = self.rulebook.policy(policy)
        self.recogniser = Recogniser(self.rulebook, self.policy, spacy_model=spacy_model, threads=threads)

    def analyse(
        self, documents: Sequence[Document], *, cast: Sequence[CastEntry] = (), memory: Memory | None = None,
    ) -> Analysis:
        """Recognise and resolve a whole case.

        Args:
            documents: the documents of one case, in case order.
            cast: the cast list.
            memory: labels of earlier runs.
        """
        found = [self.recogniser.recognise(document) for document in documents]
        recognitions = spread(documents, found, cast, self.rulebook, self.policy)
        resolution = resolve(documents, recognitions, cast, self.policy, memory)
        findings = [finding for recognition in recognitions for finding in recognition.findings]
        timeline = Timeline.of(documents, findings)
        return Analysis(
            documents=tuple(documents), recognitions=recognitions, resolution=resolution, timeline=timeline)
