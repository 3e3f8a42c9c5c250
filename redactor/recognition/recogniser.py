"""One document in, its findings out: every recogniser run, overlaps settled, what must stay kept."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from redactor.casefile import Document, Finding, Recognition
from redactor.recognition.abroad import Abroad
from redactor.recognition.attributes import find_attributes
from redactor.recognition.engine import LANGUAGE, begun, build_analyzer
from redactor.recognition.keeping import turn_down
from redactor.recognition.labels import OwnLabels
from redactor.recognition.model import PipelineRecogniser, explanation_of, load_language
from redactor.recognition.ner.component import available_cores, cut
from redactor.recognition.normalise import normalise
from redactor.recognition.sense import put_right
from redactor.recognition.settle import each_person, settle
from redactor.recognition.structure import find_structure
from redactor.recognition.uk import recognisers
from redactor.recognition.vocabulary import tokens
from redactor.rulebook import KeepMatcher, Policy, Rulebook, TermMatcher

#: Characters analysed at a time, and of context shown on either side; bounds the memory whatever the length.
CHUNK, CONTEXT = 20_000, 600
#: Score from which the form of a document makes a word a name of the case ("Name: Hope").
_CERTAIN = 0.85
_LISTED = "terms to redact"
#: How many letters most abbreviations have that are nobody's initials.
_LETTERS = range(3, 6)
#: Seconds after which a thread lets another go on; a window takes the pipeline about seven milliseconds.
_SWITCH = 0.0002


class Recogniser:
    """Finds what identifies in one document at a time.

    Args:
        rulebook: the effective rules.
        policy: thresholds come from it.
        spacy_model: an installed spaCy pipeline to use instead of the embedded one.
        threads: cores used for one text; 0 means all.

    Attributes:
        keep: finds the terms that must stay readable.

    Raises:
        UsageError: the spaCy pipeline is not installed.
    """

    def __init__(self, rulebook: Rulebook, policy: Policy, *, spacy_model: str = "", threads: int = 0) -> None:
        self._policy = policy
        self._threads = threads = threads or available_cores()
        if threads > 1:
            # A thread that comes back from the pipeline waits this long for one that is busy in Python.
            sys.setswitchinterval(min(sys.getswitchinterval(), _SWITCH))
        # The pipeline's recogniser comes last: the others do their work while the pipeline reads.
        self._analyzer = build_analyzer(
            load_language(spacy_model, threads=threads),
            [*recognisers(rulebook), Abroad(), PipelineRecogniser()], threads)
        self.keep = KeepMatcher(rulebook)
        self._listed = TermMatcher(rulebook.redact_terms)
        self._labels = OwnLabels(rulebook.policies.values())

    def recognise(self, document: Document) -> Recognition:
        """Findings of a document, sorted, none overlapping, none crossing a block border.

        Linear in the length of the document; memory beyond the document itself is bounded.
        """
        # The pipeline spends its time outside Python, in which forms and attributes are meanwhile looked for.
        analysed = begun(lambda: list(self._analysed(document)), self._threads)
        form = find_structure(document)
        others = (*self._terms(document), *find_attributes(document))
        names = {
            token.word.casefold()
            for finding in form if finding.entity_type == "PERSON" and finding.score >= _CERTAIN
            for token in tokens(document.text[finding.start:finding.end])
            # "Copy: GP, CHIS", "FoC: Ann Example": letters beside a label are not made a name by it.
            if len(token.word) not in _LETTERS or sum(map(str.isupper, token.word)) < 2
        }
        kept = self.keep.spans(document.text, names)
        labels = list(self._labels.spans(document.text))
        found = (*form, *analysed(), *others)
        candidates = [part for candidate in found for part in each_person(document, candidate)]
        sensible = _outside(labels, put_right(document.text, candidates, kept))
        accepted, rejected = turn_down(document, sensible, kept)
        return settle(document, accepted, self._policy, rejected)

    def _analysed(self, document: Document) -> Iterator[Finding]:
        """What Presidio's analyzer finds, chunk by chunk.

        A finding that straddles a seam is told by both chunks, perhaps not with the same bounds: both are taken.
        """
        text, position = document.text, 0
        while position < len(text):
            stop = cut(text, position, CHUNK)
            low, high = max(0, position - CONTEXT), min(len(text), stop + CONTEXT)
            view = normalise(text[low:high])
            results = self._analyzer.analyze(
                view.text, language=LANGUAGE, score_threshold=0.0, return_decision_process=True)
            for result in results:
                start, end = view.original(result.start, result.end)
                if start + low < stop and end + low > position:
                    name, reason = explanation_of(result)
                    yield Finding(
                        document_id=document.id, start=start + low, end=end + low, entity_type=result.entity_type,
                        score=min(1.0, float(result.score)), recogniser=name, reason=reason,
                    )
            position = stop

    def _terms(self, document: Document) -> Iterator[Finding]:
        for start, end, term in self._listed.spans(document.text):
            yield Finding(
                document_id=document.id, start=start, end=end, entity_type=term.entity_type, score=1.0,
                recogniser=_LISTED, reason=f"listed in {term.source}",
            )


def _outside(labels: Sequence[tuple[int, int]], candidates: Iterable[Finding]) -> list[Finding]:
    """Candidates that touch no label of ours: "[Child A, aged 5–9]" in an earlier output is nobody's age."""
    starts = [start for start, _ in labels]
    found = []
    for candidate in candidates:
        index = bisect_right(starts, candidate.end - 1) - 1
        if index < 0 or labels[index][1] <= candidate.start:
            found.append(candidate)
    return found
