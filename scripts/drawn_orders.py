"""Pages drawn by seed with a written-down reading order: columns, side notes, tables, figures, lists, notes by chance."""

from __future__ import annotations

import numpy as np
import pymupdf
from fixture_order import WORDS, Page

WIDTH, HEIGHT = 595.0, 842.0


def draw(seed: int, document: pymupdf.Document) -> tuple[str, list[str]]:
    """One page: what is on it, and its lines in the order a person reads them."""
    random = np.random.default_rng(seed)
    page = Page("", seed + 1)
    parts: list[str] = []
    left, right = 50.0 + 20 * random.random(), WIDTH - 50 - 20 * random.random()
    y = 70.0
    if random.random() < 0.7:
        page.line(left, y, _title(random), float(random.uniform(15, 22)), "hebo")
        y += 34
        parts.append("title")
    bottom = HEIGHT - 70.0
    notes = random.random() < 0.3
    if notes:
        bottom -= 60
    while y < bottom - 150:
        room = min(bottom - y, float(random.uniform(150, 420)))
        name, draw_part = PARTS[int(random.integers(len(PARTS)))]
        y = draw_part(page, random, left, right, y, y + room) + float(random.uniform(20, 32))
        parts.append(name)
    if notes:
        page.rules.append((left, bottom + 8, left + 120, bottom + 8))
        page.prose(left, bottom + 22, right - left, int(random.integers(2, 4)), 7.5)
        parts.append("footnotes")
    page.draw(document, 0)
    return ", ".join(parts), page.truth


def _title(random: np.random.Generator) -> str:
    return " ".join(random.choice(WORDS, 4).tolist()).capitalize()


def _lead(random: np.random.Generator) -> float:
    return float(random.uniform(1.2, 1.5))


def _columns(page: Page, random: np.random.Generator, left: float, right: float, y: float, end: float) -> float:
    """Two or three columns of paragraphs, of unequal length."""
    count, gap = int(random.integers(2, 4)), float(random.uniform(14, 26))
    width = (right - left - gap * (count - 1)) / count
    size = float(random.uniform(8.5, 10.5)) if count == 2 else float(random.uniform(8, 9))
    lead, lowest = _lead(random), y
    for column in range(count):
        x, top = left + column * (width + gap), y
        stop = end if column < count - 1 else y + (end - y) * float(random.uniform(0.6, 1))
        while top + 3 * size * lead < stop:
            if random.random() < 0.25 and top + 6 * size * lead < stop:
                page.line(x, top, " ".join(random.choice(WORDS, 2).tolist()).capitalize(), size * 1.25, "hebo")
                top += size * lead * 1.5
            lines = int(min(random.integers(3, 9), (stop - top) // (size * lead)))
            top = page.prose(x, top, width, lines, size, "helv", lead) + size * 0.8
        lowest = max(lowest, top)
    return lowest


def _prose(page: Page, random: np.random.Generator, left: float, right: float, y: float, end: float) -> float:
    lead = _lead(random)
    while y + 60 < end:
        y = page.prose(left, y, right - left, int(random.integers(2, 7)), 10, "helv", lead) + 9
    return y


def _note(page: Page, random: np.random.Generator, left: float, right: float, y: float, end: float) -> float:
    """Running text with a note in small type in its margin, read after it."""
    on_left, wide = random.random() < 0.5, float(random.uniform(85, 115))
    start, stop = (left + wide + 22, right) if on_left else (left, right - wide - 22)
    first, lead = y, _lead(random)
    lines = max(9, int((min(end, y + 260) - y) / (10 * lead)))
    y = page.prose(start, y, stop - start, lines, 10, "helv", lead)
    page.prose(left if on_left else right - wide, first + 22, wide, int(random.integers(4, 7)), 7.5)
    return y


def _table(page: Page, random: np.random.Generator, left: float, right: float, y: float, _: float) -> float:
    """A table of words and figures, with or without drawn lines."""
    columns, rows = int(random.integers(3, 6)), int(random.integers(4, 8))
    step, top = (right - left) / columns, y - 12
    is_ruled, pitch = random.random() < 0.5, float(random.uniform(15, 20))
    for row in range(rows):
        cells = []
        for column in range(columns):
            text = str(random.choice(WORDS)) if row == 0 or column == 0 else f"{random.integers(10, 900)}.50"
            cells.append((left + 4 + column * step, text))
        page.row(y, *cells, size=9)
        y += pitch
    if is_ruled:
        page.rules += [(left, top + pitch * row, right, top + pitch * row) for row in range(rows + 1)]
        page.rules += [(left + step * column, top, left + step * column, top + pitch * rows) for column in range(columns + 1)]
    return y


def _figure(page: Page, random: np.random.Generator, left: float, right: float, y: float, _: float) -> float:
    """A figure with its caption, and running text beside it or below it."""
    high = float(random.uniform(80, 130))
    page.boxes.append((left, y - 8, right, y + high))
    page.line(left, y + high + 14, f"Figure {random.integers(1, 9)}: {_title(random)}", 8.5)
    return page.prose(left, y + high + 40, right - left, int(random.integers(3, 6)))


def _list(page: Page, random: np.random.Generator, left: float, _right: float, y: float, _: float) -> float:
    mark = str(random.choice(["•", "–", "1."]))
    for number in range(int(random.integers(3, 7))):
        lead = f"{number + 1}." if mark == "1." else mark
        page.line(left + 8, y, f"{lead} {_title(random)}")
        y += 16
    return y


def _labels(page: Page, random: np.random.Generator, left: float, _right: float, y: float, _: float) -> float:
    """Labels and values, which belong together."""
    for number in range(int(random.integers(3, 7))):
        label = " ".join(random.choice(WORDS, 1 + number % 2).tolist()).capitalize()
        page.row(y, (left, f"{label}:"), (left + 170, _title(random)[:24].strip()))
        y += 17
    return y


def _stacks(page: Page, random: np.random.Generator, left: float, _right: float, y: float, _: float) -> float:
    """Addresses side by side, each read as a whole."""
    lines = int(random.integers(4, 6))
    for column in range(2):
        for number in range(lines):
            words = 2 if number else 3
            text = " ".join(random.choice(WORDS, words).tolist()).title()
            page.line(left + column * 270, y + 14 * number, text)
    return y + 14 * lines


def _sides(page: Page, random: np.random.Generator, left: float, right: float, y: float, _: float) -> float:
    """Short headings on the left, each beside its text."""
    for _ in range(int(random.integers(2, 4))):
        page.line(left, y, _title(random).split()[0], 10, "hebo")
        y = page.prose(left + 130, y, right - left - 130, int(random.integers(3, 6))) + 13
    return y


PARTS = (
    ("columns", _columns),
    ("prose", _prose),
    ("side note", _note),
    ("table", _table),
    ("figure", _figure),
    ("list", _list),
    ("labels", _labels),
    ("addresses", _stacks),
    ("side headings", _sides),
)
