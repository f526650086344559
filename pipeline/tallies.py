"""What has happened in a workspace so far, added up in the ledger: in the same transaction as the move that is counted.

So no crash loses or doubles a count, every process of a workspace adds to the same sums, and deleting a job changes nothing:
a tally says how many, never which.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from collections.abc import Iterable, Mapping

import msgspec
from msgspec import Struct

from pipeline.privacy.seal import Seal

BUCKETS_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0)  # of stage_seconds
_ADD = "INSERT INTO tallies (name, labels, value) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = value + excluded.value"
_labels = msgspec.json.Decoder(dict[str, str])


class Tally(Struct, frozen=True):
    """One sum: its name, its labels, its value."""

    name: str
    labels: dict[str, str]
    value: float = 1.0


def finished(
    status: str,
    *,
    document_type: str | None = None,
    grade: str | None = None,
    code: str | None = None,
    timings: Mapping[str, float] | None = None,
    cached: Iterable[str] = (),
    page_sources: Iterable[str] = (),
) -> list[Tally]:
    """What a job that became final adds.

    Args:
        status: ``completed`` or ``failed``.
        document_type: as classified.
        grade: ``A`` to ``D``.
        code: why it failed.
        timings: stage to seconds.
        cached: the stages the cache answered.
        page_sources: ``text``, ``ocr`` and so on, of each page.
    """
    kind = {"status": status, "document_type": document_type or "", "grade": grade or "", "code": code or ""}
    added, answered = [Tally("jobs_finished", kind)], set(cached)
    for stage, seconds in (timings or {}).items():
        if stage in answered:
            added.append(Tally("cache_hits", {"stage": stage}))
            continue
        place = bisect_left(BUCKETS_S, seconds)
        bound = str(BUCKETS_S[place]) if place < len(BUCKETS_S) else "+Inf"
        added += [Tally("stage_seconds", {"stage": stage, "le": bound}), Tally("stage_seconds_sum", {"stage": stage}, seconds)]
    if "read" in (timings or {}) and "read" not in answered:
        added += [Tally("pages_read", {"source": source}) for source in page_sources]
    return added


def add(connection: sqlite3.Connection, tallies: Iterable[Tally]) -> None:
    """Add to the sums, within the caller's transaction."""
    sums: dict[tuple[str, str], float] = {}
    for tally in tallies:
        key = (tally.name, msgspec.json.encode(tally.labels, order="sorted").decode())
        sums[key] = sums.get(key, 0.0) + tally.value
    connection.executemany(_ADD, [(*key, value) for key, value in sums.items()])


def read(connection: sqlite3.Connection, seal: Seal) -> list[Tally]:
    """Every sum, by name and labels."""
    rows = connection.execute("SELECT name, labels, value FROM tallies ORDER BY name, labels").fetchall()
    return [Tally(name, _shown(_labels.decode(labels), seal), value) for name, labels, value in rows]


def _shown(labels: dict[str, str], seal: Seal) -> dict[str, str]:
    """A document type is counted under the alias the ledger has for it."""
    kind = labels.get("document_type")
    return {**labels, "document_type": seal.word(kind, "document_type")} if kind else labels


def standing(connection: sqlite3.Connection) -> dict[str, list[tuple[dict[str, str], float]]]:
    """What is in the ledger now: jobs by state, and documents with their bytes."""
    states = dict.fromkeys(("queued", "running", "completed", "failed"), 0)
    states |= dict(connection.execute("SELECT status, COUNT(*) FROM jobs GROUP BY status").fetchall())
    documents, size = connection.execute("SELECT COUNT(*), COALESCE(SUM(size_bytes), 0) FROM documents").fetchone()
    return {
        "jobs": [({"status": status}, count) for status, count in states.items()],
        "documents": [({}, documents)],
        "documents_bytes": [({}, size)],
    }
