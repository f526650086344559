"""Pictures of lines to train the OCR on: letters in many fonts or as dots, and what printers, scanners and time do to them."""

from __future__ import annotations

import io
import random
from functools import cache

import cv2
import numpy as np
import pymupdf
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

MONO = ("cour", "cobo", "fimo", "fimbo", "cascadia", "cascadiab", "spacemo", "spacembo", "ubuntm", "ubuntmbo")
SANS = (
    "helv",
    "hebo",
    "heit",
    "tiro",
    "tibo",
    "tiit",
    "figo",
    "figbo",
    "figit",
    "ubuntu",
    "ubuntubo",
    "notos",
    "notosbo",
    "notosit",
)
_DOTS, _MONO = 0.14, 0.4  # share of lines as a dot-matrix printer sets them; of those in letters of one width

Grey = NDArray[np.float32]  # (height, width), 0 to 255
Pixels = NDArray[np.uint8]  # (height, width, 3)


@cache
def font(name: str) -> pymupdf.Font:
    """A font of MuPDF or of the package pymupdf-fonts."""
    return pymupdf.Font(name)


def drawn(text: str, rng: random.Random) -> Grey | None:
    """Black on white, cut close to the ink; None where the font lacks a letter."""
    name, dots = rng.choice(MONO if rng.random() < _MONO else SANS), rng.random() < _DOTS
    if not all(letter == " " or font(name).has_glyph(ord(letter)) for letter in text):
        return None
    size = rng.randint(10, 14) if dots else rng.randint(11, 40)
    grey = _cut(_set(text, ImageFont.truetype(io.BytesIO(font(name).buffer), size), size, rng), size, rng)
    return _as_dots(grey, rng) if dots else grey


def _set(text: str, face: ImageFont.FreeTypeFont, size: int, rng: random.Random) -> Grey:
    """Letters in a row, now and then set apart; words as far from each other as printers put them."""
    apart, space = rng.choice([0, 0, 0, rng.uniform(-0.04, 0.14)]) * size, rng.choice([1, 1, rng.uniform(0.75, 2.6)])
    steps = [face.getlength(letter) * (space if letter == " " else 1) + apart for letter in text]
    image = Image.new("L", (int(max(sum(steps), face.getlength(text)) + size) + 1, 2 * size), 255)
    draw, across = ImageDraw.Draw(image), size / 2
    if apart or space != 1:
        for letter, step in zip(text, steps, strict=True):
            draw.text((across, 1.4 * size), letter, 0, face, anchor="ls")
            across += step
    else:
        draw.text((across, 1.4 * size), text, 0, face, anchor="ls")
    return np.asarray(image, np.float32)


def _cut(grey: Grey, size: int, rng: random.Random) -> Grey:
    rows, columns = np.where(grey < 128) if (grey < 128).any() else np.where(grey < 250)
    margin = max(2, int(0.12 * (np.ptp(rows) + 1)))
    up, down, left, right = (rng.randint(0, 2 * margin) for _ in range(4))
    if np.ptp(rows) < 0.5 * size:  # a line of small letters or marks is cut as high as any
        up, down = up + int(0.3 * size), down + int(0.1 * size)
    return grey[
        max(0, rows.min() - up) : rows.max() + 1 + down, max(0, columns.min() - 2 * left) : columns.max() + 1 + 2 * right
    ]


def _as_dots(grey: Grey, rng: random.Random) -> Grey:
    cell, chance = rng.randint(3, 5), np.random.default_rng(rng.randint(0, 10**6))
    on = (grey < rng.uniform(110, 170)) & (chance.random(grey.shape) > rng.choice([0, 0.04, 0.1]))
    down, across = np.mgrid[:cell, :cell] - (cell - 1) / 2
    dot = down**2 + across**2 <= (cell * rng.uniform(0.38, 0.55)) ** 2
    return cv2.GaussianBlur((255 - 255 * np.kron(on, dot)).astype(np.float32), (0, 0), rng.uniform(0.4, 1.2))


def worn(grey: Grey, rng: random.Random) -> Pixels:
    """A drawn line as it comes out of printer, wallet and scanner; each change by chance."""
    chance = np.random.default_rng(rng.randint(0, 10**9))
    if rng.random() < 0.35:
        grey = cv2.resize(grey, (max(6, int(grey.shape[1] * rng.uniform(0.7, 1.3))), grey.shape[0]))
    if rng.random() < 0.35:
        grey = _coarse(grey, min(1.0, rng.uniform(10, 22) / grey.shape[0]))
    for change, share in ((_broken, 0.15), (_thick_or_thin, 0.1), (_ruled, 0.1), (_faded, 0.1), (_leaning, 0.3)):
        if rng.random() < share:
            grey = change(grey, rng)
    if rng.random() < 0.5:
        grey = cv2.GaussianBlur(grey, (0, 0), rng.uniform(0.3, 1.0) * grey.shape[0] / 30)
    if rng.random() < 0.5:
        grey = 255 - (255 - grey) * rng.uniform(0.35, 1) - rng.uniform(0, 40)
    if rng.random() < 0.5:
        grey = grey + chance.normal(size=grey.shape) * rng.uniform(2, 22)
    if rng.random() < 0.15:
        grey = np.where(grey > rng.uniform(110, 200), 255, 0)
    if rng.random() < 0.05:
        grey = 255 - grey
    return _compressed(np.repeat(grey.clip(0, 255).astype(np.uint8)[..., None], 3, axis=2), 0.4, rng)


def worn_again(pixels: Pixels, rng: random.Random) -> Pixels:
    """A scanned line, scanned a little worse; each change by chance."""
    seen = pixels.astype(np.float32)
    if rng.random() < 0.4:
        seen = _coarse(seen, rng.uniform(0.45, 0.9))
    if rng.random() < 0.3:
        seen = cv2.resize(seen, (max(4, int(seen.shape[1] * rng.uniform(0.82, 1.2))), seen.shape[0]))
    if rng.random() < 0.4:
        seen = 255 * (seen / 255).clip(0, 1) ** rng.uniform(0.6, 1.7)
    if rng.random() < 0.4:
        seen = (seen - 128) * rng.uniform(0.55, 1.3) + 128 + rng.uniform(-30, 30)
    if rng.random() < 0.3:
        seen = cv2.GaussianBlur(seen, (0, 0), rng.uniform(0.4, 1.1) * seen.shape[0] / 32)
    if rng.random() < 0.4:
        chance = np.random.default_rng(rng.randint(0, 10**6))
        seen = seen + chance.normal(size=seen.shape[:2])[..., None] * rng.uniform(2, 16)
    return _compressed(seen.clip(0, 255).astype(np.uint8), 0.3, rng)


def _coarse(seen: Grey, scale: float) -> Grey:
    height, width = seen.shape[:2]
    small = cv2.resize(seen, (max(4, int(width * scale)), max(6, int(height * scale))), interpolation=cv2.INTER_AREA)
    return cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC)


def _broken(grey: Grey, rng: random.Random) -> Grey:
    height, width = grey.shape
    chance = np.random.default_rng(rng.randint(0, 10**6))
    holes = cv2.resize(chance.random((max(2, height // 4), max(2, width // 4))).astype(np.float32), (width, height))
    return np.where(holes > rng.uniform(0.62, 0.85), np.float32(255), grey)


def _thick_or_thin(grey: Grey, rng: random.Random) -> Grey:
    return (cv2.dilate if rng.random() < 0.5 else cv2.erode)(grey, np.ones((2, 2), np.uint8))


def _ruled(grey: Grey, rng: random.Random) -> Grey:
    away = rng.randint(0, grey.shape[0] // 10)
    row = rng.choice([away, grey.shape[0] - 1 - away])
    ruled = grey.copy()
    ruled[row : row + rng.randint(1, 2)] = rng.uniform(0, 120)
    return ruled


def _faded(grey: Grey, rng: random.Random) -> Grey:
    width = grey.shape[1]
    away = (np.arange(width) - rng.uniform(0, width)) / (width * rng.uniform(0.1, 0.4))
    return (255 - (255 - grey) * (1 - rng.uniform(0.3, 0.7) * np.exp(-(away**2)))).astype(np.float32)


def _leaning(grey: Grey, rng: random.Random) -> Grey:
    height, width = grey.shape
    fall = rng.uniform(-1, 1) * min(0.03, 0.15 * height / width)
    matrix = np.array([[1, rng.uniform(-0.2, 0.2), 0], [fall, 1, -fall * width / 2]], np.float32)
    return cv2.warpAffine(grey, matrix, (width, height), borderValue=(255,))


def _compressed(pixels: Pixels, share: float, rng: random.Random) -> Pixels:
    if rng.random() >= share:
        return np.ascontiguousarray(pixels)
    data = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, rng.randint(25, 80)])[1]
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8)
