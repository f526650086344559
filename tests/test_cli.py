"""The command ``pipeline``: what it prints, what it keeps to itself, and its exit codes."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec import structs
from rich.console import Console
from typer.testing import CliRunner, Result

from pipeline import FlexOrch, Stage, artefacts
from pipeline.cli import app
from pipeline.cli.check import examine
from pipeline.cli.live import watch
from pipeline.cli.process import Request, collect
from pipeline.cli.stopping import Stop
from pipeline.cli.view import plain
from pipeline.exceptions import EncryptedError, MissingFileError, ValidationError
from pipeline.record import Classification, Field, FieldSet, LineItem, Page, PIIFinding, Privacy, Quality, Record
from pipeline.stage import Deadline, Pipeline
from tests.conftest import FIXTURES

TEXT = "Dear Emma Hartley,\nwrite to emma@mail.example \x1b[31m[bold]now[/bold].\nTotal 12.00"
SECRETS = ("Emma Hartley", "emma@mail.example")
ITEMS = (LineItem("Mooring line", Decimal(2), Decimal("3.50"), Decimal("7.00")), LineItem("Carriage", total=Decimal("5.00")))


@dataclass(frozen=True)
class StandInOptions:
    locale: str = "und"
    document_type_hint: str | None = None
    mask_pii: bool = True


class StandIn(Stage):
    """Answers every document with the same result, in the place of the five stages; a locked one fails."""

    name = "stand-in"
    reads = frozenset({"source"})
    writes = frozenset({"text", "pages", "language", "classification", "fields", "privacy", "quality"})

    def __init__(self) -> None:
        self.options = StandInOptions()

    def run(self, record: Record, deadline: Deadline) -> Record:
        if record.source == b"locked":
            raise EncryptedError("The document needs a password.")
        return structs.replace(
            record,
            text=TEXT,
            pages=(Page(0, 595, 842, 0, len(TEXT), "text"),),
            language="en",
            classification=Classification(self.options.document_type_hint or "invoice", 0.9, "deterministic"),
            fields=_fields(),
            privacy=_privacy(self.options.mask_pii),
            quality=Quality(0.81, "B", {"field_fill_rate": 0.75, "ocr_confidence": None}, ("no IBAN was found",)),
        )


def _fields() -> FieldSet:
    vendor, total = TEXT.index("Emma"), TEXT.index("12.00")
    found = (
        Field("vendor", "text", "Emma Hartley", "Emma Hartley", 0.7, "deterministic", vendor, vendor + 12, 0),
        Field("total_amount", "amount", "12.00", "12.00", 0.95, "deterministic", total, total + 5, 0),
        Field("line_items", "items", "", "", 0.8, "table", items=ITEMS),
    )
    return FieldSet(("vendor", "total_amount", "line_items", "iban"), found, ("the sum is off",))


def _privacy(mask: bool) -> Privacy:
    findings, masked = [], TEXT
    for kind, secret, rule in zip(("name", "email"), SECRETS, ("ner:PERSON", "pattern"), strict=True):
        start = TEXT.index(secret)
        replacement = f"[MASKED_{kind.upper()}]" if mask else None
        findings.append(PIIFinding(kind, secret, start, start + len(secret), 0.9, rule, 0, (), replacement))
        masked = masked.replace(secret, replacement or secret)
    return Privacy(tuple(findings), masked, mask)


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs a command on the stand-in chain and the workspace of the test."""
    monkeypatch.setattr("pipeline.client.default_chain", lambda settings: Pipeline([StandIn()]))
    monkeypatch.setenv("FLEXORCH_ISOLATION", "thread")  # a child would not know of what this test replaces
    return lambda *arguments: CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Four documents: two at the top, one of them locked; one hidden; one a level down."""
    folder = tmp_path / "letters"
    (folder / "old").mkdir(parents=True)
    for name, data in {"a.txt": "one", "b.txt": "locked", ".c.txt": "three", "old/d.txt": "four"}.items():
        (folder / name).write_text(data, encoding="utf-8")
    return folder


def test_process_prints_a_line_for_each_document_in_order(call: Callable[..., Result], folder: Path) -> None:
    lines = call("process", folder).stdout.splitlines()
    assert lines[0].startswith("a.txt: completed, invoice, B 0.81, 2 PII, ")
    assert lines[1] == (
        "b.txt: failed, document.encrypted: The document needs a password. Remove the password and upload it again."
    )
    assert len(lines) == 2


def test_process_says_when_the_cache_answered(call: Callable[..., Result], folder: Path) -> None:
    assert "cached" not in call("process", folder / "a.txt").stdout
    assert "cached: all" in call("process", folder / "a.txt").stdout
    assert "cached" not in call("process", folder / "a.txt", "--no-cache").stdout


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["process", "a.txt"], 0, ""),
        (["process", "a.txt", "b.txt"], 1, ""),
        (["process", "nowhere.pdf"], 2, "upload.missing"),
        (["process", "empty"], 2, "argument.invalid"),
        (["process", "a.txt", "--ocr", "unheard-of"], 2, "unheard-of"),
        (["process", "a.txt", "--workers", "0"], 2, "workers"),
        (["process"], 2, "PATH"),
        (["jobs"], 0, ""),
        (["jobs", "--grade", "Z"], 2, "argument.invalid"),
        (["show", "job_999999"], 1, "job.not_found"),
        (["feedback", "job_999999", "positive"], 1, "job.not_found"),
        (["feedback", "job_999999", "lukewarm"], 2, "lukewarm"),
        (["cache", "size"], 0, ""),
    ],
)
def test_exit_code_tells_how_it_went(
    arguments: list[str], code: int, said: str, call: Callable[..., Result], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "empty").mkdir()
    monkeypatch.chdir(folder)
    result = call(*arguments)
    assert (result.exit_code, said in result.stderr, "Traceback" in result.output) == (code, True, False)


def test_a_missing_path_leaves_no_job(call: Callable[..., Result], folder: Path) -> None:
    assert call("process", folder / "a.txt", folder / "nowhere.pdf").exit_code == 2
    assert call("jobs").stdout == "No jobs.\n"


def test_json_is_one_masked_line_for_each_job(call: Callable[..., Result], folder: Path) -> None:
    result = call("process", folder, "--json", "--recursive")
    jobs = [json.loads(line) for line in result.stdout.splitlines()]
    assert [job["filename"] for job in jobs] == ["a.txt", "b.txt", "d.txt"]
    assert [job["failure_code"] for job in jobs] == [None, "document.encrypted", None]
    assert jobs[0]["fields"]["vendor"]["value"] == "[MASKED_NAME]"
    assert [secret for secret in SECRETS if secret in result.output] == []


def test_no_mask_leaves_personal_data_in_place(call: Callable[..., Result], folder: Path) -> None:
    job = json.loads(call("process", folder / "a.txt", "--json", "--no-mask").stdout)
    assert (job["privacy_applied"], job["pii_findings_count"], SECRETS[0] in job["text"]) == (False, 2, True)


def test_hint_reaches_the_chain(call: Callable[..., Result], folder: Path) -> None:
    assert "a.txt: completed, payroll," in call("process", folder / "a.txt", "--hint", "payroll").stdout


@pytest.mark.parametrize("options", [[], ["--text"], ["--json"]])
def test_show_masks_personal_data_by_default(options: list[str], call: Callable[..., Result], folder: Path) -> None:
    call("process", folder / "a.txt")
    result = call("show", "a.txt", *options)
    assert result.exit_code == 0
    assert [secret for secret in SECRETS if secret in result.output] == []
    assert "[MASKED_NAME]" in result.stdout


def test_show_raw_gives_personal_data(call: Callable[..., Result], folder: Path) -> None:
    call("process", folder / "a.txt")
    shown = call("show", "job_000001", "--raw").stdout
    assert [secret for secret in SECRETS if secret not in shown] == []


def test_show_has_fields_findings_quality_and_timings(call: Callable[..., Result], folder: Path) -> None:
    call("process", folder / "a.txt")
    words = " ".join(call("show", "a.txt").stdout.split())
    for part in (
        "a.txt job_000001 completed grade B 0.81 · invoice · 1 page · en · 2 personal data (masked)",
        "total_amount 12.00 0.95 deterministic 1",
        "2 × 3.50 Mooring line 7.00",
        "! the sum is off",
        "email 1 1 pattern",
        "name 1 1 ner:PERSON",
        "field_fill_rate 0.75 ━━━━━━━━━━━━━━━╌╌╌╌╌",
        "· no IBAN was found",
        "stand-in 0.0",
    ):
        assert part in words


def test_show_of_a_failed_job_gives_code_and_remedy(call: Callable[..., Result], folder: Path) -> None:
    call("process", folder / "b.txt")
    shown = call("show", "b.txt").stdout
    assert "document.encrypted  The document needs a password.\n  → Remove the password and upload it again." in shown


def test_text_of_a_document_cannot_act_on_the_terminal(call: Callable[..., Result], folder: Path) -> None:
    call("process", folder / "a.txt")
    shown = call("show", "a.txt", "--text").stdout
    assert "\x1b" not in shown
    assert "·[31m[bold]now[/bold]." in shown


@pytest.mark.parametrize(("given", "shown"), [("a\x1b[2Jb", "a·[2Jb"), ("a\rb\x9bc", "a·b·c"), ("tab\tline\n", "tab\tline\n")])
def test_control_characters_are_made_visible(given: str, shown: str) -> None:
    assert plain(given) == shown


def test_jobs_lists_newest_first_and_filters(call: Callable[..., Result], folder: Path) -> None:
    call("process", folder, "--recursive")
    names = [json.loads(line)["filename"] for line in call("jobs", "--json").stdout.splitlines()]
    assert names == ["d.txt", "b.txt", "a.txt"]
    failed = [json.loads(line)["filename"] for line in call("jobs", "--json", "--status", "failed").stdout.splitlines()]
    assert failed == ["b.txt"]
    second = [json.loads(line)["filename"] for line in call("jobs", "--json", "--limit", 1, "--offset", 1).stdout.splitlines()]
    assert second == ["b.txt"]
    assert "document.encrypted" in call("jobs").stdout
    assert call("jobs", "--type", "contract").stdout == "No jobs.\n"


def test_feedback_is_kept(call: Callable[..., Result], folder: Path) -> None:
    call("process", folder / "a.txt")
    assert call("feedback", "a.txt", "negative", "--issue", "wrong_fields").stdout == "job_000001: negative (wrong_fields)\n"
    with FlexOrch(pipeline=[StandIn()]) as client:
        kept = client.jobs.get_feedback("job_000001")
    assert kept is not None
    assert (kept.rating, kept.issue) == ("negative", "wrong_fields")


def test_cache_clear_deletes_results_and_keeps_jobs(call: Callable[..., Result], folder: Path) -> None:
    call("process", folder / "a.txt")
    assert call("cache", "size").stdout.endswith(" bytes, 1 stage results\n")
    assert call("cache", "clear").stdout == "1 stage results deleted\n"
    assert call("cache", "size").stdout.endswith(" bytes, 0 stage results\n")
    assert "a.txt" in call("jobs").stdout


def test_collect_takes_files_folders_and_patterns_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder.parent)
    found = [path.as_posix() for path in collect(["letters/b.txt", "letters", "letters/*.txt"], recursive=False)]
    assert found == ["letters/b.txt", "letters/a.txt"]
    assert [path.name for path in collect(["letters"], recursive=True)] == ["a.txt", "b.txt", "d.txt"]


def test_collect_takes_a_file_whose_name_looks_like_a_pattern(tmp_path: Path) -> None:
    odd = tmp_path / "scan[1].txt"
    odd.touch()
    assert collect([str(odd)], recursive=False) == [odd]


@pytest.mark.parametrize(("argument", "error"), [("nowhere.pdf", MissingFileError), ("*.none", ValidationError)])
def test_collect_refuses_what_is_not_there(argument: str, error: type[Exception], tmp_path: Path) -> None:
    with pytest.raises(error):
        collect([str(tmp_path / argument)], recursive=False)


def test_live_display_shows_the_stage_at_work_and_ends_with_all_done(
    call: Callable[..., Result], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = Console(file=io.StringIO(), force_terminal=True, width=120)
    monkeypatch.setattr(StandIn, "run", _slowed(StandIn.run))
    with FlexOrch(workers=1) as client:
        asked = Request("und", None, True).jobs(client, [folder / "a.txt", folder / "b.txt"])
        jobs = watch(asked, 2, ["stand-in"], screen, Stop(client.close, client.abandon))
        assert [job.status for job in jobs] == ["completed", "failed"]
    assert isinstance(screen.file, io.StringIO)
    drawn = screen.file.getvalue()
    assert [part for part in ("a.txt", "stand-in", "of 2") if part not in drawn] == []


def _slowed(run: Callable[..., Record]) -> Callable[..., Record]:
    import time

    def slow(stage: StandIn, record: Record, deadline: Deadline) -> Record:
        time.sleep(0.25)
        return run(stage, record, deadline)

    return slow


def test_check_finds_all_well(call: Callable[..., Result]) -> None:
    result = call("check")
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "all well")


def test_check_finds_an_altered_model(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    name, artefact = next(iter(artefacts.manifest().items()))
    monkeypatch.setattr(artefacts, "manifest", lambda: {name: structs.replace(artefact, sha256="0" * 64)})
    artefacts.verified.cache_clear()
    assert not examine(None)
    assert "model.hash" in capsys.readouterr().out


@pytest.mark.parametrize(("extra", "well"), [("easyocr", True), (None, False)])
def test_check_forgives_a_missing_model_of_an_extra_only(
    extra: str | None, well: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    absent = artefacts.Artefact("absent", "absent.onnx", "0" * 64, "MIT", package="no_such_package", extra=extra)
    monkeypatch.setattr(artefacts, "manifest", lambda: {"absent": absent})
    assert examine(None) is well
    assert "not installed" in capsys.readouterr().out


@pytest.mark.skipif(sys.platform == "win32", reason="folders have no mode there")
def test_check_finds_a_workspace_others_can_enter(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "open").mkdir(mode=0o755)
    assert not examine(tmp_path / "open")
    assert "chmod 700" in capsys.readouterr().out


def test_check_finds_a_workspace_that_is_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    assert not examine(tmp_path / "file")
    assert "workspace.unusable" in capsys.readouterr().out


def test_help_loads_no_heavy_library() -> None:
    heavy = "{'numpy', 'pymupdf', 'spacy', 'onnxruntime', 'diskcache', 'sklearn', 'PIL', 'rich.live'}"
    code = f"import sys, pipeline.cli; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout == "[]\n"


def test_real_chain_masks_the_letter_and_names_the_locked_one(tmp_path: Path) -> None:
    names = ("invoice.pdf", "letter.pdf", "note.txt", "encrypted.pdf")
    result = CliRunner().invoke(app, ["process", "--json", *(str(FIXTURES / name) for name in names)])
    jobs = {job["filename"]: job for job in map(json.loads, result.stdout.splitlines())}
    assert result.exit_code == 1
    assert [jobs[name]["failure_code"] for name in names] == [None, None, None, "document.encrypted"]
    assert jobs["invoice.pdf"]["fields"]["total_amount"]["value"] == "2280.00"
    secrets = ("12345678950", "4111 1111 1111 1111", "emma.hartley@mail.example", "TR33 0006 1005 1978 6457 8413 26")
    assert [secret for secret in secrets if secret in result.output] == []
