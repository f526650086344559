"""fixtures/ is complete, small, and what expected.json says of it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pymupdf
import pytest
from PIL import Image
from stdnum import iban, luhn
from stdnum.de import idnr
from stdnum.es import dni
from stdnum.fr import nir
from stdnum.it import codicefiscale
from stdnum.pl import pesel
from stdnum.tr import tckimlik

ROOT = Path(__file__).parent.parent
FIXTURES = ROOT / "fixtures"
EXPECTED = json.loads((FIXTURES / "expected.json").read_text(encoding="utf-8"))
COMPLETED = sorted(name for name, facts in EXPECTED.items() if facts["outcome"] == "completed")


def test_every_file_has_its_expectation() -> None:
    files = {path.name for path in FIXTURES.iterdir() if path.is_file()} - {"expected.json", "README.md"}
    assert files == set(EXPECTED)


def test_every_file_is_named_in_the_readme() -> None:
    readme = (FIXTURES / "README.md").read_text(encoding="utf-8")
    assert [name for name in EXPECTED if f"| {name} |" not in readme] == []


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_file_is_small(name: str) -> None:
    assert (FIXTURES / name).stat().st_size < 300_000


@pytest.mark.parametrize("name", COMPLETED)
def test_expectation_has_text_and_source_of_each_page(name: str) -> None:
    facts = EXPECTED[name]
    assert len(facts["pages"]) == len(facts["text"]) > 0
    assert set(facts["pages"]) <= {"text", "ocr"}
    assert all(text.strip() for text in facts["text"])


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("empty.pdf", "document.empty"),
        ("encrypted.pdf", "document.encrypted"),
        ("truncated.pdf", "document.unreadable"),
        ("unknown.xyz", "document.unsupported"),
    ],
)
def test_bad_file_fails_with_its_own_code(name: str, code: str) -> None:
    assert EXPECTED[name] == {"outcome": "failed", "code": code}


@pytest.mark.parametrize("name", [name for name in COMPLETED if EXPECTED[name]["media_type"] == "application/pdf"])
def test_pdf_has_text_exactly_where_expected(name: str) -> None:
    with pymupdf.open(FIXTURES / name) as document:
        found = [sorted(page.get_text().split()) for page in document]
    truth = [sorted(text.split()) for text in EXPECTED[name]["text"]]
    sources = EXPECTED[name]["pages"]
    assert found == [words if source == "text" else [] for words, source in zip(truth, sources, strict=True)]


def test_renamed_file_is_a_png() -> None:
    assert (FIXTURES / "renamed.pdf").read_bytes().startswith(b"\x89PNG\r\n\x1a\n")


def test_tiff_has_two_black_and_white_pages() -> None:
    with Image.open(FIXTURES / "pages.tiff") as picture:
        assert (picture.n_frames, picture.mode, picture.info["compression"]) == (2, "1", "group4")


def test_encrypted_file_opens_with_its_password_only() -> None:
    with pymupdf.open(FIXTURES / "encrypted.pdf") as document:
        assert document.needs_pass
        assert not document.authenticate("wrong")
        assert document.authenticate("fixture")
        assert "Emma Hartley" in document[0].get_text()


def test_truncated_file_has_no_page_left() -> None:
    with pymupdf.open(FIXTURES / "truncated.pdf") as document:
        assert document.page_count == 0


@pytest.mark.parametrize(
    ("name", "number", "check"),
    [
        ("invoice.pdf", "GB51 HBLB 2015 5500 1234 56", iban.is_valid),
        ("rechnung.pdf", "DE73 5509 9900 0012 3456 78", iban.is_valid),
        ("letter.pdf", "TR33 0006 1005 1978 6457 8413 26", iban.is_valid),
        ("letter.pdf", "DE89 3704 0044 0532 0130 00", iban.is_valid),
        ("letter.pdf", "12345678950", tckimlik.is_valid),
        ("letter.pdf", "4111 1111 1111 1111", lambda number: luhn.is_valid(number.replace(" ", ""))),
        ("letter.pdf", "36 574 261 809", idnr.is_valid),
        ("letter.pdf", "2 95 10 99 126 111 93", nir.is_valid),
        ("letter.pdf", "54362315K", dni.is_valid),
        ("letter.pdf", "RCCMNL83S18D969H", codicefiscale.is_valid),
        ("letter.pdf", "44051401359", pesel.is_valid),
    ],
)
def test_number_stands_in_the_document_and_its_check_digits_are_right(name: str, number: str, check) -> None:
    assert number in EXPECTED[name]["text"][0]
    assert check(number)


@pytest.mark.slow
def test_script_writes_the_same_bytes_again(tmp_path: Path) -> None:
    (tmp_path / "encrypted.pdf").write_bytes((FIXTURES / "encrypted.pdf").read_bytes())
    subprocess.run([sys.executable, ROOT / "scripts" / "make_fixtures.py", tmp_path], check=True)
    assert {path.name for path in tmp_path.iterdir()} == {*EXPECTED, "expected.json"}
    assert [path.name for path in tmp_path.iterdir() if path.read_bytes() != (FIXTURES / path.name).read_bytes()] == []
