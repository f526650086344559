"""How a chain is run: results the cache has, then the remaining stages, here or in a child process."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Protocol

from msgspec import Struct, structs

from pipeline.exceptions import FlexOrchError, StageError
from pipeline.limits import limit_error
from pipeline.progress import StageAnswered, StageEntered, StageLeft, report
from pipeline.record import PARTS, Record
from pipeline.stage import Deadline, Pipeline, Stage

OnStage = Callable[[str], None]


class ResultCache(Protocol):
    """What running a chain needs of a cache: partial records by key."""

    def get(self, key: str) -> Record | None:
        """The partial record under a key; None for a miss."""

    def set(self, key: str, partial: Record) -> None:
        """Keep a partial record."""


class Runner(Protocol):
    """Where stages run."""

    def steps(
        self, chain: Pipeline, first: int, record: Record, deadline: Deadline, on_stage: OnStage
    ) -> Iterator[tuple[Record, float]]:
        """Run the stages from number ``first`` on: for each what it wrote, as a partial record, and its seconds.

        Raises:
            FlexOrchError: as a stage raised it, with the stage's name.
            StageError: a stage raised anything else, or changed a part it does not declare.
        """

    def close(self) -> None:
        """Let go of what it holds. Called once, when nothing runs any more."""


class Outcome(Struct, frozen=True):
    """The result of a chain, with what does not belong in a Record: seconds a stage, and the stages the cache answered."""

    record: Record
    timings: dict[str, float]
    cached: tuple[str, ...]


class InlineRunner:
    """Runs stages in the thread that asks. Deadlines are soft: looked at between stages and at page borders."""

    def steps(
        self, chain: Pipeline, first: int, record: Record, deadline: Deadline, on_stage: OnStage
    ) -> Iterator[tuple[Record, float]]:
        """See :class:`Runner`."""
        for stage in chain.stages[first:]:
            begin = time.perf_counter()
            on_stage(stage.name)
            partial = _part(_run(stage, record, deadline), record, stage)
            record = merged(record, partial, stage)
            yield partial, time.perf_counter() - begin

    def close(self) -> None:
        """It holds nothing."""


def run_chain(
    chain: Pipeline,
    record: Record,
    deadline: Deadline,
    runner: Runner,
    cache: ResultCache | None,
    on_stage: OnStage,
) -> Outcome:
    """Take from the cache what it has, run the rest, and keep its results.

    A key holds all keys before it, so what the cache has is always the beginning of the chain.

    Args:
        record: the document and its bytes (``source``).
        on_stage: called with the name of each stage that begins; not for those the cache answers.

    Raises:
        FlexOrchError: see :meth:`Runner.steps`.
    """
    keys = chain.keys(record.document)
    cached: list[str] = []
    for stage, key in zip(chain, keys, strict=True):
        partial = cache.get(key) if cache is not None else None
        if partial is None:
            break
        record = merged(record, partial, stage)
        cached.append(stage.name)
        report(StageAnswered(stage.name))
    timings = dict.fromkeys(cached, 0.0)
    first = len(cached)
    if first < len(keys):

        def entered(name: str) -> None:
            on_stage(name)
            report(StageEntered(name))

        steps = runner.steps(chain, first, record, deadline, entered)
        for stage, key, (partial, seconds) in zip(chain.stages[first:], keys[first:], steps, strict=True):
            if cache is not None:
                cache.set(key, partial)
            record = merged(record, partial, stage)
            timings[stage.name] = round(seconds, 6)
            report(StageLeft(stage.name, seconds))
    return Outcome(structs.replace(record, source=b""), timings, tuple(cached))


def merged(record: Record, partial: Record, stage: Stage) -> Record:
    """The record with what a stage wrote."""
    written = {name: getattr(partial, name) for name in PARTS if name in stage.writes}
    return structs.replace(record, **written, extras={**record.extras, **partial.extras})


def _run(stage: Stage, record: Record, deadline: Deadline) -> Record:
    try:
        deadline.check()
        return stage.run(record, deadline)
    except FlexOrchError as error:
        error.stage = error.stage or stage.name
        raise
    except Exception as error:  # the boundary: a stage may raise anything, and the job must end all the same
        if (limited := limit_error(error, stage.name)) is not None:
            raise limited from error
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


def _extras(stage: Stage) -> list[str]:
    return sorted(part.removeprefix("extras.") for part in stage.writes if part.startswith("extras."))
