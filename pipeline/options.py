"""Settings as frozen values: from arguments, a TOML file and the environment, in that order of precedence."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Literal

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
        child_memory_bytes: what a child may have of its own, where the system can limit it; 0 for no limit.
        limits: what a document may be at most.
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
    child_memory_bytes: int = 0
    limits: Limits = Limits()

    def __post_init__(self) -> None:
        if self.ocr not in OCR_NAMES:
            raise ConfigError(f"ocr must be one of {', '.join(OCR_NAMES)}, not {self.ocr!r}.")
        if not isinstance(self.limits, Limits) or not isinstance(self.cache, bool):
            raise ConfigError("limits must be Limits (a table in TOML), and cache true or false.")
        _positive("cache_bytes", self.cache_bytes)
        if self.isolation not in ("thread", "process"):
            raise ConfigError(f"isolation must be thread or process, not {self.isolation!r}.")
        _positive("jobs_per_child", self.jobs_per_child)
        for name, none in (
            ("workers", (None, 0)),
            ("job_timeout_s", (None,)),
            ("stage_timeout_s", (None,)),
            ("child_memory_bytes", (0,)),
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
    if "workspace" in values:
        values["workspace"] = Path(values["workspace"]).expanduser()
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
    return values


def _from_environ(environ: Mapping[str, str]) -> dict[str, Any]:
    readers = {
        "workspace": str,
        "workers": int,
        "ocr": str,
        "cache_bytes": int,
        "isolation": str,
        "job_timeout_s": float,
        "stage_timeout_s": float,
        "jobs_per_child": int,
        "child_memory_bytes": int,
    }
    values: dict[str, Any] = {}
    for name, read in readers.items():
        text = environ.get(ENV_PREFIX + name.upper())
        if not text:
            continue
        try:
            values[name] = read(text)
        except ValueError as error:
            raise ConfigError(f"{ENV_PREFIX}{name.upper()} must be of type {read.__name__}.") from error
    return values
