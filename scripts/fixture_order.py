#!/usr/bin/env python3
"""Make fixtures/order/: pages whose reading order is written down, and reading_order.json, which says what it is.

Usage: scripts/fixture_order.py [FOLDER]. Each page of pages.pdf is drawn by one function below, which notes its lines in the
order a person reads them; they are drawn in another order, so that the order of the file tells nothing. A second run writes
the same bytes.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pymupdf
from fixture_sheet import font

WORDS = str.split(
    "harbour lantern copper meadow quiet river timber window garden letter market winter summer bridge castle "
    "forest island kettle ladder mirror needle orchard pencil quarry ribbon saddle tunnel umbrella valley wagon "
    "anchor basket candle dinner engine feather glacier hammer insect jacket kitchen lemon marble nephew ocean"
)


class Page:
    """A page under construction: lines are noted in reading order and drawn shuffled at the end.

    Attributes:
        title: what is hard about it.
        truth: its lines in reading order; cells of a row parted by tabs.
    """

    def __init__(self, title: str, seed: int) -> None:
        self.title = title
        self.truth: list[str] = []
        self._random = np.random.default_rng(seed)
        self._drawn: list[tuple[float, float, str, float, str]] = []
        self.rules: list[tuple[float, float, float, float]] = []
        self.boxes: list[tuple[float, float, float, float]] = []

    def line(self, x: float, y: float, text: str, size: float = 10, face: str = "helv", align: str = "left") -> None:
        """A line of its own."""
        self.put(x, y, text, size, face, align)
        self.truth.append(text)

    def put(self, x: float, y: float, text: str, size: float = 10, face: str = "helv", align: str = "left") -> None:
        """Ink without a note."""
        x -= {"left": 0.0, "right": font(face).text_length(text, size)}[align]
        self._drawn.append((x, y, text, size, face))

    def row(self, y: float, *cells: tuple[float, str], size: float = 10, right_from: int = 99) -> None:
        """Cells of one row: (x, text); from ``right_from`` on x is the right end."""
        for number, (x, text) in enumerate(cells):
            self.put(x, y, text, size, align="right" if number >= right_from else "left")
        self.truth.append("\t".join(text for _, text in cells))

    def prose(
        self, x: float, y: float, width: float, lines: int, size: float = 10, face: str = "helv", lead: float = 1.35
    ) -> float:
        """A paragraph of chance words, its last line short; the base line after it."""
        for number in range(lines):
            text, limit = "", width * (0.45 if number == lines - 1 and lines > 1 else 1.0)
            while True:
                longer = f"{text} {self._random.choice(WORDS)}".strip()
                if font(face).text_length(longer, size) > limit:
                    break
                text = longer
            self.line(x, y, text, size, face)
            y += size * lead
        return y

    def draw(self, document: pymupdf.Document, rotation: int, size: tuple[float, float] = (595, 842)) -> None:
        """Put it on a new page, shuffled."""
        page = document.new_page(width=size[0], height=size[1])
        for box in self.boxes:
            page.draw_rect(box, color=None, fill=(0.85, 0.88, 0.94))
        for x0, y0, x1, y1 in self.rules:
            page.draw_line((x0, y0), (x1, y1), color=(0.3, 0.3, 0.3), width=0.6)
        for index in self._random.permutation(len(self._drawn)):
            x, y, text, points, face = self._drawn[index]
            writer = pymupdf.TextWriter(page.rect, color=(0.1, 0.1, 0.1))
            writer.append((x, y), text, font=font(face), fontsize=points)
            writer.write_text(page)
        if rotation:
            page.set_rotation(rotation)


def two_columns(page: Page) -> None:
    """Two columns of prose under a title over both."""
    page.line(60, 80, "A title over both columns", 20, "hebo")
    for x in (60, 310):
        y = page.prose(x, 120, 225, 14)
        page.prose(x, y + 12, 225, 11)


def three_columns(page: Page) -> None:
    """Three narrow columns, as in a newsletter."""
    page.line(50, 70, "Newsletter of the harbour", 18, "hebo")
    for x in (50, 220, 390):
        page.prose(x, 110, 155, 22, 9)


def uneven_columns(page: Page) -> None:
    """Columns that do not share base lines."""
    page.prose(60, 100, 225, 20, 10)
    page.prose(310, 106, 225, 24, 9)


def heading_across(page: Page) -> None:
    """Columns, a heading across both, columns again."""
    for top in (90, 400):
        page.line(60, top, "Section that spans the page from here", 15, "hebo")
        page.prose(60, top + 30, 225, 15)
        page.prose(310, top + 30, 225, 15)


def footnotes(page: Page) -> None:
    """Two columns, and notes in small type under both."""
    page.prose(60, 90, 225, 30)
    page.prose(310, 90, 225, 30)
    page.rules.append((60, 560, 180, 560))
    page.prose(60, 580, 475, 3, 7.5)


def side_headings(page: Page) -> None:
    """Short headings on the left, each beside its text."""
    y = 90.0
    for heading in ("Scope", "Delivery dates", "Prices", "Warranty"):
        page.line(60, y, heading, 10, "hebo")
        y = page.prose(190, y, 340, 5) + 14


def side_note(page: Page) -> None:
    """A note in small type in the left margin, read after the text beside it."""
    y = page.prose(200, 90, 330, 12)
    page.prose(200, y + 10, 330, 14)
    page.prose(60, 140, 100, 5, 7.5)


def right_note(page: Page) -> None:
    """A note in the right margin."""
    y = page.prose(60, 90, 340, 12)
    page.prose(60, y + 10, 340, 14)
    page.prose(440, 140, 100, 6, 7.5)


def labels(page: Page) -> None:
    """Labels and values, which belong together."""
    page.line(60, 80, "Order details", 14, "hebo")
    rows = (
        ("Order number", "PO-4711"),
        ("Order date", "12 March 2026"),
        ("Buyer", "Northfield Boatyard"),
        ("Terms", "30 days"),
    )
    for number, (label, value) in enumerate(rows):
        page.row(110 + 18 * number, (60, label), (220, value))
    page.prose(60, 220, 470, 4)


def colon_labels(page: Page) -> None:
    """Labels with a colon, values far to the right."""
    for number, label in enumerate(("Name:", "Street:", "Town:", "Country:", "Telephone:")):
        page.row(100 + 20 * number, (60, label), (300, f"{WORDS[number].title()} {WORDS[number + 9]}"))
    page.prose(60, 230, 470, 5)


def table(page: Page) -> None:
    """A table with a filled head, between paragraphs."""
    page.prose(60, 80, 470, 3)
    page.boxes.append((56, 138, 540, 156))
    page.row(150, (60, "Article"), (350, "Quantity"), (440, "Price"), (535, "Amount"), right_from=1)
    for number in range(6):
        price = f"{12 + 7 * number}.50"
        page.row(
            172 + 18 * number,
            (60, f"{WORDS[number]} {WORDS[number + 20]}"),
            (350, "2"),
            (440, price),
            (535, price),
            right_from=1,
        )
    page.prose(60, 310, 470, 4)


def wrapped_table(page: Page) -> None:
    """A table whose descriptions go on in a second line."""
    page.row(90, (60, "Article"), (350, "Quantity"), (440, "Price"), (535, "Amount"), right_from=1)
    y = 110.0
    for number in range(5):
        first, second = f"{WORDS[number]} {WORDS[number + 5]} with", f"{WORDS[number + 10]} {WORDS[number + 15]}"
        for x, text in ((350, "3"), (440, "9.50"), (535, "28.50")):
            page.put(x, y, text, align="right")
        page.put(60, y, first)
        page.put(60, y + 12, second)
        page.truth.append(f"{first} {second}\t3\t9.50\t28.50")
        y += 32


def ruled_table(page: Page) -> None:
    """A table of words between drawn lines."""
    names = (("Town", "River", "Bridge"), *((WORDS[i].title(), WORDS[i + 7].title(), WORDS[i + 14].title()) for i in range(5)))
    for number, row in enumerate(names):
        page.row(100 + 22 * number, (66, row[0]), (226, row[1]), (386, row[2]))
    for y in range(84, 84 + 22 * 7, 22):
        page.rules.append((60, y, 540, y))
    for x in (60, 220, 380, 540):
        page.rules.append((x, 84, x, 84 + 22 * 6))


def two_addresses(page: Page) -> None:
    """Two addresses side by side, each read as a whole."""
    for x, town in ((60, "Falmouth"), (330, "Bristol")):
        for number, line in enumerate(
            ("Bill to" if x == 60 else "Ship to", f"{town} Boatyard Ltd", "Accounts department", "3 Slipway Lane", town)
        ):
            page.line(x, 90 + 14 * number, line, 10, "hebo" if number == 0 else "helv")
    page.prose(60, 200, 470, 6)


def address_and_labels(page: Page) -> None:
    """An address on the left, labels with values on the right."""
    for number, line in enumerate(
        ("Northfield Boatyard Ltd", "Accounts department", "3 Slipway Lane", "Falmouth", "United Kingdom")
    ):
        page.line(60, 90 + 13 * number, line)
    for number, (label, value) in enumerate(
        (("Invoice", "4711"), ("Date", "12.03.2026"), ("Due", "26.03.2026"), ("Customer", "10023"))
    ):
        page.row(90 + 16 * number, (350, label), (535, value), right_from=1)
    page.prose(60, 200, 470, 6)


def lists(page: Page) -> None:
    """A bulleted and a numbered list."""
    page.line(60, 80, "What to bring", 15, "hebo")
    for number in range(4):
        page.line(70, 110 + 16 * number, f"• {WORDS[number]} {WORDS[number + 3]} {WORDS[number + 6]}")
    page.line(60, 200, "What to do", 15, "hebo")
    for number in range(4):
        page.line(70, 230 + 16 * number, f"{number + 1}. {WORDS[number + 11]} {WORDS[number + 13]} {WORDS[number + 16]}")


def columns_and_table(page: Page) -> None:
    """Two columns of prose, then a table across both."""
    page.prose(60, 90, 225, 16)
    page.prose(310, 90, 225, 16)
    page.row(350, (60, "Quarter"), (250, "Revenue"), (400, "Cost"), (535, "Result"), right_from=1)
    for number in range(4):
        page.row(
            370 + 18 * number,
            (60, f"Q{number + 1} 2026"),
            (250, f"{number + 3},200"),
            (400, f"{number + 1},100"),
            (535, "2,100"),
            right_from=1,
        )


def caption(page: Page) -> None:
    """A figure with its caption between paragraphs."""
    page.prose(60, 90, 470, 6)
    page.boxes.append((150, 190, 445, 330))
    page.line(150, 345, "Figure 1: copper lantern at the quiet harbour", 8.5)
    page.prose(60, 380, 470, 6)


def letter(page: Page) -> None:
    """A letter: sender, date on the right, text, signature."""
    page.line(60, 70, "Harborlight Marine Supplies", 12, "hebo")
    page.line(535, 110, "Bristol, 4 May 2026", align="right")
    page.line(60, 150, "Dear Ms Hartley,")
    y = page.prose(60, 180, 475, 7)
    y = page.prose(60, y + 10, 475, 5)
    page.line(60, y + 20, "Yours sincerely,")
    page.line(60, y + 60, "Jonas Weber")


def quiet_columns(page: Page) -> None:
    """Columns set close together, nine points apart."""
    page.prose(60, 90, 233, 26, 10)
    page.prose(302, 90, 233, 26, 10)


def index(page: Page) -> None:
    """A list of contents: titles with page numbers on the right."""
    page.line(60, 80, "Contents", 18, "hebo")
    for number in range(9):
        page.row(
            120 + 18 * number,
            (60, f"{WORDS[number].title()} and {WORDS[number + 8]}"),
            (535, str(3 + 4 * number)),
            right_from=1,
        )


def columns_of_stacks(page: Page) -> None:
    """Three stacks of short lines at the foot of a letterhead, under prose."""
    page.prose(60, 90, 475, 10)
    for x, lines in (
        (60, ("Harborlight Ltd", "14 Quayside Road", "Bristol", "United Kingdom")),
        (240, ("Severn Vale Bank", "Account Harborlight", "Branch Bristol", "Sterling account")),
        (430, ("Managing director", "Rosalind Thorne", "Registered in Bristol", "Court of Bristol")),
    ):
        for number, line in enumerate(lines):
            page.line(x, 690 + 10.5 * number, line, 7.5)


DRAWN: tuple[tuple[Callable[[Page], None], int], ...] = (
    *((draw, 0) for draw in (two_columns, three_columns, uneven_columns, heading_across, footnotes, side_headings, side_note)),
    *((draw, 0) for draw in (right_note, labels, colon_labels, table, wrapped_table, ruled_table, two_addresses)),
    *((draw, 0) for draw in (address_and_labels, lists, columns_and_table, caption, letter, quiet_columns, index)),
    (columns_of_stacks, 0),
    (two_columns, 90),
    (labels, 180),
    (table, 270),
)


def main(folder: Path) -> None:
    """Write the pages and their truth."""
    folder.mkdir(parents=True, exist_ok=True)
    document, truth = pymupdf.open(), []
    for number, (draw, rotation) in enumerate(DRAWN, 1):
        page = Page(draw.__name__, seed=number)
        draw(page)
        page.draw(document, rotation)
        truth.append({"page": number, "what": (draw.__doc__ or "").strip(), "rotate": rotation, "lines": page.truth})
    document.subset_fonts()
    document.set_metadata({"title": "Reading order", "producer": "", "creator": ""})
    (folder / "pages.pdf").write_bytes(document.tobytes(garbage=4, deflate=True, no_new_id=True, use_objstms=1))
    text = json.dumps(truth, indent=1, ensure_ascii=False)
    (folder / "reading_order.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent / "fixtures" / "order")
