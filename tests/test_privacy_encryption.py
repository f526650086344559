"""An encrypted workspace: whoever reads every byte of it finds nothing, and whoever changes a byte is noticed."""

from __future__ import annotations

import hashlib
import io
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec import structs
from typer.testing import CliRunner

from pipeline import Deadline, FlexOrch, Record, Stage, UnsealableError, WorkspaceError
from pipeline.backups import Backups
from pipeline.cli import app
from pipeline.exceptions import ConfigError
from pipeline.privacy.seal import PLAIN, Seal
from pipeline.privacy.sealed import KEY_BYTES, Sealed
from pipeline.privacy.vault import new_key, open_seal, read_key, rekey, write_key
from pipeline.record import Classification, PIIFinding, Privacy
from pipeline.repair import repair
from tests.conftest import FIXTURES, EchoOptions, EchoStage
from tests.workspace_bytes import traces

BODY = "Kowalczyk owes Ferreira 9,871.15 zloty; reach her at kowalczyk@mail.example"
PIECE = 1024 * 1024


class EnvironmentStage(Stage):
    """Tells what it finds in its environment."""

    name = "environment"
    reads = frozenset({"source"})
    writes = frozenset({"text"})

    def run(self, record: Record, deadline: Deadline) -> Record:
        return structs.replace(record, text=os.environ.get("FLEXORCH_KEY", "nothing"))


class TypeStage(Stage):
    """Says what each document is, and finds one piece of personal data in it."""

    name = "type"
    reads = frozenset({"text"})
    writes = frozenset({"classification", "language", "privacy"})

    def run(self, record: Record, deadline: Deadline) -> Record:
        kind = "waybill" if "Kowalczyk" in record.text else "almanac"
        finding = PIIFinding("email", "kowalczyk@mail.example", 0, 5, 0.9, "pattern", 0, (), "[MASKED]")
        return structs.replace(
            record,
            classification=Classification(kind, 0.9, "deterministic"),
            language="pl",
            privacy=Privacy((finding,), record.text, True),
        )


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    write_key(tmp_path / "key")
    return tmp_path / "key"


def client_on(workspace: Path, key_file: Path | None, **options) -> FlexOrch:
    chain = [EchoStage(EchoOptions()), TypeStage()]
    return FlexOrch(workspace=workspace, pipeline=chain, workers=1, key_file=key_file, **options)


SECRETS = [
    *(word for word in BODY.split() if len(word) > 4),
    "delivery-to-ferreira.txt",
    "waybill",
    "delivery_note",
    "almanac",
    "email",
    "Pani",
    "odd_issue",
    hashlib.sha256(BODY.encode()).hexdigest(),
]


@pytest.mark.parametrize("isolation", ["thread", "process"])
def test_nothing_of_a_document_stands_in_the_workspace(workspace: Path, key_file: Path, isolation: str):
    with client_on(workspace, key_file, isolation=isolation) as client:
        job = client.jobs.upload_bytes(BODY.encode(), "delivery-to-ferreira.txt").wait_until_done(60)
        again = client.jobs.upload_bytes(BODY.encode(), "delivery-to-ferreira.txt").wait_until_done(60)
        job.feedback("negative", "odd_issue", notes="Pani Kowalczyk is not the vendor")
        client.jobs.upload_bytes(b"tides and moons", "b.txt").wait_until_done(60)
        with FlexOrch(workspace=workspace, workers=0, key_file=key_file) as other:
            other.jobs.upload_bytes(BODY.encode() + b"!", "delivery-to-ferreira.txt", document_type_hint="delivery_note")
        assert Backups(workspace / "ledger.sqlite").make() is not None
        assert traces(workspace, SECRETS) == []
        assert again.cached == ("echo", "type")
    assert traces(workspace, [*SECRETS, key_file.read_text().strip()]) == []


def test_everything_is_found_again_with_the_key(workspace: Path, key_file: Path):
    with client_on(workspace, key_file) as client:
        job = client.jobs.upload_bytes(BODY.encode(), "a.txt").wait_until_done(30)
        client.jobs.upload_bytes(b"tides", "b.txt", priority=1).wait_until_done(30)
        client.jobs.upload_stream(io.BytesIO(b"moons"), "c.txt", origin="there").wait_until_done(30)
        job.feedback("negative", "odd_issue", notes="Pani")
    with client_on(workspace, key_file) as client:
        found = client.jobs.get(job.id)
        assert (found.text, found.filename, found.document_type, found.detected_language) == (BODY, "a.txt", "waybill", "pl")
        assert (found.pii_type_summary, found.record.document.sha256) == (
            {"email": 1},
            hashlib.sha256(BODY.encode()).hexdigest(),
        )
        assert client._engine.document_bytes(1) == BODY.encode()
        assert [one.filename for one in client.jobs.list(document_type="waybill")] == ["a.txt"]
        assert client.jobs.list(document_type="unheard-of") == []
        assert client.jobs.of_origin("there").filename == "c.txt"
        assert client.jobs.get_feedback(job.id).notes == "Pani"
        assert [(one.document_type, one.issues) for one in client.jobs.feedback_by_type()] == [("waybill", {"odd_issue": 1})]
        assert 'document_type="waybill"' in client.metrics()
        (workspace / "a.txt").write_bytes(BODY.encode())
        assert client.jobs.find(workspace / "a.txt").id == job.id


def test_deletion_leaves_nothing_there_either(workspace: Path, key_file: Path):
    with client_on(workspace, key_file) as client:
        job = client.jobs.upload_bytes(BODY.encode(), "a.txt").wait_until_done(30)
        stored = [path.read_bytes() for path in (workspace / "documents").rglob("*") if path.is_file()]
        client.documents.delete(job.document_id)
        assert len(client.cache) == 0
        assert (len(stored), traces(workspace, [stored[0][:64]])) == (1, [])


@pytest.mark.parametrize(
    ("given", "code"),
    [("none", "workspace.locked"), ("other", "workspace.wrong_key"), ("damaged", "workspace.key_damaged")],
)
def test_without_its_key_the_workspace_stays_closed(workspace: Path, key_file: Path, tmp_path: Path, given: str, code: str):
    with client_on(workspace, key_file) as client:
        client.jobs.upload_bytes(BODY.encode(), "a.txt").wait_until_done(30)
    write_key(tmp_path / "other")
    if given == "damaged":
        (workspace / "key.json").write_bytes(b"{}")
    with pytest.raises(WorkspaceError) as caught:
        client_on(workspace, {"none": None, "other": tmp_path / "other"}.get(given, key_file))
    assert (caught.value.code, bool(caught.value.remedy)) == (code, True)


def test_a_plain_workspace_is_not_taken_for_an_encrypted_one(workspace: Path, key_file: Path):
    with client_on(workspace, None) as client:
        client.jobs.upload_bytes(BODY.encode(), "a.txt").wait_until_done(30)
    with pytest.raises(WorkspaceError) as caught:
        client_on(workspace, key_file)
    assert caught.value.code == "workspace.not_encrypted"
    with client_on(workspace, None) as client:
        assert client.jobs.get(1).text == BODY


def test_the_key_may_stand_in_the_environment(workspace: Path, monkeypatch: pytest.MonkeyPatch, key_file: Path):
    monkeypatch.setenv("FLEXORCH_KEY", key_file.read_text())
    with client_on(workspace, None) as client:
        client.jobs.upload_bytes(BODY.encode(), "a.txt").wait_until_done(30)
    assert traces(workspace, SECRETS) == []
    monkeypatch.delenv("FLEXORCH_KEY")
    monkeypatch.setenv("FLEXORCH_KEY_FILE", str(key_file))
    with client_on(workspace, None) as client:
        assert client.jobs.get(1).text == BODY
        assert key_file.read_text().strip() not in repr(client.settings)


def test_children_are_not_told_the_key(workspace: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("FLEXORCH_KEY", new_key())
    with FlexOrch(workspace=workspace, pipeline=[EnvironmentStage()], workers=1, isolation="process") as client:
        assert client.jobs.upload_bytes(b"x", "a.txt").wait_until_done(60).text == "nothing"


def test_another_key_takes_the_place_of_the_old_one(workspace: Path, key_file: Path, tmp_path: Path):
    with client_on(workspace, key_file) as client:
        client.jobs.upload_bytes(BODY.encode(), "a.txt").wait_until_done(30)
    before = {path: path.read_bytes() for path in (workspace / "documents").rglob("*") if path.is_file()}
    environ = {"FLEXORCH_KEY_FILE": str(key_file), "FLEXORCH_WORKSPACE": str(workspace)}
    new = str(tmp_path / "new")
    assert CliRunner().invoke(app, ["key", new]).exit_code == 0
    assert CliRunner().invoke(app, ["key", new]).exit_code == 2  # it is never written over
    assert CliRunner().invoke(app, ["rekey", "--new-key-file", new], env=environ).exit_code == 0
    assert CliRunner().invoke(app, ["rekey", "--new-key-file", new], env=environ).exit_code == 1  # the old key opens nothing
    assert CliRunner().invoke(app, ["rekey", "--new-key-file", new]).exit_code == 2
    with pytest.raises(WorkspaceError):
        client_on(workspace, key_file)
    with client_on(workspace, Path(new)) as client:
        assert (client.jobs.get(1).text, client.jobs.get(1).filename) == (BODY, "a.txt")
    assert {path: path.read_bytes() for path in before} == before
    assert [path.name for path in workspace.iterdir() if path.name.startswith("key-")] == []


def test_a_plain_workspace_has_no_key_to_change(tmp_path: Path):
    with pytest.raises(WorkspaceError) as caught:
        rekey(tmp_path, bytes(KEY_BYTES), bytes(KEY_BYTES))
    assert caught.value.code == "workspace.not_encrypted"


@pytest.mark.skipif(sys.platform == "win32", reason="files have no mode there")
def test_only_the_owner_can_read_key_files(workspace: Path, key_file: Path):
    open_seal(workspace, read_key(key_file))
    for path in (key_file, workspace / "key.json"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "text",
    ["ff" * 32, "FF" * 32, "//////////////////////////////////////////8=", " //////////////////////////////////////////8=\n"],
)
def test_keys_are_read_in_both_forms(tmp_path: Path, text: str):
    (tmp_path / "key").write_text(text)
    expected = b"\xff" * 32
    assert (read_key(tmp_path / "key", {}), read_key(None, {"FLEXORCH_KEY": text})) == (expected, expected)
    assert (read_key(None, {}), read_key(None, {"FLEXORCH_KEY": " "})) == (None, None)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "key.malformed"),
        ("my password", "key.malformed"),
        ("ff" * 31, "key.malformed"),
        ("//8=", "key.malformed"),
        ("zz" * 32, "key.malformed"),
        ("é", "key.unreadable"),
        (None, "key.unreadable"),
    ],
)
def test_what_is_no_key_is_refused(tmp_path: Path, text: str | None, code: str):
    if text is not None:
        (tmp_path / "key").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        read_key(tmp_path / "key", {})
    assert caught.value.code == code
    assert text is None or text == "" or text not in str(caught.value)


def test_keys_are_never_the_same():
    assert len({new_key() for _ in range(100)}) == 100


def test_a_missing_library_is_told_with_its_remedy(workspace: Path, key_file: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delitem(sys.modules, "pipeline.privacy.sealed")
    monkeypatch.setitem(sys.modules, "cryptography", None)
    for name in [name for name in sys.modules if name.startswith("cryptography.")]:
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(ConfigError) as caught:
        open_seal(workspace, read_key(key_file))
    assert (caught.value.code, "encryption" in caught.value.remedy) == ("key.library", True)


@pytest.fixture
def seal() -> Sealed:
    return Sealed(bytes(range(32)))


def stored(seal: Seal, data: bytes, step: int = 700_001) -> bytes:
    target = io.BytesIO()
    writer = seal.writer(target)
    for start in range(0, len(data), step):
        writer.write(data[start : start + step])
    writer.finish()
    return target.getvalue()


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 2 * PIECE + 17])
def test_documents_of_every_size_come_back(seal: Sealed, size: int):
    data = os.urandom(size)
    for one in (seal, PLAIN):
        assert one.document(stored(one, data)) == data
    assert stored(seal, data) != stored(seal, data)


def _flipped(place: int) -> Callable[[bytes], bytes]:
    return lambda data: data[:place] + bytes([data[place] ^ 1]) + data[place:][1:]


SEALED_PIECE = PIECE + 16
HEAD = 5 + 16


@pytest.mark.parametrize(
    "change",
    [
        _flipped(0),
        _flipped(7),
        _flipped(HEAD),
        _flipped(-1 % (HEAD + 2 * SEALED_PIECE + 116)),
        lambda data: data[:-1],
        lambda data: data[: HEAD + 2 * SEALED_PIECE],  # the last piece is cut off
        lambda data: data[: HEAD + SEALED_PIECE],
        lambda data: data[:HEAD],
        lambda data: data[:HEAD] + data[HEAD + SEALED_PIECE :],  # the first is left out
        lambda data: (  # two are exchanged
            data[:HEAD]
            + data[HEAD + SEALED_PIECE : HEAD + 2 * SEALED_PIECE]
            + data[HEAD : HEAD + SEALED_PIECE]
            + data[HEAD + 2 * SEALED_PIECE :]
        ),
        lambda data: data + b"\0",
        lambda data: b"",
        lambda data: b"plain text",
    ],
)
def test_a_changed_document_is_noticed(seal: Sealed, change: Callable[[bytes], bytes]):
    data = stored(seal, os.urandom(2 * PIECE + 100))
    with pytest.raises(UnsealableError):
        seal.document(change(data))


def test_values_come_back_only_where_they_belong(seal: Sealed):
    other = Sealed(bytes(32))
    kept = seal.seal(b"value", "here")
    assert seal.unseal(kept, "here") == b"value"
    assert seal.seal(b"value", "here") != kept
    assert seal.unseal_text(seal.seal_text("a\ud800é", "name"), "name") == "a\ud800é"
    for unseal in (
        lambda: seal.unseal(kept, "there"),
        lambda: other.unseal(kept, "here"),
        lambda: seal.unseal(kept[:-1], "here"),
        lambda: seal.unseal(b"", "here"),
    ):
        with pytest.raises(UnsealableError):
            unseal()


@pytest.mark.parametrize("word", ["invoice", "", "é", "x" * 500])
def test_aliases_are_equal_for_equal_words_and_lead_back(seal: Sealed, word: str):
    alias = seal.alias(word, "type")
    assert (alias, seal.word(alias, "type")) == (seal.alias(word, "type"), word)
    assert alias not in (seal.alias(word, "language"), Sealed(bytes(32)).alias(word, "type"), seal.alias(word + "s", "type"))
    for lead in (
        lambda: seal.word(alias, "language"),
        lambda: seal.word("no alias", "type"),
        lambda: seal.word("AAAA", "type"),
    ):
        with pytest.raises(UnsealableError):
            lead()


def test_names_are_keyed_and_of_one_length(seal: Sealed):
    digest = hashlib.sha256(b"x").hexdigest()
    assert len(seal.name(digest)) == 64
    assert len({digest, seal.name(digest), Sealed(bytes(32)).name(digest)}) == 3
    assert PLAIN.name(digest) == digest


def test_a_changed_result_fails_loudly_and_a_changed_cache_entry_is_a_miss(workspace: Path, key_file: Path):
    with client_on(workspace, key_file) as client:
        client.jobs.upload_bytes(BODY.encode(), "a.txt").wait_until_done(30)
        with client._engine._database.transaction() as connection:
            connection.execute("UPDATE results SET record = zeroblob(length(record))")
        with pytest.raises(UnsealableError):
            _ = client.jobs.get(1).text
        again = client.jobs.upload_bytes(BODY.encode(), "b.txt").wait_until_done(30)
        assert again.text == BODY
    key = open_seal(workspace, read_key(key_file))
    cache_key = next(iter(client._engine.pipeline.keys(again.record.document)))
    client.cache._cache.set(key.name(cache_key), b"\0" * 500)
    assert client.cache.get(cache_key) is None


def test_a_changed_document_file_fails_the_job_with_its_code(workspace: Path, key_file: Path):
    with FlexOrch(workspace=workspace, pipeline=[EchoStage(), TypeStage()], workers=0, key_file=key_file) as client:
        client.jobs.upload_bytes(BODY.encode(), "a.txt")
    (file,) = (path for path in (workspace / "documents").rglob("*") if path.is_file())
    file.write_bytes(_flipped(40)(file.read_bytes()))
    with client_on(workspace, key_file) as client:
        assert client.jobs.get(1).wait_until_done(30).failure_code == "workspace.document_lost"


def test_repair_brings_an_encrypted_ledger_back(workspace: Path, key_file: Path):
    with client_on(workspace, key_file) as client:
        client.jobs.upload_bytes(BODY.encode(), "a.txt").wait_until_done(30)
        Backups(workspace / "ledger.sqlite").make()
        client.jobs.upload_bytes(b"tides", "b.txt").wait_until_done(30)
    (workspace / "ledger.sqlite").write_bytes(b"nonsense" * 1000)
    with pytest.raises(WorkspaceError):
        repair(workspace)
    done = repair(workspace, read_key(key_file))
    assert (done.backup != "", done.queued, done.lost) == (True, 1, 0)
    with client_on(workspace, key_file) as client:
        assert client.jobs.get(1).text == BODY
        assert client.jobs.get(2).wait_until_done(30).text == "tides"
    assert traces(workspace, SECRETS) == []


@pytest.mark.slow
def test_a_real_document_cannot_be_read_by_others(workspace: Path, key_file: Path, tmp_path: Path):
    letter = FIXTURES / "letter.pdf"
    with FlexOrch(workspace=tmp_path / "empty", workers=0):
        pass
    with FlexOrch(workspace=workspace, workers=1, key_file=key_file, isolation="process") as client:
        job = client.documents.upload(letter).wait_until_done(120)
        words = {word for word in (job.text or "").split() if len(word) > 5}
        words -= {word for word in words if traces(tmp_path / "empty", [word])}  # a schema has words too, such as "delete"
        values = {finding.text for finding in job.pii_findings if len(finding.text) > 5}
        types = {name for name in job.pii_type_summary if len(name) > 4}
        data = letter.read_bytes()
        parts = [data[start : start + 64] for start in range(0, len(data) - 64, 4096)]
        assert len(words) > 50
        assert traces(workspace, [*words, *values, *types, *parts, "letter.pdf"]) == []
    assert traces(workspace, [*words, *values, *types, *parts, "letter.pdf", "%PDF"]) == []
