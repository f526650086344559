"""What a child process may use of the machine, how that is enforced, and how one tells afterwards that it wanted more.

Linux enforces all of it, other systems what they can. Memory beyond the limit is refused to the child, which fails its job as
``stage.out_of_memory``. When the machine itself runs out, the kernel kills children before anything else, and their jobs fail
with the same code. Beyond its seconds of processor time a child is killed by the kernel even if its parent is stopped.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from pipeline.exceptions import StageError, StageLimitError
from pipeline.options import Settings

_OOM_SCORE = "500"  # of -1000 to 1000; a process of half the machine's memory has 500 by itself, and 0 is what parents have
_LEAST_BYTES = 4 * 1024**3  # below it the models and libraries of the default chain, EasyOCR included, may not load
_FILE_ERRORS = (errno.EFBIG, errno.EMFILE)


class ChildLimits(Struct, frozen=True):
    """Of one child process; 0 and None: no limit.

    Attributes:
        stage_timeout_s: seconds a stage may take.
        jobs: after so many it is replaced.
        memory_bytes: private memory, as RLIMIT_DATA counts it.
        cpu_s: seconds of processor time for one job.
        file_bytes: size of a file it writes.
        files: open at a time.
    """

    stage_timeout_s: float | None = None
    jobs: int = 500
    memory_bytes: int = 0
    cpu_s: int = 0
    file_bytes: int = 0
    files: int = 0


def limits_of(settings: Settings) -> ChildLimits:
    """What the settings say; memory left open is a fair share of the machine's, at least 4 GiB."""
    memory = settings.child_memory_bytes
    if memory is None:
        memory = max(_LEAST_BYTES, _machine_bytes() // max(1, settings.worker_count)) if _machine_bytes() else 0
    return ChildLimits(
        settings.stage_timeout_s,
        settings.jobs_per_child,
        memory,
        settings.child_cpu_s,
        settings.child_file_bytes,
        settings.child_files,
    )


def accept(limits: ChildLimits) -> None:
    """Take on the limits, in the child. No core files in any case: they would hold the document."""
    with suppress(OSError):  # not Linux
        Path("/proc/self/oom_score_adj").write_text(_OOM_SCORE, encoding="ascii")
    try:
        import resource
    except ImportError:  # Windows
        return
    wanted = [(resource.RLIMIT_CORE, 0)]
    wanted += [(resource.RLIMIT_DATA, limits.memory_bytes)] if limits.memory_bytes else []
    wanted += [(resource.RLIMIT_FSIZE, limits.file_bytes)] if limits.file_bytes else []
    wanted += [(resource.RLIMIT_NOFILE, limits.files)] if limits.files else []
    for which, most in wanted:
        hard = resource.getrlimit(which)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(which, (most, most))


def allow_cpu(limits: ChildLimits) -> None:
    """Allow so many more seconds of processor time, in the child, when a job begins."""
    if not limits.cpu_s or sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime) + limits.cpu_s + 1
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def limit_error(error: BaseException, stage: str) -> StageError | None:
    """The error of a stage whose exception says that it reached a limit; None for any other exception."""
    if isinstance(error, MemoryError):
        return StageLimitError(f"The stage {stage!r} ran out of memory.", stage=stage)
    if isinstance(error, OSError) and error.errno in _FILE_ERRORS:
        message = f"The stage {stage!r} wanted more or larger files than it may have."
        return StageLimitError(message, code="stage.out_of_files", stage=stage)
    return None


def death_error(exit_code: int, kills_before: int, stage: str) -> StageError | None:
    """The error of a stage whose process a limit has killed; None for any other death.

    Args:
        exit_code: of the process, -N for signal N.
        kills_before: :func:`oom_kills` when its job began.
    """
    if exit_code == -getattr(signal, "SIGXCPU", 0):
        message = f"The stage {stage!r} used up its processor time; its process was killed."
        return StageLimitError(message, code="stage.out_of_cpu", stage=stage)
    if exit_code == -getattr(signal, "SIGKILL", 0) and oom_kills() > kills_before:
        return StageLimitError(f"The machine ran out of memory in the stage {stage!r}; its process was killed.", stage=stage)
    return None


def oom_kills() -> int:
    """How many processes this machine's kernel has killed for want of memory; 0 where it does not say."""
    with suppress(OSError, ValueError):
        for line in Path("/proc/vmstat").read_text(encoding="ascii").splitlines():
            if line.startswith("oom_kill "):
                return int(line.split()[1])
    return 0


def _machine_bytes() -> int:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):  # Windows has none
        return 0
