"""An executor and what is particular to its kind: how many it runs at a time, how it says that it is gone."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Executor, Future, wait
from typing import Any

from pipeline.cluster.site import conduct
from pipeline.exceptions import ConfigError, ExecutorError, WorkerLostError, WorkerMismatchError
from pipeline.options import core_count

REACH_S = 20.0  # how long a scheduler may take to answer, at first and after it was lost
EMPTY_S = 60.0  # how long a scheduler may be without any worker while jobs wait for one
LOOK_S = 5.0  # how often one looks whether it has any
_SCHEMES = {"dask://": "tcp://", "dask+tls://": "tls://"}
_START = "Start it and its workers (see pipeline/cluster/README.md); what was queued is still queued."


class Crew:
    """Workers behind an executor.

    Args:
        executor: any; of Dask distributed one from ``Client.get_executor()``.
        farewell: called by :meth:`close`; None where the executor is its owner's to close.
    """

    def __init__(self, executor: Executor, farewell: Callable[[], None] | None = None) -> None:
        self._executor = executor
        self._farewell = farewell
        self._dask: Any = getattr(executor, "_client", None) if type(executor).__module__.startswith("distributed.") else None
        self._lock = threading.Lock()
        self._looked = time.monotonic()
        self._unmanned_since: float | None = None

    @property
    def size(self) -> int:
        """How many orders it runs at a time: threads, processes, or the threads of all Dask workers now; at least one.

        An executor that does not say counts as one a core of this machine; ``workers=`` says otherwise.
        """
        if self._dask is not None:
            threads: dict[str, int] = self._dask.nthreads()
            return max(1, sum(threads.values()))
        size: int = getattr(self._executor, "_max_workers", core_count())
        return size

    def submit(self, order: bytes) -> Future[bytes]:
        """Send an order.

        Raises:
            ExecutorError: it is closed or broken.
        """
        try:
            return self._executor.submit(conduct, order)
        except BrokenExecutor as error:
            raise _broken() from error
        except Exception as error:  # of a kind of its own for every kind of executor; none of ours runs in there
            message = f"The executor takes no more jobs ({type(error).__name__})."
            raise ExecutorError(message, code="executor.closed") from error

    def look_after(self, future: Future[bytes], unwanted: Future[bytes], timeout_s: float | None) -> bool:
        """Wait for an answer, or until nobody wants it any more, and see to it that somebody is there who could give one.

        Returns:
            False when the time ran out first.

        Raises:
            ExecutorError: nobody is there any more.
        """
        end = None if timeout_s is None else time.monotonic() + timeout_s
        while True:
            left = LOOK_S if end is None else min(LOOK_S, end - time.monotonic())
            if wait((future, unwanted), timeout=max(0.0, left), return_when=FIRST_COMPLETED).done:
                return True
            if end is not None and time.monotonic() >= end:
                return False
            self._look()

    def answer(self, future: Future[bytes]) -> bytes | None:
        """What a finished order came to; None when it was lost on the way and may be sent again.

        Raises:
            ExecutorError: the executor broke.
            WorkerLostError: the workers that ran it died, as often as the scheduler lets them.
            WorkerMismatchError: a worker does not even have the code that runs orders.
        """
        try:
            return future.result()
        except CancelledError:
            return None
        except BrokenExecutor as error:
            raise _broken() from error
        except Exception as error:  # conduct() raises nothing: it never ran
            if type(error).__name__ == "KilledWorker":  # of distributed, which need not be installed
                raise WorkerLostError("Every worker that ran the job died.") from error
            raise WorkerMismatchError(f"A worker could not begin the job ({type(error).__name__}).") from error

    def close(self) -> None:
        """Let go of an executor that is our own."""
        if self._farewell is not None:
            self._farewell()

    def _look(self) -> None:
        """Raise when a scheduler is gone, or without workers for too long; one of those who wait looks for all."""
        if self._dask is None or not self._lock.acquire(blocking=False):
            return
        try:
            if self._dask.status in ("closed", "closing"):
                raise ExecutorError("The connection to the scheduler is closed.", code="executor.closed", remedy=_START)
            now = time.monotonic()
            since_last, self._looked = now - self._looked, now
            if _is_manned(self._dask):
                self._unmanned_since = None
            elif self._unmanned_since is None or since_last > EMPTY_S:  # nobody has waited, so nobody has looked
                self._unmanned_since = now
            elif now - self._unmanned_since > EMPTY_S:
                message = f"The scheduler has had no worker for {EMPTY_S:.0f} s."
                raise ExecutorError(message, code="executor.unmanned", remedy=_START)
        finally:
            self._lock.release()


def hire(executor: Executor | str | None) -> Crew | None:
    """The crew behind an executor or an address; None for neither.

    Raises:
        ConfigError: not an executor, or an address of an unknown kind, or Dask is not installed.
        ExecutorError: no scheduler answers there.
    """
    if executor is None or isinstance(executor, str):
        return dial(executor) if executor else None
    if not isinstance(executor, Executor):
        raise ConfigError(f"executor must be a concurrent.futures.Executor or an address, not {type(executor).__name__}.")
    return Crew(executor)


def dial(address: str) -> Crew:
    """The crew of a Dask scheduler: ``dask://host:port``, or ``dask+tls://host:port`` with the certificates Dask is told of.

    Raises:
        ConfigError: an address of another kind, or Dask is not installed.
        ExecutorError: no scheduler answers there.
    """
    scheme = next((scheme for scheme in _SCHEMES if address.startswith(scheme)), None)
    if scheme is None or ":" not in address.removeprefix(scheme):
        raise ConfigError(f"An executor's address is dask://HOST:PORT or dask+tls://HOST:PORT, not {address!r}.")
    try:
        import dask.config
        from distributed import Client
    except ImportError as error:
        message = "Many machines need Dask distributed, which is not installed."
        raise ConfigError(message, remedy="pip install 'flexorch-local[dask]'.") from error
    dask.config.set({"distributed.admin.large-graph-warning-threshold": "1TiB"})  # a document is as large as it is
    try:
        client: Any = Client(  # type: ignore[no-untyped-call]
            _SCHEMES[scheme] + address.removeprefix(scheme), timeout=REACH_S, set_as_default=False
        )
    except (OSError, ValueError) as error:
        message = f"No scheduler answers at {address}."
        raise ExecutorError(message, code="executor.unreachable", remedy=_START) from error
    return Crew(client.get_executor(pure=False), client.close)


def _is_manned(client: Any) -> bool:
    """Whether a scheduler has workers; True while it cannot be asked."""
    if client.status != "running":
        return True
    try:
        return bool(client.sync(client.scheduler.ncores, callback_timeout=LOOK_S))
    except OSError:  # a TimeoutError is one
        return True


def _broken() -> ExecutorError:
    return ExecutorError("A process of the executor died, and the executor with it.", code="executor.broken")
