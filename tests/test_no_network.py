"""No connection, ever: seen from below Python, where native code and forked processes are seen as well.

Two ways to look. ``seccomp`` asks the kernel for leave at every ``socket()`` and needs no privilege and no tool. ``strace``
writes down every call that touches a network, and runs where it is installed and may trace. Unix sockets are no network: pairs
of them join threads and processes. Only one may be connected to by name, that of the system's cache of user names.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import FIXTURES, ROOT
from tests.cut_off import UNAVAILABLE

EXPECTED = json.loads((FIXTURES / "expected.json").read_text(encoding="utf-8"))
COMMAND = [sys.executable, "-m", "pipeline.cli"]
_CALLS = "socket,connect,bind,listen,accept,accept4,sendto,sendmsg,sendmmsg"
_OPENED = re.compile(r"\bsocket\((?!AF_UNIX\b)(\w+)")
_NAMED = re.compile(r'\b(connect|bind|sendto)\(.*sun_path=@?"(?!/var/run/nscd/socket"|/run/nscd/socket")')
ONNXRUNTIME = """
import sys, time
import pipeline.ocr.networks as networks
networks.runtime = lambda: "onnxruntime"
from pipeline.cli import app
app(sys.argv[1:], standalone_mode=False)
time.sleep(6)  # its telemetry is sent some seconds after it begins
"""
EVERY_MODULE = """
import importlib, pkgutil, pipeline
for module in pkgutil.walk_packages(pipeline.__path__, "pipeline."):
    if not module.name.endswith(("__main__", ".spacy_names")):  # the latter is for programs that have imported spaCy themselves
        try:
            importlib.import_module(module.name)
        except ModuleNotFoundError as error:  # the library of an extra that is not installed
            assert not error.name.startswith("pipeline"), error
from pipeline.ocr.registry import load_engine
for name in ("rapidocr", "easyocr"):
    load_engine(name).engines
from pipeline import FlexOrch
FlexOrch(workspace="workspace").close()
"""


@dataclass(frozen=True)
class Seen:
    """A command that has ended: its exit code, its standard output, and every attempt at a network."""

    code: int
    output: str
    attempts: list[str]


class Watch:
    """Runs commands in a folder of their own, with a home folder of their own, and sees what sockets they ask for."""

    def __init__(self, way: str, folder: Path) -> None:
        self._way = way
        self._report = folder / "report"
        self.folder = folder
        self.home = folder / "home"
        self.home.mkdir()

    def run(self, *command: str, environ: dict[str, str] | None = None) -> Seen:
        around = {
            "seccomp": [sys.executable, "-m", "tests.cut_off", str(self._report)],
            "strace": ["strace", "-f", "-qq", "-s", "0", "-e", f"trace={_CALLS}", "-o", str(self._report)],
        }[self._way]
        given = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "FLEXORCH_", "ORT_"))}
        given |= {"HOME": str(self.home), "PYTHONPATH": str(ROOT), "FLEXORCH_WORKSPACE": str(self.folder / "workspace")}
        result = subprocess.run(
            [*around, *command],
            capture_output=True,
            text=True,
            cwd=self.folder,
            env=given | (environ or {}),
            timeout=280,
            check=False,
        )
        if self._way == "seccomp" and result.returncode == UNAVAILABLE:
            pytest.skip(f"{result.stderr.strip()}; strace, where it is, sees the same")
        lines = self._report.read_text(encoding="utf-8").splitlines()
        attempts = lines if self._way == "seccomp" else [line for line in lines if _OPENED.search(line) or _NAMED.search(line)]
        return Seen(result.returncode, result.stdout, attempts)


@pytest.fixture(params=["seccomp", "strace"])
def watch(request: pytest.FixtureRequest, tmp_path: Path) -> Watch:
    if sys.platform != "linux":
        pytest.skip("both ways to look are Linux's; the same code runs elsewhere")
    if request.param == "strace" and not _may_trace(tmp_path / "probe"):
        pytest.skip("strace is not installed or may not trace; seccomp sees the same")
    return Watch(request.param, tmp_path)


def _may_trace(report: Path) -> bool:
    if shutil.which("strace") is None:
        return False
    command = ["strace", "-f", "-qq", "-o", str(report), "true"]
    return subprocess.run(command, capture_output=True, timeout=30, check=False).returncode == 0


def _fixtures() -> list[str]:
    return [str(FIXTURES / name) for name in EXPECTED]


@pytest.mark.parametrize(
    ("code", "family"),
    [
        ("import socket; socket.create_connection(('127.0.0.1', 9))", "AF_INET"),  # loopback counts: nothing here needs it
        ("import socket; socket.getaddrinfo('example.org', 443)", "AF_INET"),
        ("import urllib.request; urllib.request.urlopen('https://192.0.2.1', timeout=1)", "AF_INET"),
        ("import ctypes; ctypes.CDLL(None).socket(10, 1, 0)", "AF_INET6"),  # native code, which Python's own hooks never see
        ("import os, socket\nif os.fork() == 0: socket.socket()", "AF_INET"),  # how one library hides its telemetry
        ("import os, sys; os.spawnl(os.P_WAIT, sys.executable, 'p', '-c', 'import socket; socket.socket()')", "AF_INET"),
    ],
)
def test_an_attempt_is_seen(watch: Watch, code: str, family: str) -> None:
    assert any(family in attempt for attempt in watch.run(sys.executable, "-c", code).attempts)


def test_pairs_of_unix_sockets_are_no_attempt(watch: Watch) -> None:
    seen = watch.run(sys.executable, "-c", "import socket; a, b = socket.socketpair(); a.send(b'x'); print(b.recv(1))")
    assert (seen.code, seen.attempts) == (0, [])
    assert seen.output == "b'x'\n"


def test_unix_socket_by_name_is_an_attempt(tmp_path: Path) -> None:
    """Only strace sees the name; seccomp sees no further than the family."""
    if not _may_trace(tmp_path / "probe"):
        pytest.skip("strace is not installed or may not trace")
    code = "import socket; socket.socket(socket.AF_UNIX).connect_ex('/run/nobody')"
    assert Watch("strace", tmp_path).run(sys.executable, "-c", code).attempts


def test_no_attempt_at_import(watch: Watch) -> None:
    """Every module of the package, every engine's versions, and a client that opens and closes."""
    seen = watch.run(sys.executable, "-c", EVERY_MODULE)
    assert (seen.code, seen.attempts) == (0, [])
    assert _left_in(watch.home) == []


def test_no_attempt_for_a_text(watch: Watch) -> None:
    seen = watch.run(*COMMAND, "process", str(FIXTURES / "note.txt"), "--json")
    assert (seen.code, seen.attempts) == (0, [])
    assert json.loads(seen.output)["status"] == "completed"


@pytest.mark.slow
@pytest.mark.parametrize("isolation", ["process", "thread"])
def test_no_attempt_for_any_format(watch: Watch, isolation: str) -> None:
    """Every fixture through the whole chain, with OCR and names model, and each ends as it does anywhere else."""
    seen = watch.run(*COMMAND, "process", *_fixtures(), "--isolation", isolation, "--json")
    jobs = {job["filename"]: job for job in map(json.loads, seen.output.splitlines())}
    assert seen.attempts == []
    assert {name: (job["status"], job["failure_code"]) for name, job in jobs.items()} == {
        name: (facts["outcome"], facts.get("code")) for name, facts in EXPECTED.items()
    }
    assert _left_in(watch.home) == []


@pytest.mark.slow
def test_no_attempt_by_the_other_commands(watch: Watch) -> None:
    letter = str(FIXTURES / "letter.pdf")
    commands = (
        ("process", letter),
        ("show", "letter.pdf", "--markdown"),
        ("redact", "letter.pdf", "redacted.pdf"),
        ("jobs", "--json"),
        ("check", "--air-gap"),
        ("cache", "size"),
    )
    for command in commands:
        seen = watch.run(*COMMAND, *command)
        assert (seen.code, seen.attempts) == (0, []), command
    assert _left_in(watch.home) == []


@pytest.mark.slow
def test_no_attempt_by_onnxruntime(watch: Watch) -> None:
    """It has telemetry in native code, on by default; where OpenVINO is installed it would not be tried otherwise."""
    scan = str(FIXTURES / "renamed.pdf")
    seen = watch.run(sys.executable, "-c", ONNXRUNTIME, "process", scan, "--isolation", "thread", "--json")
    assert json.loads(seen.output)["status"] == "completed"
    assert seen.attempts == []
    assert _left_in(watch.home) == []


@pytest.mark.slow
@pytest.mark.easyocr
@pytest.mark.parametrize("isolation", ["process", "thread"])
def test_no_attempt_by_easyocr(watch: Watch, isolation: str) -> None:
    scan = str(FIXTURES / "renamed.pdf")
    seen = watch.run(*COMMAND, "process", scan, "--ocr", "easyocr", "--isolation", isolation, "--json")
    assert (seen.code, seen.attempts) == (0, [])
    assert json.loads(seen.output)["status"] == "completed"
    assert _left_in(watch.home) == []


def _left_in(home: Path) -> list[str]:
    """Files in the home folder: a telemetry's identity and what it has not sent yet would lie there."""
    return sorted(str(path.relative_to(home)) for path in home.rglob("*") if path.is_file())
