"""Damaged copies of every fixture through the real reader in child processes; names made to leave the folder they are in."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import FlexOrch
from tests.bombs import mail
from tests.conftest import FIXTURES, ROOT

sys.path.insert(0, str(ROOT / "scripts"))

from bench_fuzz import is_expected, run
from fuzzing import MUTATIONS, BlindReadStage, mutations

NAMES = [
    "../../etc/passwd",
    "..\\..\\windows\\system32\\a.txt",
    "/etc/shadow",
    "C:\\boot.ini",
    "\\\\server\\share\\a.txt",
    "CON",
    "nul.txt",
    "aux.pdf",
    ".",
    "..",
    "~root/a.txt",
    "-rf",
    "$(touch pwned).txt",
    "a\nb.txt",
    "a\r\nSubject: forged.txt",
    "\x1b[2Jcleared.txt",
    "invoice\u202efdp.exe",
    "a\u0000.txt",
    "x" * 5_000 + ".txt",
    "é" * 300 + ".txt",
    "a" + "/b" * 2_000 + ".txt",
    " ",
    "file:///etc/passwd",
    "https://example.org/a.txt",
    "a.txt/",
    "\ud800.txt",
]


@pytest.fixture
def client(tmp_path: Path) -> Iterator[FlexOrch]:
    with FlexOrch(workspace=tmp_path / "workspace", pipeline=[BlindReadStage()], workers=1, cache=False) as client:
        yield client


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_damaged_fixtures_end_completed_or_refused(tmp_path: Path) -> None:
    files = [FIXTURES / name for name in json.loads((FIXTURES / "expected.json").read_text(encoding="utf-8"))]
    files = [file for file in files if file.stat().st_size]
    outcomes, _ = run(files, len(MUTATIONS), seed=7, timeout_s=60.0, keep=tmp_path / "found")
    assert outcomes.total() == len(files) * len(MUTATIONS)
    assert [outcome for outcome in outcomes if not is_expected(outcome)] == []
    assert outcomes["completed"] > 0  # what is only scratched is read all the same


def test_mutations_are_the_same_for_the_same_seed() -> None:
    files = [FIXTURES / "note.txt", FIXTURES / "stock.xlsx"]
    one = list(mutations(files, 12, seed=3))
    assert one == list(mutations(files, 12, seed=3))
    assert one != list(mutations(files, 12, seed=4))
    assert sum(data != (FIXTURES / name).read_bytes() for name, _, data in one) >= 20


@pytest.mark.parametrize("outcome", ["worker.lost", "job.deadline", "stage.failed", "workspace.unusable"])
def test_crash_hang_and_surprise_count_as_finds(outcome: str) -> None:
    assert not is_expected(outcome)
    assert is_expected("completed")
    assert is_expected("document.unreadable")


@pytest.mark.parametrize("name", NAMES)
def test_name_of_an_upload_never_becomes_a_path(client: FlexOrch, tmp_path: Path, name: str) -> None:
    """Documents are kept by their content; of a name only its last part is shown, without what acts on a terminal."""
    before = _files(tmp_path)
    job = client.jobs.upload_bytes(b"a note", name).wait_until_done(60)
    assert job.failure_code in (None, "document.unsupported")
    stored = {path.name for path in (tmp_path / "workspace" / "documents").rglob("*") if path.is_file()}
    assert stored == {_digest(b"a note")}
    new = _files(tmp_path) - before
    assert all(path.startswith("workspace/") for path in new)
    assert "/" not in job.filename
    assert client.jobs.get(job.id).filename == job.filename


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a file system holds no names that are no text")
def test_file_whose_name_is_no_text_is_read(client: FlexOrch, tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    path.write_text("a note", encoding="utf-8")
    job = client.documents.upload(path).wait_until_done(60)
    assert (job.status, job.filename) == ("completed", "caf?.txt")


@pytest.mark.parametrize("name", NAMES)
def test_name_of_an_attachment_is_text_and_nothing_else(client: FlexOrch, tmp_path: Path, name: str) -> None:
    coded = name.encode("utf-8", "replace").hex("=").upper()
    part = (
        b'--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename="=?utf-8?q?='
        + coded.encode()
        + b'?="\n\nwithin\n'
    )
    data = mail(b'Content-Type: multipart/mixed; boundary="b"', b"--b\n\nbody\n" + part + b"--b--")
    before = _files(tmp_path)
    job = client.jobs.upload_bytes(data, "a.eml").wait_until_done(60)
    assert job.status == "completed"
    assert "body" in job.text
    assert not {letter for letter in job.text if letter < " "} - set("\n\t\f")
    assert all(path.startswith("workspace/") for path in _files(tmp_path) - before)


def _files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def _digest(data: bytes) -> str:

    return hashlib.sha256(data).hexdigest()
