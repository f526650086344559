"""What users say of results, and when that should make somebody look again at how a document type is handled."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from pipeline.database import Database
from pipeline.exceptions import ValidationError
from pipeline.rows import TYPE, now
from pipeline.status import job_id_of

RATINGS = ("positive", "negative")
ISSUE_ALIASES = {  # other names of the SDK for an issue -> the name it is kept under
    "wrong_values": "wrong_fields",
    "missing_fields": "missing_data",
    "wrong_doc_type": "wrong_classification",
    "pii_not_masked": "missed_pii",
    "pii_missed": "missed_pii",
}
WINDOW = 50  # the newest ratings of a type count; older ones speak of an older state of things
_ISSUE, _NOTES = "feedback issue", "feedback notes"  # what is sealed
_Z = 1.645  # one-sided 95 %


class Feedback(Struct, frozen=True):
    """What a user said of a job: ``rating`` is ``positive`` or ``negative``, ``issue`` a code such as ``wrong_fields``."""

    id: int
    job_id: str
    rating: str
    issue: str | None
    notes: str | None
    created_at: str


class TypeFeedback(Struct, frozen=True):
    """The newest ratings of one document type, added up.

    Attributes:
        document_type: None for jobs that failed before they were classified.
        positive, negative: how many of the newest 50 ratings.
        issues: issue to count, most frequent first.
        needs_reevaluation: the negatives are consistent, see :func:`is_consistent`.
    """

    document_type: str | None
    positive: int
    negative: int
    issues: dict[str, int]
    needs_reevaluation: bool


class FeedbackBook:
    """The feedback of a workspace: at most one entry a job, so that saying it twice counts once."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._seal = database.seal

    def set(self, key: int, rating: str, issue: str | None = None, notes: str | None = None) -> Feedback:
        """Store what a user thinks of a job; saying it again replaces it.

        Raises:
            ValidationError: a rating other than ``positive`` and ``negative``, or an empty issue.
        """
        if rating not in RATINGS:
            raise ValidationError("rating must be 'positive' or 'negative'.", code="feedback.rating")
        if issue is not None and not (isinstance(issue, str) and issue.strip()):
            raise ValidationError("issue must be a short code such as 'wrong_fields', or None.", code="feedback.issue")
        issue = ISSUE_ALIASES.get(issue.strip(), issue.strip()) if issue else None
        with self._database.transaction(durable=True) as connection:
            row = connection.execute(
                "INSERT INTO feedback (job_key, rating, issue, notes, created_at) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT (job_key) DO UPDATE SET rating = excluded.rating, issue = excluded.issue,"
                " notes = excluded.notes RETURNING job_key, rating, issue, notes, created_at",
                (key, rating, self._sealed(issue, _ISSUE), self._sealed(notes, _NOTES), now()),
            ).fetchone()
        return self._feedback(row)

    def get(self, key: int) -> Feedback | None:
        """The feedback of a job; None when nobody gave any."""
        with self._database.open() as connection:
            query = "SELECT job_key, rating, issue, notes, created_at FROM feedback WHERE job_key = ?"
            row = connection.execute(query, (key,)).fetchone()
        return None if row is None else self._feedback(row)

    def by_type(self) -> list[TypeFeedback]:
        """The ratings of each document type, types in alphabetical order."""
        with self._database.open() as connection:
            rows = connection.execute(
                "SELECT jobs.document_type, feedback.rating, feedback.issue FROM feedback"
                " JOIN jobs ON jobs.key = feedback.job_key ORDER BY feedback.job_key DESC"
            ).fetchall()
        types: dict[str | None, list[tuple[str, str | None]]] = {}
        for document_type, rating, issue in rows:
            name = None if document_type is None else self._seal.word(document_type, TYPE)
            types.setdefault(name, []).append((rating, self._unsealed(issue, _ISSUE)))
        return [_added_up(name, types[name][:WINDOW]) for name in sorted(types, key=lambda name: name or "")]

    def _feedback(self, row: tuple[Any, ...]) -> Feedback:
        key, rating, issue, notes, created_at = row
        return Feedback(key, job_id_of(key), rating, self._unsealed(issue, _ISSUE), self._unsealed(notes, _NOTES), created_at)

    def _sealed(self, text: str | None, what: str) -> str | bytes | None:
        return None if text is None else self._seal.seal_text(text, what)

    def _unsealed(self, stored: str | bytes | None, what: str) -> str | None:
        return None if stored is None else self._seal.unseal_text(stored, what)


def is_consistent(negative: int, rated: int) -> bool:
    """Whether negative ratings are more than the mood of a moment.

    They are when more than half of all ratings are negative beyond reasonable doubt: the lower end of the one-sided 95 % Wilson
    interval of their share is above 0.5. Three of three are enough, two of two are not, nor are four of five; six of seven are.
    Source: Wilson, Probable inference, JASA 22 (1927), 209-212.
    """
    if not rated:
        return False
    share, z2 = negative / rated, _Z * _Z
    centre = share + z2 / (2 * rated)
    margin = _Z * math.sqrt(share * (1 - share) / rated + z2 / (4 * rated * rated))
    return (centre - margin) / (1 + z2 / rated) > 0.5


def _added_up(document_type: str | None, ratings: Sequence[tuple[str, str | None]]) -> TypeFeedback:
    negative = sum(rating == "negative" for rating, _ in ratings)
    issues = Counter(issue for _, issue in ratings if issue is not None)
    ordered = dict(sorted(issues.items(), key=lambda item: (-item[1], item[0])))
    consistent = is_consistent(negative, len(ratings))
    return TypeFeedback(document_type, len(ratings) - negative, negative, ordered, consistent)
