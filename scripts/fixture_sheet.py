"""Paper for the fixtures: draw text on pages, remember what was written, and scan the result."""

from __future__ import annotations

import io
from functools import cache

import numpy as np
import pymupdf
from PIL import Image, ImageFilter

INK, NAVY, GREY = (0.1, 0.1, 0.12), (0.09, 0.2, 0.38), (0.42, 0.44, 0.47)
A4 = (595.0, 842.0)


@cache
def font(name: str) -> pymupdf.Font:
    """One of the base-14 fonts that PyMuPDF carries, so that no system font is needed."""
    return pymupdf.Font(name)


class Sheet:
    """A PDF under construction that knows its own text: what a perfect reader would find.

    Attributes:
        lines: for each page, every string written on it, in the order it was written.
    """

    def __init__(self, size: tuple[float, float] = A4) -> None:
        self.size = size
        self.document = pymupdf.open()
        self.lines: list[list[str]] = []

    def page(self) -> None:
        """Begin a page."""
        self.document.new_page(width=self.size[0], height=self.size[1])
        self.lines.append([])

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float = 9.5,
        face: str = "helv",
        align: str = "left",
        color: tuple[float, float, float] = INK,
    ) -> None:
        """Write one line: ``y`` is its base line; ``x`` its left end, right end or middle, in points."""
        width = font(face).text_length(text, size)
        x -= {"left": 0, "right": width, "center": width / 2}[align]
        page = self.document[-1]
        writer = pymupdf.TextWriter(page.rect, color=color)
        writer.append((x, y), text, font=font(face), fontsize=size)
        writer.write_text(page)
        self.lines[-1].append(text)

    def block(self, x: float, y: float, lines: tuple[str, ...], lead: float = 13, **style: object) -> float:
        """Write lines under one another; the base line after the last."""
        for line in lines:
            self.text(x, y, line, **style)  # type: ignore[arg-type]
            y += lead
        return y

    def paragraph(self, x: float, y: float, text: str, width: float, size: float = 10, face: str = "helv") -> float:
        """Write a paragraph broken at ``width``; the base line after it."""
        line = ""
        for word in text.split():
            longer = f"{line} {word}".strip()
            if font(face).text_length(longer, size) > width:
                self.text(x, y, line, size, face)
                y, line = y + size * 1.42, word
            else:
                line = longer
        self.text(x, y, line, size, face)
        return y + size * 2.0

    def rule(self, x0: float, y: float, x1: float, width: float = 0.6, color: tuple[float, float, float] = GREY) -> None:
        """Draw a horizontal line."""
        self.document[-1].draw_line((x0, y), (x1, y), color=color, width=width)

    def band(self, box: tuple[float, float, float, float], color: tuple[float, float, float]) -> None:
        """Fill a rectangle."""
        self.document[-1].draw_rect(box, color=None, fill=color)

    def table(self, y: float, columns: tuple[tuple[float, str], ...], rows: list[tuple[str, ...]], lead: float = 21) -> float:
        """Draw a table with a filled head; columns are (x, align), the first row is the head. The y below it."""
        left, right = 56.0, self.size[0] - 56
        self.band((left, y - 14, right, y + 6), NAVY)
        for number, row in enumerate(rows):
            for (x, align), cell in zip(columns, row, strict=True):
                style = {"face": "hebo", "color": (1, 1, 1)} if number == 0 else {}
                self.text(x, y, cell, 9, align=align, **style)  # type: ignore[arg-type]
            if number:
                self.rule(left, y + 6.5, right, 0.4, (0.8, 0.82, 0.85))
            y += lead
        return y

    def append_picture(self, picture: bytes, lines: list[str]) -> None:
        """Add a page that is one picture, with the text that stands in it."""
        self.page()
        self.document[-1].insert_image(self.document[-1].rect, stream=picture)
        self.lines[-1] = lines

    def pdf(self, title: str = "", **options: object) -> bytes:
        """The file: fonts cut to the letters used, no date and no random id, so that equal pages give equal bytes."""
        self.document.subset_fonts()
        self.document.set_metadata({"title": title, "producer": "", "creator": ""})
        return bytes(self.document.tobytes(garbage=4, deflate=True, no_new_id=True, **options))

    def picture(self, index: int = 0, dpi: int = 200) -> Image.Image:
        """A page as a grey picture."""
        pixels = self.document[index].get_pixmap(dpi=dpi, colorspace=pymupdf.csGRAY)
        return Image.frombytes("L", (pixels.width, pixels.height), pixels.samples)


def scan(picture: Image.Image, angle: float, noise: float, seed: int) -> Image.Image:
    """What an office scanner makes of a page: a little skewed, a little soft, unevenly lit, with grain.

    Args:
        angle: degrees, counter-clockwise.
        noise: standard deviation of the grain, in grey levels.
        seed: of the grain.
    """
    turned = picture.rotate(angle, Image.Resampling.BICUBIC, fillcolor=252).filter(ImageFilter.GaussianBlur(0.6))
    grey = np.asarray(turned, np.float32)
    height, width = grey.shape
    light = 1 - 0.05 * np.linspace(0, 1, width)[None, :] - 0.02 * np.linspace(0, 1, height)[:, None]
    grain = np.random.default_rng(seed).normal(0, noise, grey.shape)
    return Image.fromarray(np.clip(14 + grey * 0.93 * light + grain, 0, 255).astype("u1"))


def encoded(picture: Image.Image, kind: str, **options: object) -> bytes:
    """The picture as a file of this kind."""
    stream = io.BytesIO()
    picture.save(stream, kind, **options)  # type: ignore[arg-type]
    return stream.getvalue()
