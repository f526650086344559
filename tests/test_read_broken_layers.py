"""Kinds of broken text layers: each is told from a good one, named, and repaired by recognising what can be seen."""

from __future__ import annotations

import random
import string
from collections.abc import Callable
from dataclasses import dataclass

import pymupdf
import pytest

from pipeline.ocr.engine import OcrLine, OcrWord
from pipeline.record import Document, Record
from pipeline.stage import Deadline
from pipeline.stages.read import ReadStage

LINES = [
    "The lantern over the quiet harbour is lit",
    "when the evening ships come in from sea",
    "and the keeper writes down their names",
    "in the book that lies on his old table",
    "with the day and the hour of each one",
    "so that the owners in the town can read",
    "which of them will not be back for winter",
    "and which will lie in the bay until spring",
]
SIZE = (420.0, 300.0)
Change = Callable[[list[str]], list[str]]


class Eyes:
    """Sees the true lines, each as one row of words over the width of what it is shown."""

    name, engines = "eyes", ("eyes 1",)

    def __init__(self) -> None:
        self.looked = 0

    def recognise(self, image: object) -> list[OcrLine]:
        self.looked += 1
        return [
            OcrLine(
                tuple(
                    OcrWord(word, (60.0 + 80 * n, 60 + 40 * y, 130.0 + 80 * n, 85 + 40 * y), 0.9)
                    for n, word in enumerate(words)
                )
            )
            for y, words in enumerate(line.split() for line in LINES)
        ]


def write(
    page: pymupdf.Page, lines: list[str], *, mode: int = 0, shift: float = 0.0, font: str = "helv", size: float = 11
) -> None:
    writer = pymupdf.TextWriter(page.rect)
    face = pymupdf.Font("notos") if font == "notos" else pymupdf.Font(font)
    for number, line in enumerate(lines):
        writer.append((40 + shift, 40 + 22 * number), line, font=face, fontsize=size)
    writer.write_text(page, render_mode=mode)


def scan(lines: list[str]) -> bytes:
    with pymupdf.open() as document:
        page = document.new_page(width=SIZE[0], height=SIZE[1])
        write(page, lines)
        return page.get_pixmap(dpi=150).tobytes("png")


def born(lines: list[str]) -> pymupdf.Document:
    document = pymupdf.open()
    write(document.new_page(width=SIZE[0], height=SIZE[1]), lines)
    return document


def scanned(layer: list[str], *, mode: int = 3, shift: float = 0.0, under: bool = False) -> pymupdf.Document:
    document = pymupdf.open()
    page = document.new_page(width=SIZE[0], height=SIZE[1])
    if under:
        write(page, layer, shift=shift)
    page.insert_image(page.rect, stream=scan(LINES))
    if not under:
        write(page, layer, mode=mode, shift=shift)
    return document


def shifted(lines: list[str]) -> list[str]:
    return ["".join(letter if letter == " " else chr(max(33, ord(letter) - 29)) for letter in line) for line in lines]


def swapped(lines: list[str]) -> list[str]:
    letters = list(string.ascii_lowercase)
    random.Random(4).shuffle(letters)
    return [line.lower().translate(str.maketrans(string.ascii_lowercase, "".join(letters))) for line in lines]


def misread(lines: list[str]) -> list[str]:
    """As a bad OCR program reads."""
    noise = random.Random(7)
    return [
        "".join(noise.choice("xqjvkzwf") if letter != " " and noise.random() < 0.35 else letter for letter in line)
        for line in lines
    ]


def mistaken(lines: list[str]) -> list[str]:
    return [line.replace("e", "é").encode().decode("cp1252", "replace") for line in lines]


OTHER_PAGE = [" ".join(sorted(line.split(), key=len)) + " ago" for line in reversed(LINES)]


def renamed(document: pymupdf.Document, shift: int, font: str = "") -> pymupdf.Document:
    """The page as it looks, with fonts of this name that take each character for the one ``shift`` places on."""
    again = pymupdf.open(stream=document.tobytes(), filetype="pdf")
    for xref, _, _, name, *_ in again.get_page_fonts(0):
        if font in name.lower():
            xref = int(again.xref_get_key(xref, "ToUnicode")[1].split()[0])
            lines, stream = [], again.xref_stream(xref)
            for line in stream.decode("latin-1").split("\n"):
                parts = line.replace("><", "> <").split()
                if len(parts) == 2 and all(part.startswith("<") for part in parts) and len(parts[1]) == 6:
                    line = f"{parts[0]} <{int(parts[1][1:-1], 16) + shift:04x}>"
                elif len(parts) == 3 and all(part.startswith("<") for part in parts):
                    line = f"{parts[0]} {parts[1]} <{int(parts[2][1:-1], 16) + shift:04x}>"
                lines.append(line)
            again.update_stream(xref, "\n".join(lines).encode("latin-1"))
    return again


BROKEN: dict[str, tuple[Callable[[], pymupdf.Document], str]] = {
    "characters without a name": (lambda: renamed(born(LINES), 0xE000 - 32), "layer.unmapped"),
    "an invisible layer without names": (lambda: renamed(scanned(LINES), 0xE000 - 32), "layer.unmapped"),
    "marks for letters": (lambda: born(["#%& ()=? +*~ §$% &/( )=?" for _ in LINES]), "layer.marks"),
    "letters shifted": (lambda: born(shifted(LINES)), "layer.shifted"),
    "letters swapped": (lambda: born(swapped(LINES)), "layer.shifted"),
    "words backwards": (lambda: born([line[::-1] for line in LINES]), "layer.reversed"),
    "wrong character set": (lambda: born(mistaken(LINES)), "layer.mistaken"),
    "letters set apart": (lambda: born([" ".join(line.replace(" ", "")) for line in LINES]), "layer.spacing"),
    "words run together": (lambda: born([line.replace(" ", "") for line in LINES]), "layer.spacing"),
    "a page number over a scan": (lambda: scanned(["Page 3"], mode=0), "layer.thin"),
    "an invisible layer that reads badly": (lambda: scanned(misread(LINES)), "layer.invisible"),
    "a bad layer under its scan": (lambda: scanned(misread(LINES), under=True), "layer.invisible"),
    "the invisible layer of another page": (lambda: scanned(OTHER_PAGE), "layer.misplaced"),
    "an invisible layer that was moved": (lambda: scanned(LINES, shift=21.0), "layer.misplaced"),
}


def read(document: pymupdf.Document, engine: Eyes | None = None) -> Record:
    data = document.tobytes()
    return ReadStage(engine=engine).run(Record(Document("", "application/pdf", len(data)), data), Deadline())


@pytest.mark.parametrize("kind", BROKEN)
def test_broken_layer_is_named_and_read_anew(kind: str) -> None:
    make, code = BROKEN[kind]
    engine = Eyes()
    record = read(make(), engine)
    (page,) = record.pages
    assert [warning.rsplit("[", 1)[1].rstrip("]") for warning in page.warnings] == [code]
    assert (page.source, engine.looked) == ("ocr", 1)
    assert record.text.split() == " ".join(LINES).split()
    assert set(page.words.source.tolist()) == {1}


@dataclass(frozen=True)
class Good:
    make: Callable[[], pymupdf.Document]
    code: str | None = None


GOOD = {
    "text": Good(lambda: born(LINES)),
    "text in capitals": Good(lambda: born([line.upper() for line in LINES])),
    "French": Good(lambda: born(["l'été où la forêt était à nous, déjà passé, çà et là"] * 6)),
    "a list of numbers": Good(lambda: born(["4711 12.50 2026-03-12 9,90 100 %"] * 8)),
    "names": Good(lambda: born(["Krzysztof Wójcik, Szczecin", "Nguyễn Thị Hương, Huế", "Jörg Müller, Köln"] * 3)),
    "a good invisible layer": Good(lambda: scanned(LINES), "layer.kept"),
    "a good layer under its scan": Good(lambda: scanned(LINES, under=True), "layer.kept"),
}


@pytest.mark.parametrize("kind", GOOD)
def test_good_layer_is_kept(kind: str) -> None:
    good, engine = GOOD[kind], Eyes()
    record = read(good.make(), engine)
    (page,) = record.pages
    assert [warning.rsplit("[", 1)[1].rstrip("]") for warning in page.warnings] == ([good.code] if good.code else [])
    assert (page.source, engine.looked) == ("text", 0)


def test_words_drawn_twice_are_read_once() -> None:
    document = pymupdf.open()
    page = document.new_page(width=SIZE[0], height=SIZE[1])
    for shift in (0.0, 0.4):
        write(page, LINES, shift=shift)
    assert read(document).text.split() == " ".join(LINES).split()


def test_words_that_come_twice_are_read_twice() -> None:
    lines = ["again and again and again"] * 4
    assert read(born(lines)).text.split() == " ".join(lines).split()


@pytest.mark.parametrize("step", [4, 8])
def test_only_lines_without_names_are_read_anew(step: int) -> None:
    document = born([line if number % step else "" for number, line in enumerate(LINES)])
    write(document[0], ["" if number % step else line for number, line in enumerate(LINES)], font="tiro")
    document = renamed(document, 0xE000 - 32, "times")

    class Line(Eyes):
        def recognise(self, image: object) -> list[OcrLine]:
            self.looked += 1
            return [OcrLine((OcrWord("lantern", (8, 8, 80, 30), 0.9), OcrWord("harbour", (90, 8, 150, 30), 0.9)))]

    engine = Line()
    record = read(document, engine)
    (page,) = record.pages
    assert [warning.rsplit("[", 1)[1].rstrip("]") for warning in page.warnings] == ["layer.partial"]
    assert (page.source, engine.looked) == ("mixed", 8 // step)
    lines = [line for line in record.text.split("\n") if line]
    assert lines == [line if number % step else "lantern harbour" for number, line in enumerate(LINES)]
    assert page.words.source.tolist().count(1) == 16 // step


@pytest.mark.slow
@pytest.mark.parametrize(("shift", "code"), [(5, "layer.shifted"), (0xE000 - 32, "layer.unmapped")])
def test_what_can_be_seen_is_read_where_the_font_lies(shift: int, code: str) -> None:
    document = renamed(born(LINES), shift)
    assert document[0].get_text().split() != " ".join(LINES).split()
    record = read(document)
    assert f"[{code}]" in record.pages[0].warnings[0]
    wanted, found = " ".join(LINES).split(), record.text.split()
    assert sum(word in found for word in wanted) >= 0.95 * len(wanted)
