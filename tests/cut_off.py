"""``python -m tests.cut_off REPORT COMMAND…``: run a command that can open no socket to a network, and write down who tried.

By seccomp's user notification (Linux 5.0 and later, no privilege needed): the kernel asks us about every ``socket()`` of the
command and of all it starts, native code and forked processes included. Unix sockets are let through, since they end on this
machine; every other family, loopback too, is refused and reported. REPORT gets one line for each attempt. Exit code 78 where
the system has no such filter.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import platform
import select
import socket
import struct
import sys
from pathlib import Path

UNAVAILABLE = 78
_NUMBERS = {"x86_64": (0xC000003E, 317, 41), "aarch64": (0xC00000B7, 277, 198)}  # machine to audit arch, seccomp, socket
_IO_URING_SETUP = 425  # on every machine; its operations would pass the filter by
_NO_NEW_PRIVS, _SET_MODE_FILTER, _NEW_LISTENER = 38, 1, 1 << 3
_ALLOW, _ASK, _REFUSE = 0x7FFF0000, 0x7FC00000, 0x00050000 | 38  # the last: errno ENOSYS
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_RECEIVE, _SEND = 0xC0502100, 0xC0182101  # ioctls over structs of 80 and 24 bytes
_REQUEST = struct.Struct("=QIIiIQ6Q")
_ANSWER = struct.Struct("=QqiI")
_FOREIGN = 0x40000000  # x32 calls begin here


def _program(arch: int, socket_number: int) -> bytes:
    """Classic BPF over struct seccomp_data: number at 0, arch at 4, the first argument at 16."""
    steps = [
        (_LOAD, 0, 0, 4),
        (_EQUAL, 0, 7, arch),  # else: refuse
        (_LOAD, 0, 0, 0),
        (_AT_LEAST, 5, 0, _FOREIGN),
        (_EQUAL, 4, 0, _IO_URING_SETUP),
        (_EQUAL, 0, 4, socket_number),  # else: allow
        (_LOAD, 0, 0, 16),
        (_EQUAL, 2, 0, socket.AF_UNIX),
        (_RETURN, 0, 0, _ASK),
        (_RETURN, 0, 0, _REFUSE),
        (_RETURN, 0, 0, _ALLOW),
    ]
    return b"".join(struct.pack("=HBBI", *step) for step in steps)


def _listener() -> int:
    """Put the filter on this process and all it starts; the descriptor the kernel asks through."""
    arch, seccomp_number, socket_number = _NUMBERS[platform.machine()]
    libc = ctypes.CDLL(None, use_errno=True)
    program = ctypes.create_string_buffer(_program(arch, socket_number))
    count = len(program.raw) // 8
    given = ctypes.create_string_buffer(struct.pack("@HP", count, ctypes.addressof(program)))
    if libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl")
    found = libc.syscall(seccomp_number, _SET_MODE_FILTER, _NEW_LISTENER, given)
    if found < 0:
        raise OSError(ctypes.get_errno(), "seccomp")
    return found


def _become(command: list[str], parent: socket.socket) -> None:
    try:
        listener = _listener()
    except (OSError, KeyError, AttributeError) as error:
        parent.send(type(error).__name__.encode())
        os._exit(UNAVAILABLE)
    socket.send_fds(parent, [b"ready"], [listener])
    parent.close()
    os.close(listener)
    os.execvp(command[0], command)


def _answer(listener: int, report: Path) -> None:
    """Refuse one request, and write it down."""
    buffer = bytearray(_REQUEST.size)
    try:
        fcntl.ioctl(listener, _RECEIVE, buffer, True)
        number, pid, *_, family = _REQUEST.unpack(buffer)[:7]
        with report.open("a", encoding="utf-8") as lines:
            lines.write(f"{_name(pid)} asked for a socket of family {_family(family)}\n")
        fcntl.ioctl(listener, _SEND, bytearray(_ANSWER.pack(number, 0, -13, 0)), True)  # EACCES
    except FileNotFoundError:  # it died while it waited
        return


def _name(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text(encoding="utf-8").strip()
    except OSError:
        return "a process"


def _family(number: int) -> str:
    try:
        return socket.AddressFamily(number).name
    except ValueError:
        return str(number)


def main() -> int:
    """Watch the command to its end, and end as it did."""
    report, command = Path(sys.argv[1]), sys.argv[2:]
    report.write_text("", encoding="utf-8")
    ours, theirs = socket.socketpair()
    child = os.fork()
    if child == 0:
        ours.close()
        _become(command, theirs)
    theirs.close()
    message, descriptors, _, _ = socket.recv_fds(ours, 32, 1)
    if message != b"ready":
        sys.stderr.write(f"no seccomp filter with notifications here ({message.decode()})\n")
        os.waitpid(child, 0)
        return UNAVAILABLE
    poll = select.poll()
    poll.register(descriptors[0], select.POLLIN)
    status: int | None = None
    while True:
        for _, event in poll.poll(100):
            if event & select.POLLIN:
                _answer(descriptors[0], report)
            elif status is not None:  # nobody is left behind the filter
                return os.waitstatus_to_exitcode(status) & 0xFF
        if status is None and (found := os.waitpid(child, os.WNOHANG))[0]:
            status = found[1]
            left = 20
        elif status is not None and (left := left - 1) == 0:  # kernels before 5.9 do not tell that nobody is left
            return os.waitstatus_to_exitcode(status) & 0xFF


if __name__ == "__main__":
    sys.exit(main())
