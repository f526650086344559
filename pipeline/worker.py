"""The child process: ``python -m pipeline.worker``. Runs stages for its parent, over its own pipes, and nothing else.

It dies with its parent, ignores the terminal's interrupt (the parent decides), keeps to its limits, and can reach no network:
on Linux it has a network namespace of its own where the system allows one, and Python refuses every connection anyway.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from functools import lru_cache
from typing import BinaryIO

import msgspec

from pipeline.exceptions import FlexOrchError, StageError
from pipeline.frames import Entered, Failed, Task, Wrote, read, write
from pipeline.limits import ChildLimits, accept, allow_cpu
from pipeline.portable import unpack
from pipeline.progress import PageDone, Step, listening
from pipeline.record import decode, encode
from pipeline.stage import Deadline, Pipeline
from pipeline.workers import InlineRunner

_PR_SET_PDEATHSIG = 1  # linux/prctl.h
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000  # linux/sched.h
_CONNECTING = ("socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.bind")


def main() -> None:
    """Serve tasks until the parent closes the pipe."""
    tasks, answers = _take_pipes()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limits = msgspec.json.decode(sys.argv[1], type=ChildLimits) if len(sys.argv) > 1 else ChildLimits()
    accept(limits)
    _cut_off()
    while isinstance(task := read(tasks), Task):
        allow_cpu(limits)
        serve(task, answers)


def serve(task: Task, answers: BinaryIO) -> None:
    """Run one task and answer with what each stage wrote, or with the error that ended it."""
    try:
        chain = _chain(task.chain)
        steps = InlineRunner().steps(
            chain, task.first, decode(task.record), Deadline(task.timeout_s), lambda stage: write(answers, Entered(stage))
        )
        with listening(lambda step: _pass_on(step, answers)):
            for partial, seconds in steps:
                write(answers, Wrote(encode(partial), seconds))
    except FlexOrchError as error:
        write(answers, Failed.of(error))
    except (TypeError, ValueError, OverflowError) as error:  # a part that does not encode
        write(answers, Failed.of(StageError(f"The result could not be passed on ({type(error).__name__}).")))


def _pass_on(step: Step, answers: BinaryIO) -> None:
    if isinstance(step, PageDone):  # of stages the parent knows by itself
        write(answers, step)


@lru_cache(maxsize=16)
def _chain(packed: bytes) -> Pipeline:
    """The chain, with its models, for as long as the parent keeps asking for it."""
    return unpack(packed)


def _take_pipes() -> tuple[BinaryIO, BinaryIO]:
    """The pipes to the parent; whatever a library prints goes nowhere instead of between our frames."""
    tasks = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    return tasks, answers


def _cut_off() -> None:
    """Die with the parent, and reach no network."""
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if libc.unshare(_CLONE_NEWNET) != 0:  # needs root; else a user namespace may give the right
            libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)
    sys.addaudithook(_refuse_connections)


def _refuse_connections(event: str, arguments: tuple[object, ...]) -> None:
    del arguments
    if event in _CONNECTING:
        raise PermissionError("no connection is ever opened here")


if __name__ == "__main__":
    main()
