"""Lines of text to train the OCR's last layers on: cut from annotated receipts, and drawn from words of 24 languages."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pymupdf
from babel import Locale
from metrics import Receipt
from numpy.typing import NDArray
from PIL import Image

from pipeline.ocr.detect import crop, is_upright, text_boxes
from pipeline.ocr.networks import Network

LANGUAGES = (
    *("en",) * 5,
    *("de",) * 3,
    *("tr",) * 2,
    *(
        "fr",
        "es",
        "it",
        "pt",
        "nl",
        "pl",
        "cs",
        "sv",
        "da",
        "fi",
        "nb",
        "hu",
        "ro",
        "hr",
        "sk",
        "sl",
        "et",
        "lv",
        "lt",
        "ms",
        "id",
    ),
)
FONTS = ("helv", "hebo", "heit", "tiro", "tibo", "tiit", "cour", "cobo")
_CORNERS = 8  # numbers before the text of an annotated line

Pixels = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Line:
    """A picture of a line and what it says.

    Attributes:
        pixels: (height, width, 3).
        text: the truth.
        cased: whether the truth tells capitals from small letters; receipts are annotated in capitals.
        page: the receipt it is from; "" for drawn ones.
    """

    pixels: Pixels
    text: str
    cased: bool
    page: str = ""


def receipt_lines(receipt: Receipt, data: Path, detector: Network, rng: random.Random) -> Iterator[Line]:
    """The lines of a receipt, cut once as they are found at work where that agrees with the annotation, once as annotated."""
    image = np.ascontiguousarray(np.asarray(Image.open(receipt.image_path).convert("RGB")))
    known = list(_annotated(data / "receipts" / "box" / f"{receipt.image_path.stem}.csv"))
    for box in text_boxes(image, detector):
        text = _said(box, known)
        if text and not is_upright(box):
            yield Line(crop(image, box), text, False, receipt.image_path.stem)
    for x0, y0, x1, y1, text in known:
        height = y1 - y0
        left, right = (rng.uniform(-0.05, 0.5) * height for _ in range(2))
        above, below = (rng.uniform(-0.05, 0.2) * height for _ in range(2))
        part = image[max(0, int(y0 - above)) : int(y1 + below), max(0, int(x0 - left)) : int(x1 + right)]
        if min(part.shape[:2]) >= 4 and part.shape[0] <= 1.6 * part.shape[1]:
            yield Line(np.ascontiguousarray(part), text, False, receipt.image_path.stem)


def drawn_lines(count: int, characters: Sequence[str], rng: random.Random) -> Iterator[Line]:
    """Lines of words, amounts, dates, numbers, addresses and codes, set in the fonts of MuPDF and worn like scans."""
    known = set(characters)
    words = {language: _words(language, known) for language in sorted(set(LANGUAGES))}
    while count:
        text = " ".join(_content(words[rng.choice(LANGUAGES)], rng).split())[:48].strip()
        if text and set(text) <= known:
            count -= 1
            yield Line(_worn(_drawn(text, rng), rng), text, True)


def _annotated(file: Path) -> Iterator[tuple[float, float, float, float, str]]:
    for row in file.read_text(encoding="utf-8", errors="replace").splitlines():
        parts = row.split(",", _CORNERS)
        if len(parts) > _CORNERS:
            corners = np.array(parts[:_CORNERS], np.float64).reshape(-1, 2)
            yield (*corners.min(0).tolist(), *corners.max(0).tolist(), parts[_CORNERS].strip())


def _said(box: NDArray[np.float32], known: list[tuple[float, float, float, float, str]]) -> str:
    """The annotated lines that together fill a box, else nothing."""
    (x0, y0), (x1, y1) = box.min(0).tolist(), box.max(0).tolist()
    height = y1 - y0
    inside = sorted(
        line
        for line in known
        if min(y1, line[3]) - max(y0, line[1]) > 0.6 * min(height, line[3] - line[1])
        and min(x1, line[2]) - max(x0, line[0]) > 0.3 * (line[2] - line[0])
    )
    filled = inside and abs(inside[0][0] - x0) < 0.8 * height and abs(inside[-1][2] - x1) < 0.8 * height
    return " ".join(line[4] for line in inside) if filled else ""


def _words(language: str, known: set[str]) -> list[str]:
    """Names of countries, languages, currencies, scripts and months in that language, from the Unicode CLDR."""
    locale = Locale.parse(language)
    tables = (locale.territories, locale.languages, locale.currencies, locale.scripts, locale.months["format"]["wide"])
    phrases = " ".join(str(value) for table in tables for value in table.values())
    return sorted({word for word in phrases.replace("(", " ").replace(")", " ").split() if set(word) <= known})


def _content(words: list[str], rng: random.Random) -> str:
    def word() -> str:
        return rng.choice(words)

    def letters(known: str, count: int) -> str:
        return "".join(rng.choice(known) for _ in range(count))

    amount = rng.uniform(0, 9999)
    phrase = " ".join(word() for _ in range(rng.randint(1, 6)))
    mark = rng.choice("./- ")
    price = rng.choice([f"{amount:.2f}", f"{amount:,.2f}", f"{amount:.2f}".replace(".", ",")])
    kinds = {
        phrase: 50,
        f"{rng.randint(1, 31):02d}{mark}{rng.randint(1, 12):02d}{mark}{rng.randint(1990, 2027)}": 10,
        rng.choice(["", "EUR ", "€ ", "$", "RM ", "£"]) + price + rng.choice(["", "", " €", " %", " kg", "%"]): 15,
        " ".join(letters("0123456789", 4) for _ in range(rng.randint(1, 5))): 5,
        letters("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", rng.randint(2, 12)): 5,
        f"{word().lower()}{rng.choice('._-')}{word().lower()}@{word().lower()}{rng.choice(['.com', '.de', '.org'])}": 5,
        f"{word()}{rng.choice([':', ' :', ',', ';', '.', ' -', ' /', '!', '?'])} {word()}": 5,
        f"{word()} {rng.randint(1, 200)}{rng.choice(['', 'a', 'b'])}, {rng.randint(10000, 99999)} {word()}": 5,
    }
    return rng.choices(list(kinds), list(kinds.values()))[0]


def _drawn(text: str, rng: random.Random) -> NDArray[np.float32]:
    """(height, width) grey, cut close to the ink."""
    size, font = rng.uniform(11, 40), pymupdf.Font(rng.choice(FONTS))
    page = pymupdf.open().new_page(width=font.text_length(text, size) + size, height=size * 1.7)
    writer = pymupdf.TextWriter(page.rect)
    writer.append((size / 2, size * 1.15), text, font=font, fontsize=size)
    writer.write_text(page)
    pixmap = page.get_pixmap(alpha=False, colorspace="gray")
    grey = np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.h, pixmap.w).astype(np.float32)
    rows, columns = np.where(grey < 128)
    margin = max(2, int(0.12 * (np.ptp(rows) + 1)))
    up, down, left, right = (rng.randint(0, 2 * margin) for _ in range(4))
    return grey[
        max(0, rows.min() - up) : rows.max() + 1 + down, max(0, columns.min() - 2 * left) : columns.max() + 1 + 2 * right
    ]


def _worn(grey: NDArray[np.float32], rng: random.Random) -> Pixels:
    """Blurred, faded, noisy, black and white, or compressed; each by chance."""
    if rng.random() < 0.5:
        grey = cv2.GaussianBlur(grey, (0, 0), rng.uniform(0.3, 1.0) * grey.shape[0] / 30)
    if rng.random() < 0.5:
        grey = 255 - (255 - grey) * rng.uniform(0.35, 1) - rng.uniform(0, 40)
    if rng.random() < 0.5:
        grey = grey + np.random.default_rng(rng.randint(0, 10**6)).normal(size=grey.shape) * rng.uniform(2, 22)
    if rng.random() < 0.15:
        grey = (grey > rng.uniform(110, 200)) * 255.0
    pixels = grey.clip(0, 255).astype(np.uint8)
    if rng.random() < 0.4:
        pixels = cv2.imdecode(cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, rng.randint(25, 80)])[1], 0)
    return np.repeat(pixels[..., None], 3, axis=2)
