"""The two passes, for one case.

    read → recognise                               (each document by itself)
    resolve people                                 (once per case)
    plan → replace → write → re-read and verify    (each document by itself)

A document reaches the share box only after its written file was searched and found clean; until then it waits
in the confidential box. A step that fails withholds that document, and the rest go on.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from redactor import __version__
from redactor.assurance import Residual, Traces, recheck, records, verify_file
from redactor.assurance.risk import PersonRisk, jigsaw, load_accepted, save_risk
from redactor.assurance.summary import SUMMARY, summary
from redactor.casefile import (
    CastEntry,
    Document,
    Flag,
    Outcome,
    Recognition,
    Replacement,
    Resolution,
    Status,
    TextEdit,
)
from redactor.errors import RedactorError, UsageError, VerificationError, WriteError
from redactor.formats import Handling, format_for, handled, read_document
from redactor.intake import Intake, open_case
from redactor.people import Memory, resolve
from redactor.people.keymap import DocumentKey, check_passphrase, passages_of, write_map
from redactor.recognition import Recogniser, spread, spread_repeats
from redactor.replacement import Timeline, apply, plan, redacted_text
from redactor.replacement.accepted import Generalisation
from redactor.replacement.plan import flagged
from redactor.rulebook import Policy, Rulebook, load_rulebook
from redactor.workspace import (
    FINDINGS,
    KEY_MAP,
    MANIFEST,
    MEMORY,
    PEOPLE,
    Workspace,
    default_workspace,
    write_atomically,
)

DEFAULT_POLICY = "success-review"
_OURS = re.compile(r"case_\d{2,}_redacted\.[a-z]{2,5}")

Report = Callable[[str, int, int], None]


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


@dataclass(frozen=True, kw_only=True)
class CaseReport:
    """How a case ended.

    Attributes:
        outcomes: one for each document, in case order, those that could not be read included.
        share: folder of what may be shown once a person has checked it.
        workspace: folder of what must not.
    """

    outcomes: tuple[Outcome, ...]
    share: Path
    workspace: Path

    def count(self, status: Status) -> int:
        """Documents that ended so."""
        return sum(outcome.status is status for outcome in self.outcomes)

    @property
    def exit_code(self) -> int:
        """0 all released, 1 something needs review, 3 something was withheld."""
        if self.count(Status.WITHHELD):
            return 3
        return 1 if self.count(Status.NEEDS_REVIEW) else 0


def _silent(stage: str, done: int, total: int) -> None:
    """Progress that nobody wants to see."""


class Redactor:
    """Everything that is loaded once and used for many cases.

    Args:
        rules: a council's own rules, layered over the packaged ones.
        policy: name of the policy.
        spacy_model: an installed spaCy pipeline to use instead of the embedded one.
        threads: cores used for one text; 0 means all.

    Raises:
        RuleError: the rules are wrong or hold no such policy.
        UsageError: the spaCy pipeline is not installed.
    """

    def __init__(
        self, *, rules: Path | None = None, policy: str = DEFAULT_POLICY, spacy_model: str = "", threads: int = 0,
    ) -> None:
        self.rulebook: Rulebook = load_rulebook(rules)
        self.policy: Policy = self.rulebook.policy(policy)
        self.recogniser = Recogniser(self.rulebook, self.policy, spacy_model=spacy_model, threads=threads)

    def analyse(
        self,
        documents: Sequence[Document],
        *,
        cast: Sequence[CastEntry] = (),
        memory: Memory | None = None,
        report: Report = _silent,
    ) -> Analysis:
        """Recognise and resolve a whole case.

        Args:
            documents: the documents of one case, in case order.
            cast: the cast list.
            memory: labels of earlier runs.
            report: told about progress.
        """
        found = []
        for number, document in enumerate(documents):
            report("Recognising", number, len(documents))
            found.append(self.recogniser.recognise(document))
        report("Who is who", 0, 1)
        keep = self.recogniser.keep
        recognitions = spread_repeats(
            documents, spread(documents, found, cast, keep, self.policy), keep, self.policy)
        resolution = resolve(documents, recognitions, cast, self.policy, memory)
        findings = [finding for recognition in recognitions for finding in recognition.findings]
        timeline = Timeline.of(documents, findings)
        return Analysis(
            documents=tuple(documents), recognitions=recognitions, resolution=resolution, timeline=timeline)

    def versions(self) -> dict[str, str]:
        """What the result depends on, for the summary: packages, and a digest of the effective rules."""
        rules = hashlib.sha256(self.rulebook.model_dump_json().encode()).hexdigest()
        packages = ("spacy", "presidio-analyzer", "presidio-anonymizer")
        return {"redactor": __version__, **{name: version(name) for name in packages}, "rules": rules[:12]}

    def redact(
        self,
        inputs: Sequence[Path],
        share: Path,
        *,
        workspace: Path | None = None,
        cast: Path | None = None,
        allow_unread: Sequence[str] = (),
        keep_pictures: Sequence[str] = (),
        force: bool = False,
        passphrase: str = "",
        report: Report = _silent,
    ) -> CaseReport:
        """Turn a case into a folder that can be shown.

        Args:
            inputs: files and folders of one case; never changed.
            share: folder for what may be shown; made if need be.
            workspace: confidential folder; by default beside ``share``.
            cast: the cast list; otherwise one found in the case is used.
            allow_unread: kinds of unexamined part that do not hold a document back, besides the policy's.
            keep_pictures: documents, as paths within the case, whose pictures a person has looked at and lets stay.
            force: write over what an earlier run left in ``share``.
            passphrase: keep the original words in the workspace, encrypted with it, for ``redactor restore``;
                empty keeps nothing.
            report: told about progress.

        Raises:
            UsageError: missing input, results among the inputs, ``share`` holds something.
            CastError: the cast list is wrong.
            WriteError: the confidential folder cannot be written.
        """
        if passphrase:
            check_passphrase(passphrase)
        folder = workspace or default_workspace(share)
        _apart(share, folder)
        _vacant(share, force)
        handling = Handling(
            insertions=self.policy.documents.tracked_insertions, pictures=self.policy.documents.pictures)
        case = open_case(
            inputs, cast=cast, outside=[share, folder], handling=handling, keep_pictures=keep_pictures, report=report)
        box = Workspace.create(folder)
        allowed = {*allow_unread, *self.policy.unread.allowed}
        return _Run(self, case, share, box, allowed, passphrase, report).finish()


def redact_case(
    inputs: Path | Sequence[Path], share: Path, *, rules: Path | None = None, policy: str = DEFAULT_POLICY,
    spacy_model: str = "", **options: Any,
) -> CaseReport:
    """Turn a case into a folder that can be shown; does what ``redactor run`` does.

    Args:
        inputs: the case folder, or several files and folders.
        share: folder for what may be shown.
        rules, policy, spacy_model: see :class:`Redactor`.
        options: see :meth:`Redactor.redact`.
    """
    paths = [inputs] if isinstance(inputs, Path) else [Path(path) for path in inputs]
    return Redactor(rules=rules, policy=policy, spacy_model=spacy_model).redact(paths, Path(share), **options)


def _apart(share: Path, workspace: Path) -> None:
    ours, theirs = share.resolve(), workspace.resolve()
    if ours == theirs or ours in theirs.parents or theirs in ours.parents:
        raise UsageError(
            "the confidential workspace and the folder to be shared must not lie within one another.",
            where=workspace.name, remedy="Choose another folder with --workspace.",
        )


def _vacant(share: Path, force: bool) -> None:
    """Refuse to write over what is there; with ``force`` only over what an earlier run wrote."""
    if share.is_symlink() or (share.exists() and not share.is_dir()):
        raise UsageError("the target is not a folder.", where=share.name, remedy="Choose another with --out.")
    there = [path.name for path in share.iterdir()] if share.is_dir() else []
    if there and not force:
        raise UsageError(
            "the folder is not empty.", where=share.name,
            remedy="Choose a new one with --out, or write over the earlier result with --force.",
        )
    foreign = [name for name in there if name != SUMMARY and not _OURS.fullmatch(name)]
    if foreign:
        raise UsageError(
            f"the folder holds {len(foreign)} files that redactor did not write.", where=share.name,
            remedy="Choose an empty one with --out.",
        )


@dataclass
class _Draft:
    """A document on its way: its replacements, and the written file once it waits in the confidential box."""

    document: Document
    recognition: Recognition
    replacements: list[Replacement] = field(default_factory=list)
    edits: Mapping[str, Sequence[TextEdit]] = field(default_factory=dict)
    error: str = ""


class _Run:
    """One run over one case."""

    def __init__(
        self, redactor: Redactor, case: Intake, share: Path, box: Workspace, allowed: set[str], passphrase: str,
        report: Report,
    ) -> None:
        self.redactor = redactor
        self.case = case
        self.share = share
        self.box = box
        self.allowed = allowed
        self.passphrase = passphrase
        self.report = report
        self.secret = box.secret

    def finish(self) -> CaseReport:
        """All of it, in order."""
        memory = Memory.load(self.box.path(MEMORY), self.secret)
        analysis = self.redactor.analyse(
            self.case.documents, cast=self.case.cast, memory=memory, report=self.report)
        accepted = load_accepted(self.box)
        drafts = [self._planned(document, recognition, analysis, accepted) for document, recognition in zip(
            analysis.documents, analysis.recognitions, strict=True)]
        traces = self._traces(analysis, drafts)
        names = self._names()
        flags = [*analysis.resolution.flags, *analysis.timeline.flags]
        for draft in drafts:
            flags += flagged(draft.document, draft.recognition.findings, self.redactor.policy)
        staging = self.box.staging()
        written: dict[str, Path] = {}
        outcomes: dict[str, Outcome] = {}
        for number, draft in enumerate(drafts):
            self.report("Writing", number, len(drafts))
            outcome = self._written(draft, flags, traces, staging, names[draft.document.id])
            outcomes[draft.document.id] = outcome
            if outcome.output:
                written[outcome.output] = staging / outcome.output
        for failure in self.case.failures:
            outcomes[failure.document_id] = Outcome(
                document_id=failure.document_id, source=failure.source, status=Status.WITHHELD,
                error=failure.error, sha256_in=failure.sha256,
            )
        ordered = tuple(outcomes[identity] for identity in sorted(outcomes))
        self._record(ordered, analysis, drafts, traces, memory)
        self._publish(written, ordered, analysis, drafts, traces)
        self.report("Done", 1, 1)
        return CaseReport(outcomes=ordered, share=self.share, workspace=self.box.folder)

    def _planned(
        self, document: Document, recognition: Recognition, analysis: Analysis, accepted: Sequence[Generalisation],
    ) -> _Draft:
        draft = _Draft(document=document, recognition=recognition)
        try:
            draft.replacements = plan(
                document, recognition.findings, analysis.resolution, analysis.timeline, self.redactor.policy,
                secret=self.secret, accepted=accepted,
            )
            draft.edits = apply(document, draft.replacements)
        except RedactorError as error:
            draft.error = str(error)
        except Exception as error:  # whatever went wrong, its message may quote the document
            draft.error = f"the replacements could not be worked out ({type(error).__name__})."
        return draft

    def _names(self) -> dict[str, str]:
        """Neutral output names; a document that an earlier run knew keeps its own."""
        earlier = self.box.read_json(MANIFEST)["documents"] if self.box.has(MANIFEST) else []
        known = {entry["source"]: int(entry["output"].split("_")[1]) for entry in earlier if entry["output"]}
        used = set(known.values())
        free = (number for number in range(1, 1_000_000) if number not in used)
        names = {}
        for document in self.case.documents:
            own = int(document.id[1:])
            number = known.get(document.path)
            if number is None:
                number = own if own not in used else next(free)
                used.add(number)
            extension = format_for(self.case.paths[document.id]).output_extension
            names[document.id] = f"case_{number:02}_redacted{extension}"
        return names

    def _proved(self, target: Path, traces: Traces, draft: _Draft) -> list[Residual]:
        """Search a written file, and recognise it again.

        Returns:
            What a human must look at.

        Raises:
            VerificationError: it still holds something that was to be replaced.
            ReadError: it cannot be searched.
        """
        residuals = verify_file(target, traces)
        certain = [residual for residual in residuals if residual.certain]
        if certain:
            places = ", ".join(sorted({f"{residual.kind} in {residual.part}" for residual in certain})[:5])
            raise VerificationError(
                f"the written file still held something that was to be replaced ({places}).",
                remedy="Look at that place in the original, or add what is missing to the cast list, and run again.",
            )
        output = read_document(target, document_id=draft.document.id, relative_path=target.name)
        again = recheck(output, self.redactor.recogniser.recognise, self.redactor.policy, kept=self._kept(draft))
        return [*residuals, *again]

    def _kept(self, draft: _Draft) -> list[str]:
        """Text of findings that the policy keeps."""
        text = draft.document.text
        starts = [item.finding.start for item in draft.replacements]
        kept = []
        for finding in draft.recognition.findings:
            index = bisect_right(starts, finding.start) - 1
            if index < 0 or draft.replacements[index].finding.end < finding.end:
                kept.append(text[finding.start:finding.end])
        return kept

    def _traces(self, analysis: Analysis, drafts: Sequence[_Draft]) -> Traces:
        return Traces.of(
            analysis.documents, {draft.document.id: draft.replacements for draft in drafts},
            policy=self.redactor.policy, secret=self.secret, keep_terms=self.redactor.rulebook.keep_terms,
            kept=[phrase for draft in drafts if not draft.error for phrase in self._kept(draft)],
        )

    def _written(
        self, draft: _Draft, case_flags: Sequence[Flag], traces: Traces, staging: Path, name: str,
    ) -> Outcome:
        document = draft.document
        outcome = Outcome(
            document_id=document.id, source=document.path, status=Status.WITHHELD, sha256_in=document.sha256,
            unread=document.unread, inventory=document.inventory,
            pictures=self.case.handlings[document.id].pictures,
        )
        if draft.error:
            return replace(outcome, error=draft.error)
        handling = self.case.handlings[document.id]
        allowed = self.allowed | {"picture"} if handling.pictures == "keep" else self.allowed
        blind = sorted({part.kind for part in document.unread if not part.dropped and part.kind not in allowed})
        if blind:
            return replace(outcome, error=(
                f"parts of it could not be examined: {', '.join(blind)}. Remove them, or let them through with "
                f"--allow-unread {blind[0].replace(' ', '-')} after a person has looked at them."
            ))
        target = staging / name
        try:
            source = self.case.paths[document.id]
            with handled(handling):
                format_for(source).write(source, target, draft.edits)
            residuals = self._proved(target, traces, draft)
            digest = hashlib.sha256(target.read_bytes()).hexdigest()
        except RedactorError as error:
            target.unlink(missing_ok=True)
            return replace(outcome, error=f"{error.message} {error.remedy}".strip())
        except Exception as error:
            target.unlink(missing_ok=True)
            return replace(outcome, error=f"it could not be written ({type(error).__name__}).")
        flags = (
            *self._doubts(draft),
            *(flag for flag in case_flags if flag.document_id == document.id),
            *(Flag(kind="residual", document_id=document.id, start=0, end=0,
                   message=f"{residual.part}: {residual.kind}, {residual.count} times.") for residual in residuals),
        )
        dropped = any(part.dropped and part.kind not in self.allowed for part in document.unread)
        return replace(
            outcome, output=name, sha256_out=digest, flags=flags,
            status=Status.NEEDS_REVIEW if flags or dropped else Status.RELEASED,
            counts=Counter(item.finding.entity_type for item in draft.replacements),
        )

    def _doubts(self, draft: _Draft) -> list[Flag]:
        """Findings that were replaced although they are not certain."""
        return [
            Flag(
                kind="uncertain finding", document_id=draft.document.id, start=finding.start, end=finding.end,
                message=f"{finding.entity_type} replaced on weak evidence.",
            )
            for finding in draft.recognition.findings
            if finding.score < self.redactor.policy.rule_for(finding.entity_type).threshold
        ]

    def _record(
        self, outcomes: Sequence[Outcome], analysis: Analysis, drafts: Sequence[_Draft], traces: Traces, memory: Memory,
    ) -> None:
        box = self.box
        replaced = {draft.document.id: draft.replacements for draft in drafts if not draft.error}
        box.write(PEOPLE, records.people_table(analysis.resolution, analysis.recognitions))
        box.write(FINDINGS, records.findings_lines(analysis.documents, analysis.recognitions, replaced))
        traces.save(box)
        if self.passphrase:
            by_id = {draft.document.id: draft for draft in drafts}
            write_map(box.path(KEY_MAP), [
                DocumentKey(
                    output=outcome.output, sha256=outcome.sha256_out,
                    passages=passages_of(by_id[outcome.document_id].document, by_id[outcome.document_id].edits),
                )
                for outcome in outcomes if outcome.output
            ], self.passphrase)
        memory.save(box.path(MEMORY))
        save_risk(self._risks(drafts, outcomes), box)
        box.write_json(MANIFEST, records.manifest(
            outcomes, version=__version__, policy=self.redactor.policy.name, leftovers=self.case.leftovers))

    def _risks(self, drafts: Sequence[_Draft], outcomes: Sequence[Outcome]) -> list[PersonRisk]:
        """What together may still tell who the family is, in the documents that reach the share box."""
        written = {outcome.document_id for outcome in outcomes if outcome.output}
        return jigsaw({
            draft.document.id: redacted_text(draft.document, draft.replacements)
            for draft in drafts if draft.document.id in written
        })

    def _publish(
        self, written: Mapping[str, Path], outcomes: Sequence[Outcome], analysis: Analysis, drafts: Sequence[_Draft],
        traces: Traces,
    ) -> None:
        """Move what was proved clean into the share box; what an earlier run left there goes first."""
        page = summary(
            outcomes, analysis.resolution, {draft.document.id: draft.replacements for draft in drafts},
            policy=self.redactor.policy.name, versions=self.redactor.versions(),
        )
        if any(hit.certain for hit in traces.search(page)):
            raise VerificationError(
                "the summary would name somebody.", remedy="Look at the labels in your cast list and rules.")
        try:
            self.share.mkdir(parents=True, exist_ok=True)
            for path in self.share.iterdir():
                path.unlink()
            for name, path in written.items():
                write_atomically(self.share / name, path.read_bytes(), mode=0o644)
            write_atomically(self.share / SUMMARY, page.encode(), mode=0o644)
        except OSError as error:
            raise WriteError(
                f"the folder to be shared cannot be written ({error.strerror}).", where=self.share.name,
                remedy="Check space and permissions, then run again with --force.",
            ) from None
        finally:
            self.box.clear_staging()
