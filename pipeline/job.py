"""A Job: the live view of one document's way through the chain."""

from __future__ import annotations

from collections.abc import Iterator
from os import PathLike
from typing import TYPE_CHECKING, Any

from pipeline.exceptions import JobFailedError, ValidationError
from pipeline.status import JobStatus, job_id_of
from pipeline.summary import ProcessingSummary, as_plain, summarise

if TYPE_CHECKING:
    from pipeline.engine import Engine
    from pipeline.events import Event
    from pipeline.pii.compliance import ComplianceRecord
    from pipeline.record import Field, Page, PIIFinding, Quality, Record
    from pipeline.redaction.redact import RedactionReport
    from pipeline.rows import JobRow


class Job:
    """One document on its way; every attribute is as of now. All of them may be read from any thread, at any time.

    Attributes of the result (``text``, ``fields``, ``quality_grade`` …) are None or empty until the job has completed.
    """

    __slots__ = ("_engine", "_key", "_record", "_row")

    def __init__(self, engine: Engine, row: JobRow) -> None:
        self._engine = engine
        self._key = row.key
        self._row = row
        self._record: Record | None = None

    def __repr__(self) -> str:
        return f"<Job {self.id} {self.status}>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Job) and (other._key, other._engine) == (self._key, self._engine)

    def __hash__(self) -> int:
        return hash(self._key)

    @property
    def id(self) -> str:
        """Such as ``job_000042``."""
        return job_id_of(self._key)

    @property
    def document_id(self) -> str | None:
        """Such as ``doc_000007``; equal for uploads of equal bytes. None when the file was too large to keep."""
        key = self._row.document_key
        return None if key is None else f"doc_{key:06d}"

    @property
    def filename(self) -> str:
        """The name it was uploaded under, without folders."""
        return self._row.filename

    @property
    def status(self) -> JobStatus:
        """``queued`` | ``running`` | ``completed`` | ``failed``; a string enum."""
        return self._now.status

    @property
    def stage(self) -> str | None:
        """The stage at work, while running; of a failed job, the stage that failed."""
        return self._now.stage

    @property
    def created_at(self) -> str:
        """When it was uploaded, ISO 8601, UTC."""
        return self._row.created_at

    @property
    def completed_at(self) -> str | None:
        """When it became final, ISO 8601, UTC."""
        return self._now.completed_at

    @property
    def quality_grade(self) -> str | None:
        """``A`` to ``D``."""
        return self._now.grade

    @property
    def quality_score(self) -> float | None:
        """In [0, 1], two decimals."""
        return self._now.score

    @property
    def pii_findings_count(self) -> int:
        """How many pieces of personal data were found."""
        return self._now.pii_count

    @property
    def pii_count(self) -> int:
        """The same under the name of the SDK's documentation."""
        return self.pii_findings_count

    @property
    def pii_type_summary(self) -> dict[str, int]:
        """Type to count; the counts add up to ``pii_findings_count``."""
        return dict(self._now.pii_types)

    @property
    def privacy_applied(self) -> bool:
        """True when at least one finding was masked."""
        return self._now.privacy_applied

    @property
    def document_type(self) -> str | None:
        """Such as ``invoice``; ``general`` when no type fits."""
        return self._now.document_type

    @property
    def detected_language(self) -> str | None:
        """ISO 639-1; None when there is too little text to tell."""
        return self._now.language

    @property
    def failure_reason(self) -> str | None:
        """Why it failed, in words, with what can be done; None unless it failed."""
        failure = self._now.failure
        return None if failure is None else f"{failure.message} {failure.remedy}".rstrip()

    @property
    def failure_code(self) -> str | None:
        """Why it failed, as a stable code such as ``document.encrypted``; None unless it failed."""
        failure = self._now.failure
        return None if failure is None else failure.code

    @property
    def remedy(self) -> str | None:
        """What can be done about the failure, in one sentence; empty when nothing can."""
        failure = self._now.failure
        return None if failure is None else failure.remedy

    @property
    def timings(self) -> dict[str, float]:
        """Stage name to seconds; near 0 for stages the cache answered."""
        return dict(self._now.timings)

    @property
    def cached(self) -> tuple[str, ...]:
        """The stages the cache answered."""
        return self._now.cached

    @property
    def processing_summary(self) -> ProcessingSummary:
        """What happened, as a dict that prints as one readable line; personal data in it is masked."""
        return summarise(self._now, self.record)

    @property
    def record(self) -> Record | None:
        """The whole result; None unless completed."""
        if self._record is None and self._now.status is JobStatus.COMPLETED:
            self._record = self._engine.result(self._key)
        return self._record

    @property
    def text(self) -> str | None:
        """The document's text as it stands, personal data included; pages are parted by a form feed."""
        return None if self.record is None else self.record.text

    @property
    def masked_text(self) -> str | None:
        """The text with personal data replaced; equal to ``text`` when masking was off."""
        if self.record is None:
            return None
        return self.record.privacy.masked_text if self.record.privacy else self.record.text

    @property
    def markdown(self) -> str | None:
        """The document as Markdown in reading order, tables included, personal data as it stands."""
        return self._as_markdown(masked=False)

    @property
    def masked_markdown(self) -> str | None:
        """The document as Markdown with personal data replaced."""
        return self._as_markdown(masked=True)

    @property
    def pages(self) -> tuple[Page, ...]:
        """Size, span, source, words and boxes of each page."""
        return () if self.record is None else self.record.pages

    @property
    def fields(self) -> dict[str, Field]:
        """Name to Field for the fields that were found, values as they stand, personal data included."""
        return self.record.fields.by_name if self.record and self.record.fields else {}

    @property
    def pii_findings(self) -> tuple[PIIFinding, ...]:
        """Every finding with its span, page, box, confidence and the rule that found it."""
        return self.record.privacy.findings if self.record and self.record.privacy else ()

    @property
    def compliance(self) -> ComplianceRecord:
        """What the personal data found means under KVKK and GDPR: risk, categories, countries; never a value."""
        from pipeline.pii.compliance import compliance

        return compliance(self.pii_type_summary)

    @property
    def quality(self) -> Quality | None:
        """The score with its factors and reasons."""
        return None if self.record is None else self.record.quality

    def wait_until_done(
        self, timeout: float | None = 300, poll_interval: float | None = None, *, raise_on_failed: bool = False
    ) -> Job:
        """Block until the job is final, and return it; a failed job is returned like any other.

        Args:
            timeout: seconds; None waits for ever.
            poll_interval: longest pause in seconds between looks at a job that another process runs (default 1). The pause
                starts at 10 ms and grows by half each time; for a job of this process the wait ends at once.
            raise_on_failed: raise for a failed job, as :meth:`wait` does.

        Raises:
            JobTimeoutError: not done in time; the job goes on.
            JobFailedError: it failed, and ``raise_on_failed`` was asked for.
        """
        if timeout is not None and not timeout >= 0:
            raise ValidationError("timeout must be 0 or more.")
        self._row = self._engine.wait(self._key, timeout, poll_interval)
        reason = self.failure_reason
        if raise_on_failed and reason is not None:
            code = self.failure_code or JobFailedError.default_code
            raise JobFailedError(reason, failure_reason=reason, code=code, job_id=self.id)
        return self

    def wait(self, timeout: float | None = 300, poll_interval: float | None = None) -> Job:
        """Like :meth:`wait_until_done`, but a failed job raises.

        Raises:
            JobFailedError: it failed.
            JobTimeoutError: not done in time.
        """
        return self.wait_until_done(timeout, poll_interval, raise_on_failed=True)

    def events(self) -> Iterator[Event]:
        """Every event of this job from the beginning, as it happens; ends when the job is final.

        Of a job that is final already, or that another process runs, it tells what the ledger keeps.
        """
        return self._engine.events_of(self._key)

    def cancel(self) -> bool:
        """Have it end now: it fails as ``job.cancelled``. One that runs is stopped at once with ``isolation="process"``, at its
        next page or stage with ``"thread"``, up to 2 s later when another process runs it. One that is just finishing may
        complete all the same.

        Returns:
            False when it was final already.
        """
        return self._engine.cancel(self._key)

    def feedback(self, rating: str, issue: str | None = None, *, notes: str | None = None) -> None:
        """Say whether the result was good: ``positive`` or ``negative``, with a short code for what was wrong.

        Raises:
            ValidationError: another rating, or an empty issue.
        """
        self._engine.give_feedback(self._key, rating, issue, notes)

    def redact(self, path: str | PathLike[str]) -> RedactionReport:
        """Write a copy of the document itself without its personal data, and prove it: read again, by OCR too.

        Args:
            path: the new file; one that is there is replaced, but only by a copy that was proved clean.

        Raises:
            RedactionError: something survived, or the file cannot be made safely. Nothing is written.
            UnsupportedFormatError: a format that cannot be redacted; share ``masked_text`` instead.
            ValidationError: the job has not completed, so nobody knows what to take out.
        """
        from pipeline.redaction.redact import redact_to

        if self.record is None:
            raise ValidationError(f"{self.id} is {self.status}; only a completed job can be redacted.")
        return redact_to(path, self._engine.document_bytes(self._key), self.record)

    def to_dict(self, *, raw: bool = False) -> dict[str, Any]:
        """The job and its result as plain values, ready for JSON. Personal data is masked unless ``raw``."""
        return as_plain(self, self._now, raw=raw)

    def _as_markdown(self, *, masked: bool) -> str | None:
        from pipeline.markdown import markdown

        return None if self.record is None else markdown(self.record, masked=masked)

    @property
    def _now(self) -> JobRow:
        """The row, looked up again as long as it can change."""
        if not self._row.status.is_final:
            self._row = self._engine.row(self._key)
        return self._row
