"""Which text layers are believed, and what is recognised beside or instead of them."""

from __future__ import annotations

import io

import numpy as np
import pymupdf
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.ocr.engine import OcrLine, OcrWord
from pipeline.readers.trust import Verdict, common_pairs, verdict
from pipeline.record import Document, Record
from pipeline.stage import Deadline
from pipeline.stages.read import ReadStage

_parted = str.split
ENGLISH = _parted("the contract ends with the last day of the month unless one party gives notice in writing before that day")
GERMAN = _parted("die Rechnung ist innerhalb von vierzehn Tagen ohne Abzug auf das unten genannte Konto zu überweisen bitte")
POLISH = _parted("faktura jest płatna w ciągu czternastu dni na rachunek bankowy podany poniżej bez żadnych potrąceń proszę")
TURKISH = _parted("fatura bedeli on dört gün içinde aşağıdaki banka hesabına kesinti yapılmadan ödenmelidir lütfen dikkat")
RUSSIAN = _parted("счёт должен быть оплачен в течение четырнадцати дней на указанный ниже банковский счёт без вычетов")


def shifted(texts: list[str], by: int) -> list[str]:
    return ["".join(chr(max(33, ord(letter) - by)) for letter in text) for text in texts]


@pytest.mark.parametrize(
    ("texts", "covered", "is_invisible", "expected"),
    [
        (ENGLISH, 0.0, False, Verdict(True)),
        (GERMAN, 0.0, False, Verdict(True)),
        (POLISH, 0.0, False, Verdict(True)),
        (TURKISH, 0.0, False, Verdict(True)),
        (RUSSIAN, 0.0, False, Verdict(True)),
        (["12.50", "4711", "2026-03-12"] * 20, 0.0, False, Verdict(True)),
        (ENGLISH, 1.0, False, Verdict(True)),
        (shifted(ENGLISH, 29), 0.0, False, Verdict(False, "layer.shifted")),
        (shifted(GERMAN, 31), 0.0, False, Verdict(False, "layer.shifted")),
        (shifted(ENGLISH * 2, 3), 0.0, False, Verdict(False, "layer.shifted")),
        (["\ufffd\ufffd\ufffd", "ab"] * 20, 0.0, False, Verdict(False, "layer.unmapped")),
        (["\ufffd\ufffd", "abc"] * 20, 0.0, False, Verdict(True, "layer.partial")),
        (["\ufffd\ufffd", "abc"] * 20, 0.9, False, Verdict(False, "layer.unmapped")),
        (["\ue001", *ENGLISH, "\ue001"], 0.0, False, Verdict(True)),
        (["\ue001\ue002", *ENGLISH * 2], 0.0, False, Verdict(True, "layer.partial")),
        (["\ue001\ue002\ue003"] * 20, 0.0, False, Verdict(False, "layer.unmapped")),
        (["#%&", "()=?"] * 20, 0.0, False, Verdict(False, "layer.marks")),
        (["Page", "3"], 0.9, False, Verdict(False, "layer.thin")),
        (["Page", "3"], 0.1, False, Verdict(True)),
        (["".join(ENGLISH)] * 2, 0.0, False, Verdict(False, "layer.spacing")),
        (list("".join(ENGLISH)), 0.0, False, Verdict(False, "layer.spacing")),
        (ENGLISH, 1.0, True, Verdict(True, "layer.kept")),
        (["xq", "zvt", "tbe", "wqk", "contrnct", "fjw"] * 12, 1.0, True, Verdict(False, "layer.invisible")),
        (ENGLISH, 0.2, True, Verdict(True)),
    ],
)
def test_verdict_on_a_layer(texts: list[str], covered: float, is_invisible: bool, expected: Verdict) -> None:
    assert verdict(texts, covered, lambda: is_invisible) == expected


def test_invisible_ink_is_asked_for_only_over_scans() -> None:
    def fail() -> bool:
        raise AssertionError("asked")

    assert verdict(ENGLISH, 0.1, fail).is_trusted


def test_pairs_of_other_scripts_say_nothing() -> None:
    assert common_pairs(RUSSIAN) is None
    assert common_pairs(["short"]) is None


def test_warning_names_page_and_code_but_no_text() -> None:
    (warning,) = Verdict(False, "layer.shifted").warning(3)
    assert warning.startswith("Page 3: ")
    assert warning.endswith("[layer.shifted]")
    assert Verdict(True).warning(3) == ()


class WordsEngine:
    """Sees the same words in every picture, at fixed places (pixels), and remembers the pictures' sizes."""

    name, engines = "words", ("words 1",)

    def __init__(self, *words: tuple[str, float, float], turn: int = 0) -> None:
        self.words, self.turn, self.sizes = words, turn, list[tuple[int, int]]()

    def recognise(self, image: np.ndarray) -> list[OcrLine]:
        self.sizes.append(image.shape[1::-1])
        return [OcrLine((OcrWord(text, (x, y, x + 100, y + 30), 0.9),), self.turn) for text, x, y in self.words]


def read(data: bytes, engine: WordsEngine) -> Record:
    return ReadStage(engine=engine).run(Record(Document("", "application/pdf", len(data)), data), Deadline())


def lettered(width: int, height: int) -> bytes:
    image = Image.new("L", (width, height), 255)
    for y in range(10, height - 30, 40):
        ImageDraw.Draw(image).text((10, y), "lantern harbour meadow", fill=0, font=ImageFont.load_default(24))
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


def figure_pdf(box: tuple[float, float, float, float], *, picture: bytes | None = None) -> bytes:
    document = pymupdf.open()
    page = document.new_page(width=400, height=600)
    for number in range(6):
        page.insert_text((50, 60 + 14 * number), " ".join(ENGLISH[3 * number : 3 * number + 3]), fontsize=10)
    page.insert_image(pymupdf.Rect(box), stream=picture or lettered(600, 300), keep_proportion=False)
    data: bytes = document.tobytes()
    return data


def test_only_the_figure_is_recognised_beside_a_good_layer() -> None:
    engine = WordsEngine(("lantern", 20, 20))
    record = read(figure_pdf((50, 300, 350, 450)), engine)
    (page,) = record.pages
    assert page.source == "mixed"
    assert engine.sizes == [(pytest.approx(300 * 200 / 72, abs=2), pytest.approx(150 * 200 / 72, abs=2))]
    assert record.text.count("lantern") == 1
    assert "the contract ends" in record.text
    assert page.words.source.tolist().count(1) == 1
    place = page.words.box[page.words.source.tolist().index(1)].tolist()
    assert place == pytest.approx([50 + 20 * 0.36, 300 + 20 * 0.36, 50 + 120 * 0.36, 300 + 50 * 0.36], abs=0.6)
    assert page.ocr_confidence == pytest.approx(0.9)


def test_word_the_layer_has_is_not_added_again() -> None:
    engine = WordsEngine(("contract", 150, 150), ("lantern", 900, 1400))
    record = read(figure_pdf((0, 0, 400, 600)), engine)
    assert record.text.split().count("contract") == 1
    assert "lantern" in record.text


@pytest.mark.parametrize(
    ("box", "picture"),
    [((50, 300, 90, 320), None), ((50, 300, 350, 450), "plain")],
)
def test_logo_or_plain_area_is_not_recognised(box: tuple[float, float, float, float], picture: str | None) -> None:
    stream = io.BytesIO()
    Image.new("L", (300, 200), 190).save(stream, "PNG")
    engine = WordsEngine(("lantern", 20, 20))
    record = read(figure_pdf(box, picture=stream.getvalue() if picture else None), engine)
    assert engine.sizes == []
    assert (record.pages[0].source, record.pages[0].ocr_confidence) == ("text", None)


@pytest.mark.parametrize(("turn", "degrees"), [(0, 0), (1, 270), (2, 180), (3, 90)])
def test_page_scanned_sideways_is_turned_upright(turn: int, degrees: int) -> None:
    document = pymupdf.open()
    page = document.new_page(width=400, height=600)
    page.insert_image(page.rect, stream=lettered(400, 600), keep_proportion=False)
    record = read(document.tobytes(), WordsEngine(("lantern", 20, 20), turn=turn))
    (page,) = record.pages
    assert page.turn == degrees
    assert (page.width_pt, page.height_pt) == ((600, 400) if degrees % 180 else (400, 600))
    assert page.as_shown(tuple(page.words.box[0].tolist())) == pytest.approx((7.2, 7.2, 43.2, 18.0), abs=0.1)
