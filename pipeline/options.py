"""Settings as frozen values: from arguments, a TOML file and the environment, in that order of precedence."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Literal

from pipeline.doctypes import DocumentType, types_from_toml
from pipeline.exceptions import ConfigError

Isolation = Literal["thread", "process"]
OcrName = Literal["rapidocr", "easyocr", "replay"]
OCR_NAMES: tuple[OcrName, ...] = ("rapidocr", "easyocr", "replay")
ENV_PREFIX = "FLEXORCH_"


def _positive(name: str, value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not value > 0:
        raise ConfigError(f"{name} must be a number above 0, not {value!r}.")


@dataclass(frozen=True, slots=True)
class Limits:
    """What a document may be at most; beyond it the job fails as ``document.too_large``.

    Attributes:
        max_bytes: size of the file; 50 MB is the largest plan of the hosted service.
        max_pages: pages read.
        max_pixels: of one picture or rendered page; 178,956,970 is where Pillow speaks of a decompression bomb.
    """

    max_bytes: int = 50 * 1024 * 1024
    max_pages: int = 5_000
    max_pixels: int = 178_956_970

    def __post_init__(self) -> None:
        for item in fields(self):
            _positive(f"limits.{item.name}", getattr(self, item.name))


@dataclass(frozen=True, slots=True)
class Settings:
    """How an engine runs.

    Attributes:
        workspace: folder of the ledger, the documents and the cache; made with mode 0700.
        workers: chains at a time; None for one a core; 0 only looks: what is uploaded waits for other processes, and nothing
            is taken over.
        ocr: ``rapidocr`` | ``easyocr`` (extra) | ``replay`` (for test suites).
        cache: keep stage results on disk.
        cache_bytes: where the cache begins to drop what was used longest ago.
        isolation: ``thread`` runs stages in the engine's own threads; ``process`` in child processes that are killed at their
            deadline and replaced after a crash.
        job_timeout_s: deadline of a job, None for none. Hard with ``process``; with ``thread`` soft, looked at between stages
            and at page borders.
        stage_timeout_s: deadline of each stage, for ``process``; None for none.
        jobs_per_child: a child process is replaced after so many jobs.
        child_memory_bytes: what a child may have of its own, where the system can limit it; None for a fair share of the
            machine's memory, at least 4 GiB; 0 for no limit.
        child_cpu_s: seconds of processor time a child may spend on one job; 0 for no limit. The default is twice what the
            largest scan that is allowed takes, 5,000 pages of 2 s.
        child_file_bytes, child_files: size of a file a child may write, and how many it may have open; 0 for no limit.
        durable: an upload is on the disk, safe from a power cut, before it returns. False is faster, and as safe from
            everything else.
        executor: address of a scheduler whose workers run the stages, ``dask://HOST:PORT`` or ``dask+tls://HOST:PORT``; empty
            for this machine. ``workers`` is then how many jobs are in flight, by default as many as the workers have threads.
        retention_days: jobs that have been final for longer are deleted with all that was derived from them, at start and once
            a day; None keeps them for ever.
        key_file: holds the key of an encrypted workspace; a new workspace opened with a key becomes encrypted. The key itself
            may stand in ``FLEXORCH_KEY`` instead.
        limits: what a document may be at most.
        types: types and fields of your own; in TOML the table ``[types]``, see :func:`pipeline.doctypes.types_from_toml`.
    """

    workspace: Path = field(default_factory=lambda: default_workspace())
    workers: int | None = None
    ocr: OcrName = "rapidocr"
    cache: bool = True
    cache_bytes: int = 4 * 1024**3
    isolation: Isolation = "thread"
    job_timeout_s: float | None = None
    stage_timeout_s: float | None = None
    jobs_per_child: int = 500
    child_memory_bytes: int | None = None
    child_cpu_s: int = 20_000
    child_file_bytes: int = 1024**3
    child_files: int = 512
    durable: bool = True
    executor: str = ""
    retention_days: float | None = None
    key_file: Path | None = None
    limits: Limits = Limits()
    types: tuple[DocumentType, ...] = ()

    def __post_init__(self) -> None:
        if self.ocr not in OCR_NAMES:
            raise ConfigError(f"ocr must be one of {', '.join(OCR_NAMES)}, not {self.ocr!r}.")
        if not isinstance(self.limits, Limits) or not isinstance(self.cache, bool) or not isinstance(self.durable, bool):
            raise ConfigError("limits must be Limits (a table in TOML), cache and durable true or false.")
        object.__setattr__(self, "types", tuple(self.types))
        if not all(isinstance(declared, DocumentType) for declared in self.types):
            raise ConfigError("types must be DocumentType values (a table in TOML).")
        _positive("cache_bytes", self.cache_bytes)
        if not isinstance(self.executor, str):
            raise ConfigError("executor must be an address such as dask://127.0.0.1:8786.")
        if self.isolation not in ("thread", "process"):
            raise ConfigError(f"isolation must be thread or process, not {self.isolation!r}.")
        _positive("jobs_per_child", self.jobs_per_child)
        for name, none in (
            ("workers", (None, 0)),
            ("job_timeout_s", (None,)),
            ("stage_timeout_s", (None,)),
            ("retention_days", (None,)),
            ("child_memory_bytes", (None, 0)),
            ("child_cpu_s", (0,)),
            ("child_file_bytes", (0,)),
            ("child_files", (0,)),
        ):
            if getattr(self, name) not in none:
                _positive(name, getattr(self, name))
        if self.stage_timeout_s is not None and self.isolation != "process":
            raise ConfigError("stage_timeout_s needs isolation='process': a stage in a thread cannot be stopped.")

    @property
    def worker_count(self) -> int:
        """Chains at a time."""
        return core_count() if self.workers is None else self.workers


def core_count() -> int:
    """The cores this process may use, at least one."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return allowed or 1


def default_workspace() -> Path:
    """``$FLEXORCH_WORKSPACE``, else ``flexorch-local`` in the user's data folder."""
    if given := os.environ.get(ENV_PREFIX + "WORKSPACE"):
        return Path(given)
    data = os.environ.get("XDG_DATA_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(data) if data else Path.home() / ".local" / "share") / "flexorch-local"


def load_settings(given: Mapping[str, Any], file: Path | None = None, environ: Mapping[str, str] | None = None) -> Settings:
    """Settings from arguments, else the environment, else a TOML file, else the defaults.

    Args:
        given: arguments; None means "not given".
        file: TOML with the fields of Settings at the top level and a table ``[limits]``; default ``$FLEXORCH_CONFIG``.
        environ: ``FLEXORCH_WORKERS`` and so on; the process's own by default. Names it does not know are left alone, as the
            SDK's own variables share the prefix.

    Raises:
        ConfigError: an unknown key, or a value of the wrong type or out of range.
    """
    environ = os.environ if environ is None else environ
    file = Path(environ[ENV_PREFIX + "CONFIG"]) if file is None and environ.get(ENV_PREFIX + "CONFIG") else file
    values = _from_toml(file) if file else {}
    values |= _from_environ(environ)
    values |= {name: value for name, value in given.items() if value is not None}
    unknown = set(values) - {item.name for item in fields(Settings)}
    if unknown:
        raise ConfigError(f"Unknown setting: {', '.join(sorted(unknown))}.")
    for name in ("workspace", "key_file"):
        if name in values:
            values[name] = Path(values[name]).expanduser()
    return Settings(**values)


def _from_toml(file: Path) -> dict[str, Any]:
    try:
        values = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"The settings file cannot be read: {type(error).__name__}.") from error
    if isinstance(values.get("limits"), dict):
        unknown = set(values["limits"]) - {item.name for item in fields(Limits)}
        if unknown:
            raise ConfigError(f"Unknown limit: {', '.join(sorted(unknown))}.")
        values["limits"] = replace(Limits(), **values["limits"])
    if "types" in values:
        values["types"] = types_from_toml(values["types"])
    return values


def _truth(text: str) -> bool:
    return {"1": True, "true": True, "0": False, "false": False}[text.lower()]


def _from_environ(environ: Mapping[str, str]) -> dict[str, Any]:
    readers: dict[str, Callable[[str], Any]] = {
        "workspace": str,
        "workers": int,
        "ocr": str,
        "cache_bytes": int,
        "isolation": str,
        "job_timeout_s": float,
        "stage_timeout_s": float,
        "jobs_per_child": int,
        "child_memory_bytes": int,
        "child_cpu_s": int,
        "child_file_bytes": int,
        "child_files": int,
        "durable": _truth,
        "executor": str,
        "retention_days": float,
        "key_file": str,
    }
    values: dict[str, Any] = {}
    for name, read in readers.items():
        text = environ.get(ENV_PREFIX + name.upper())
        if not text:
            continue
        try:
            values[name] = read(text)
        except (ValueError, KeyError) as error:
            kind = "true or false" if read is _truth else f"of type {getattr(read, '__name__', 'text')}"
            raise ConfigError(f"{ENV_PREFIX}{name.upper()} must be {kind}.") from error
    return values
