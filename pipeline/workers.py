"""Where a chain runs: in the thread that conducts the job, with a soft deadline, looked at between stages and at pages."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol

from msgspec import Struct, structs

from pipeline.exceptions import FlexOrchError, StageError
from pipeline.record import PARTS, Record
from pipeline.stage import Deadline, Pipeline, Stage


class ResultCache(Protocol):
    """What running a chain needs of a cache: partial records by key."""

    def get(self, key: str) -> Record | None:
        """The partial record under a key; None for a miss."""

    def set(self, key: str, partial: Record) -> None:
        """Keep a partial record."""


class Outcome(Struct, frozen=True):
    """The result of a chain, with what does not belong in a Record: seconds a stage, and the stages the cache answered."""

    record: Record
    timings: dict[str, float]
    cached: tuple[str, ...]


def run_chain(
    chain: Pipeline,
    record: Record,
    deadline: Deadline,
    cache: ResultCache | None = None,
    on_stage: Callable[[str], None] | None = None,
) -> Outcome:
    """Run every stage in turn, or take its result from the cache.

    Args:
        record: the document and its bytes (``source``).
        on_stage: called with the name of each stage that begins; not for those the cache answers.

    Raises:
        FlexOrchError: as a stage raised it, with the stage's name.
        StageError: a stage raised anything else, or changed a part it does not declare.
    """
    timings: dict[str, float] = {}
    cached = []
    for stage, key in zip(chain, chain.keys(record.document), strict=True):
        begin = time.perf_counter()
        partial = cache.get(key) if cache is not None else None
        if partial is not None:
            cached.append(stage.name)
        else:
            if on_stage is not None:
                on_stage(stage.name)
            partial = _part(_run(stage, record, deadline), record, stage)
            if cache is not None:
                cache.set(key, partial)
        record = _merged(record, partial, stage)
        timings[stage.name] = round(time.perf_counter() - begin, 6)
    return Outcome(structs.replace(record, source=b""), timings, tuple(cached))


def _run(stage: Stage, record: Record, deadline: Deadline) -> Record:
    try:
        deadline.check()
        return stage.run(record, deadline)
    except FlexOrchError as error:
        error.stage = error.stage or stage.name
        raise
    except Exception as error:  # the boundary: a stage may raise anything, and the job must end all the same
        message = f"The stage {stage.name!r} raised {type(error).__name__}."
        raise StageError(message, stage=stage.name, remedy="See the exception's cause, or the stage's own tests.") from error


def _part(result: object, before: Record, stage: Stage) -> Record:
    """What the stage has written, as a record with nothing else in it."""
    if not isinstance(result, Record):
        raise StageError(f"The stage {stage.name!r} returned no Record.", stage=stage.name)
    for name in PARTS:
        old, new = getattr(before, name), getattr(result, name)
        if name not in stage.writes and old is not new and old != new:
            raise StageError(f"The stage {stage.name!r} changed {name!r}, which it does not declare.", stage=stage.name)
    extras = {name: result.extras[name] for name in _extras(stage) if name in result.extras}
    written = {name: getattr(result, name) for name in PARTS if name in stage.writes}
    return Record(before.document, **written, extras=extras)


def _merged(record: Record, partial: Record, stage: Stage) -> Record:
    written = {name: getattr(partial, name) for name in PARTS if name in stage.writes}
    return structs.replace(record, **written, extras={**record.extras, **partial.extras})


def _extras(stage: Stage) -> list[str]:
    return sorted(part.removeprefix("extras.") for part in stage.writes if part.startswith("extras."))
