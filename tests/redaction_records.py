"""Small documents with personal data, and the records our chain makes of them."""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np
import pymupdf
from PIL import Image, ImageDraw, ImageFont

from pipeline.ocr.engine import OcrLine
from pipeline.record import Document, Record
from pipeline.stage import Deadline
from pipeline.stages.pii import PIIOptions, PIIStage
from pipeline.stages.read import ReadStage

MAIL, PHONE = "anna.kowalska@example.org", "+49 30 1234567"


class NoEngine:
    """An OCR engine that reads nothing: for documents whose text layer says it all."""

    name = "none"
    engines: tuple[str, ...] = ()

    def recognise(self, image: Any) -> list[OcrLine]:
        return []


def record_of(source: bytes, media_type: str) -> Record:
    """The document, read and searched by rules alone."""
    record = Record(Document(hashlib.sha256(source).hexdigest(), media_type, len(source)), source=source)
    return PIIStage(PIIOptions(ner=False)).run(ReadStage().run(record, Deadline()), Deadline())


def text_pdf(face: str, rotation: int) -> bytes:
    """One page with an e-mail address and a phone number in the middle of lines."""
    document = pymupdf.open()
    page = document.new_page(width=420, height=300)
    page.insert_text((30, 50), f"before {MAIL} after it", fontname=face, fontsize=11)
    page.insert_text((30, 80), f"Tel. {PHONE} from nine to five", fontname=face, fontsize=11)
    page.set_rotation(rotation)
    return bytes(document.tobytes(no_new_id=True))


def picture() -> Image.Image:
    """A small scan: an e-mail address and a phone number, 150 dots an inch."""
    image = Image.new("L", (720, 240), 245)
    font = ImageFont.load_default(size=26)
    draw = ImageDraw.Draw(image)
    draw.text((30, 40), f"Please write to {MAIL} today", fill=20, font=font)
    draw.text((30, 120), f"or call Tel. {PHONE} any time", fill=20, font=font)
    grain = np.random.default_rng(3).normal(0, 3, (240, 720))
    return Image.fromarray(np.clip(np.asarray(image, np.float32) + grain, 0, 255).astype(np.uint8))
