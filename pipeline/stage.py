"""Stages and the chain they form.

A stage adds its part to a Record. It says beforehand what it reads and writes, so that a chain that cannot work is refused
before the first document, and what its result depends on, so that the cache never answers with a stale one.
"""

from __future__ import annotations

import copy
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import cached_property
from hashlib import sha256
from importlib.metadata import entry_points
from typing import Any, ClassVar, Protocol, runtime_checkable

import msgspec
from msgspec import structs

from pipeline.exceptions import ChainError, ConfigError, JobCancelledError, JobDeadlineError, UnknownStageError
from pipeline.record import GIVEN, PARTS, Document, Record

ENTRY_POINTS = "pipeline.stages"


class Deadline:
    """The moment a job must be done by. Stages call :meth:`check` at page borders; it costs about 100 ns.

    Args:
        seconds: from now; None for no deadline.
        clock: seconds, monotonic; tests pass their own.
    """

    def __init__(self, seconds: float | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._end = None if seconds is None else clock() + seconds
        self._lock = threading.Lock()
        self._cancelled = False
        self._on_cancel: Callable[[], None] | None = None

    @property
    def remaining_s(self) -> float | None:
        """Seconds left, below 0 when it has passed; None for no deadline."""
        return None if self._end is None else self._end - self._clock()

    @property
    def cancelled(self) -> bool:
        """Somebody wants the job to end now."""
        return self._cancelled

    def cancel(self) -> None:
        """Have the job end at its next :meth:`check`, or at once where it runs in a process of its own. From any thread."""
        with self._lock:
            self._cancelled = True
            if self._on_cancel is not None:
                self._on_cancel()

    def watch(self, on_cancel: Callable[[], None] | None) -> None:
        """Have a function called when the job is cancelled, at once if it is; None for no longer. It must not block."""
        with self._lock:
            self._on_cancel = on_cancel
            if on_cancel is not None and self._cancelled:
                on_cancel()

    def check(self, page: int | None = None) -> None:
        """Raise when the deadline has passed.

        Raises:
            JobDeadlineError: naming the page (from 1) that was not begun any more.
            JobCancelledError: the job was cancelled.
        """
        if self._cancelled:
            raise JobCancelledError("The job was cancelled.", page=page)
        left = self.remaining_s
        if left is not None and left < 0:
            where = "" if page is None else f" before page {page}"
            raise JobDeadlineError(f"The job ran past its deadline{where}.", page=page)


@runtime_checkable
class Stage(Protocol):
    """One step of a chain. Subclass it, or have the same attributes.

    Attributes:
        name: unique in a chain; also the key of ``job.timings``.
        version: raise it whenever the output can differ; it is in the cache key.
        reads: parts of the Record it needs: ``source``, ``text``, ``pages``, ``language``, ``classification``, ``fields``,
            ``privacy``, ``quality``, or ``extras.NAME`` for a part of a stage outside this package.
        writes: parts it returns changed; any other change fails the job.
        options: a frozen dataclass of plain values, or None; in the cache key.
        engines: versions and model hashes the result depends on; in the cache key.
    """

    name: ClassVar[str]
    version: ClassVar[int] = 1
    reads: ClassVar[frozenset[str]] = frozenset()
    writes: ClassVar[frozenset[str]] = frozenset()
    options: Any = None
    engines: tuple[str, ...] = ()

    def run(self, record: Record, deadline: Deadline) -> Record:
        """Return the record with this stage's parts filled in.

        One stage serves many threads at once: it must not change itself.

        Raises:
            DocumentError: the document cannot be processed; the job fails with its code.
            Exception: anything else fails the job as ``stage.failed``; its message reaches no log and no ledger.
        """
        ...


class Pipeline(Sequence[Stage]):
    """A checked chain of stages.

    Args:
        stages: in the order they run: instances, or names announced in the entry-point group ``pipeline.stages``.

    Raises:
        ChainError: a stage reads what no earlier one writes, or two have one name.
        UnknownStageError: no package announces a stage of that name.
    """

    def __init__(self, stages: Iterable[Stage | str]) -> None:
        self.stages = tuple(load_stage(stage) if isinstance(stage, str) else stage for stage in stages)
        _check(self.stages)

    def __getitem__(self, index: Any) -> Any:
        return self.stages[index]

    def __len__(self) -> int:
        return len(self.stages)

    def __repr__(self) -> str:
        return f"Pipeline({' → '.join(stage.name for stage in self.stages)})"

    def with_settings(self, settings: Mapping[str, object]) -> Pipeline:
        """The same chain with a job's own settings.

        A setting reaches every stage whose options have a field of that name; the others are shared as they are, and so are
        the models.

        Raises:
            ConfigError: no stage has an option of that name, or the value is refused by the options themselves.
        """
        unknown = set(settings)
        stages = []
        for stage in self.stages:
            mine = _matching(stage.options, settings)
            unknown -= mine.keys()
            if any(getattr(stage.options, name) != value for name, value in mine.items()):
                stage = copy.copy(stage)
                stage.options = replace(stage.options, **mine)
            stages.append(stage)
        if unknown:
            raise ConfigError(f"No stage of this chain has the option {', '.join(sorted(unknown))}.")
        return Pipeline(stages) if tuple(stages) != self.stages else self

    def keys(self, document: Document) -> list[str]:
        """The cache key of each stage's result: sha256(key before it + name + version + options + engines).

        The first starts from the document's bytes and what they were taken for. So a changed option of the third stage leaves
        the first two results valid, and the same file under another name is a hit.
        """
        return _chained(msgspec.msgpack.encode(structs.astuple(document)), self._identities)

    @property
    def fingerprint(self) -> str:
        """Hex digest of names, versions, options and engines: equal chains give equal results."""
        return _chained(b"", self._identities)[-1] if self.stages else ""

    @cached_property
    def _identities(self) -> tuple[bytes, ...]:
        """What each stage's result depends on besides its input. Options are frozen and models do not change in a process."""
        return tuple(
            msgspec.msgpack.encode((stage.name, stage.version, _plain(stage.options), stage.engines), order="deterministic")
            for stage in self.stages
        )


def load_stage(name: str) -> Stage:
    """An announced stage, built with its defaults."""
    found = [entry for entry in entry_points(group=ENTRY_POINTS) if entry.name == name]
    if not found:
        raise UnknownStageError(f"No installed package announces a stage called {name!r}.")
    stage: Stage = found[0].load()()
    return stage


def _chained(start: bytes, identities: Iterable[bytes]) -> list[str]:
    keys, key = [], sha256(start).digest()
    for identity in identities:
        key = sha256(key + identity).digest()
        keys.append(key.hex())
    return keys


def _check(stages: tuple[Stage, ...]) -> None:
    written = set(GIVEN)
    names: set[str] = set()
    for stage in stages:
        if stage.name in names:
            raise ChainError(f"Two stages are called {stage.name!r}.", stage=stage.name)
        names.add(stage.name)
        for part in (*stage.reads, *stage.writes):
            if part not in PARTS and not part.startswith("extras.") and part not in GIVEN:
                raise ChainError(f"Stage {stage.name!r} names {part!r}, which no Record has.", stage=stage.name)
        missing = sorted(stage.reads - written)
        if missing:
            message = f"Stage {stage.name!r} reads {', '.join(missing)}, which no stage before it writes."
            raise ChainError(message, stage=stage.name)
        written |= stage.writes


def _matching(options: object, settings: Mapping[str, object]) -> dict[str, Any]:
    if not is_dataclass(options):
        return {}
    names = {field.name for field in fields(options)}
    return {name: value for name, value in settings.items() if name in names}


def _plain(options: object) -> object:
    """Options as nested plain values in field order, tagged with their class."""
    if is_dataclass(options) and not isinstance(options, type):
        values = [(field.name, _plain(getattr(options, field.name))) for field in fields(options)]
        return [type(options).__name__, values]
    if isinstance(options, (frozenset, set)):
        return sorted(options, key=repr)
    if isinstance(options, (tuple, list)):
        return [_plain(value) for value in options]
    return options
