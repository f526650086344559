"""Takes whole files out of a folder, has each processed once, and puts away what is done.

The folder itself is the queue: only a few files are uploaded ahead, and what a job came from is written down with it, so that
nothing is taken twice, whenever the process is killed.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, cast

from msgspec import Struct

from pipeline.exceptions import FlexOrchError, NotFoundError, ValidationError
from pipeline.folder import Arrival, FileChangedError, FileState, Folder, Steady
from pipeline.job import Job
from pipeline.resources import Jobs
from pipeline.store import private_folder

Upload = Callable[[BinaryIO, str, str], Job]
_AHEAD = 2  # files uploaded for each worker, so that none waits for the next look


class Outlets(Struct, frozen=True):
    """Where files go when their job is final: None leaves them where they are.

    Attributes:
        done: for completed jobs.
        failed: for failed ones.
    """

    done: Path | None = None
    failed: Path | None = None

    def check(self, root: Path) -> None:
        """Make the folders.

        Raises:
            ValidationError: one of them is the watched folder itself, or holds it.
            WorkspaceError: one of them cannot be made.
        """
        for path in self.folders:
            if root.resolve().is_relative_to(path.resolve()):
                raise ValidationError("What is done cannot be put into the folder that is watched.", code="watch.outlet")
            private_folder(path)

    @property
    def folders(self) -> list[Path]:
        """Those that are given."""
        return [path for path in (self.done, self.failed) if path is not None]


class Watcher:
    """One folder, its files, and their jobs. Call :meth:`step` again and again.

    Args:
        jobs: of the client that processes them.
        folder: where files arrive.
        outlets: where they go afterwards.
        upload: queues a stream under a name and an origin.
        workers: jobs at a time.
        tell: called with every job that has become final.
        warn: called with a file's name and a code when it cannot be taken or put away; once for each version of it.
    """

    def __init__(
        self,
        jobs: Jobs,
        folder: Folder,
        outlets: Outlets,
        upload: Upload,
        workers: int,
        tell: Callable[[Job], None],
        warn: Callable[[str, str], None],
    ) -> None:
        self._jobs = jobs
        self._folder = folder
        self._outlets = outlets
        self._upload = upload
        self._room = max(1, workers) * _AHEAD
        self._tell = tell
        self._warn = warn
        self._warned: dict[str, FileState] = {}
        self._at_work: dict[str, tuple[Arrival, Job]] = {}

    @property
    def is_idle(self) -> bool:
        """Nothing is at work, and everything that is there was taken, or cannot be."""
        return not self._at_work and self._folder.rest <= set(self._warned)

    def step(self) -> None:
        """Put away what is done, and take what is ready while there is room."""
        self.finish()
        for arrival in self._folder.ready():
            if len(self._at_work) >= self._room:
                return
            if arrival.name not in self._at_work:
                self._begin(arrival)

    def finish(self) -> None:
        """Put away what is done."""
        for arrival, job in list(self._at_work.values()):
            if job.status.is_final:
                del self._at_work[arrival.name]
                self._tell(job)
                self._put_away(arrival, job)

    def _begin(self, arrival: Arrival) -> None:
        """Upload a file, or go on with the job it has from an earlier run."""
        try:
            job = self._jobs.of_origin(arrival.origin)
            if job is not None and job.status.is_final:
                self._put_away(arrival, job)
                return
            if job is None:
                with Steady(arrival) as stream:
                    job = self._upload(cast("BinaryIO", stream), arrival.path.name, arrival.origin)
        except NotFoundError:  # its job was deleted; the file is the user's own, and stays
            self._folder.take(arrival)
        except FileChangedError:  # looked at again when it has settled
            return
        except OSError as error:
            self._warn_once(arrival, f"watch.{_named(error)}")
        except FlexOrchError as error:  # such as a full disk: it is tried again
            if self._jobs.of_origin(arrival.origin) is None:  # else another watcher was quicker
                self._warn_once(arrival, error.code)
        else:
            self._at_work[arrival.name] = (arrival, job)

    def _put_away(self, arrival: Arrival, job: Job) -> None:
        self._folder.take(arrival)
        outlet = self._outlets.done if job.status == "completed" else self._outlets.failed
        if outlet is None:
            return
        try:
            found = arrival.path.lstat()
            if FileState(found.st_size, found.st_mtime_ns) == arrival.state:  # else it is a new version, to be taken by itself
                move(arrival.path, outlet / arrival.name, job.id)
        except FileNotFoundError:  # somebody else has taken it away
            return
        except (OSError, FlexOrchError):
            self._warn_once(arrival, "watch.not_moved")

    def _warn_once(self, arrival: Arrival, code: str) -> None:
        if self._warned.get(arrival.name) != arrival.state:
            self._warned[arrival.name] = arrival.state
            self._warn(arrival.name, code)


def move(source: Path, target: Path, job_id: str) -> Path:
    """Move a file, never over another: where the name is taken, the job's id goes into it.

    Returns:
        Where it is now.

    Raises:
        OSError: it cannot be moved.
    """
    private_folder(target.parent)
    if target.exists() or target.is_symlink():
        target = target.with_name(f"{target.stem}.{job_id}{target.suffix}")
    try:
        source.rename(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        draft = target.with_name(f".{target.name}.part")
        try:
            shutil.copy2(source, draft)
            with draft.open("rb") as copied:
                os.fsync(copied.fileno())
            draft.rename(target)
        finally:
            with suppress(FileNotFoundError):
                draft.unlink()
        source.unlink()
    return target


def _named(error: OSError) -> str:
    return errno.errorcode.get(error.errno or 0, "unreadable").lower()
