"""Types and fields a user declares."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from pipeline import DocumentField, DocumentType, FlexOrch
from pipeline.exceptions import ConfigError
from pipeline.options import load_settings

WARRANTY = DocumentType(
    "warranty",
    words=("warranty certificate", "Garantieschein"),
    fields=(
        DocumentField("serial_no", "identifier", labels=("Serial no", "S/N"), pattern=r"[A-Z]{2}-\d{6}", required=True),
        DocumentField("bought_on", "date", labels=("Date of purchase",)),
        DocumentField("price", "amount", labels=("Price paid",)),
        DocumentField("model", "text", labels=("Modèle",)),
        DocumentField("case", pattern=r"case (?P<value>\d{4})"),
    ),
)
CERTIFICATE = """WARRANTY CERTIFICATE

Serial no: see plate AB-123456
Date of purchase: 5 March 2026
Price paid: 1,249.50 EUR
Modele: Kestrel 300

Our case 4711 refers.
"""
COST_CENTRE = DocumentType("invoice", (DocumentField("cost_centre", "identifier", labels=("Cost centre",)),))


@pytest.fixture
def upload(tmp_path: Path):
    def upload(text: str, *types: DocumentType, **settings: object):
        with FlexOrch(workspace=tmp_path / "workspace", types=types, workers=1, isolation="thread") as client:
            return client.jobs.upload_bytes(text.encode(), "a.txt", **settings).wait_until_done()

    return upload


def test_a_type_of_ones_own(upload) -> None:
    job = upload(CERTIFICATE, WARRANTY)
    assert (job.status, job.document_type, job.processing_summary["classification_method"]) == (
        "completed",
        "warranty",
        "deterministic",
    )
    assert {name: field.value for name, field in job.fields.items()} == {
        "serial_no": "AB-123456",
        "bought_on": "2026-03-05",
        "price": Decimal("1249.50"),
        "model": "Kestrel 300",
        "case": "4711",
    }
    assert job.record.fields.fill_rate == 1.0
    for field in job.fields.values():
        assert job.text[field.start : field.end] == field.text


def test_without_the_declaration_it_is_general(upload) -> None:
    assert upload(CERTIFICATE).document_type == "general"


def test_a_hint_may_name_it(upload) -> None:
    job = upload("Serial no: AB-123456 and nothing that names the type", WARRANTY, document_type_hint="warranty")
    assert (job.document_type, job.fields["serial_no"].value) == ("warranty", "AB-123456")


def test_a_value_that_does_not_match_stays_empty(upload) -> None:
    job = upload(CERTIFICATE.replace("AB-123456", "12-AB"), WARRANTY)
    assert "serial_no" not in job.fields
    assert job.processing_summary["extraction_method_per_field"]["serial_no"] is None


def test_a_field_more_for_a_type_there_is(upload) -> None:
    text = "INVOICE\nInvoice no: 17-A\nCost centre: K-4410\nTotal amount: 120.00 EUR\nInvoice date: 5 March 2026\n"
    job = upload(text, COST_CENTRE)
    assert (job.document_type, job.fields["cost_centre"].value) == ("invoice", "K-4410")
    assert job.fields["document_no"].value == "17-A"
    assert list(job.processing_summary["extraction_method_per_field"])[-1] == "cost_centre"


def test_a_child_process_is_told_of_them(tmp_path: Path) -> None:
    with FlexOrch(workspace=tmp_path, types=[WARRANTY], workers=1, isolation="process") as client:
        job = client.jobs.upload_bytes(CERTIFICATE.encode(), "a.txt").wait_until_done()
        assert job.fields["serial_no"].value == "AB-123456"


def test_the_same_in_a_settings_file(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(
        '[types.warranty]\nwords = ["warranty certificate"]\n'
        '[types.warranty.fields.serial_no]\nkind = "identifier"\nlabels = ["Serial no"]\n'
    )
    expected = DocumentType("warranty", (DocumentField("serial_no", "identifier", ("Serial no",)),), ("warranty certificate",))
    assert load_settings({}, file, {}).types == (expected,)


@pytest.mark.parametrize(
    "make",
    [
        lambda: DocumentField("Serial"),
        lambda: DocumentField("serial"),
        lambda: DocumentField("serial", "number", ("S/N",)),  # type: ignore[arg-type]
        lambda: DocumentField("serial", pattern="("),
        lambda: DocumentField("serial", labels="S/N"),  # type: ignore[arg-type]
        lambda: DocumentType("general", ()),
        lambda: DocumentType("a", (DocumentField("b", pattern="b"), DocumentField("b", pattern="c"))),
        lambda: DocumentType("a", ("b",)),  # type: ignore[arg-type]
        lambda: load_settings({"types": ("warranty",)}, None, {}),
    ],
)
def test_a_declaration_that_cannot_work_is_refused(make) -> None:
    with pytest.raises(ConfigError):
        make()


@pytest.mark.parametrize("text", ["[types]\na = 1", "[types.a]\nword = []", "[types.a.fields.b]\nlabel = 1", "types = 3"])
def test_a_settings_file_that_cannot_work_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(text)
    with pytest.raises(ConfigError):
        load_settings({}, file, {})
