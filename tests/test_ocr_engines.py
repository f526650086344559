"""Real engines with real weights on small pictures drawn here. Sockets are blocked, as everywhere in this suite."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec

import numpy as np
import pymupdf
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.artefacts import manifest, verified
from pipeline.ocr import networks
from pipeline.ocr.easy import EasyEngine
from pipeline.ocr.engine import OcrEngine, OcrLine
from pipeline.ocr.rapid import RapidEngine

ROWS = ["Invoice 20418", "Total amount 129.50", "Thank you"]


def drawn(rows: list[str], size: int = 28) -> tuple[np.ndarray, list[tuple[float, ...]]]:
    """A page with a row every 60 pixels, and the box of each row's ink."""
    image = Image.new("RGB", (520, 60 * len(rows) + 20), "white")
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(size)
    boxes = []
    for number, row in enumerate(rows):
        draw.text((30, 20 + 60 * number), row, fill="black", font=font)
        boxes.append(draw.textbbox((30, 20 + 60 * number), row, font=font))
    return np.asarray(image), boxes


@pytest.fixture(scope="module")
def rapid() -> RapidEngine:
    return RapidEngine()


def check_reading(engine: OcrEngine) -> None:
    image, boxes = drawn(ROWS)
    lines = engine.recognise(image)
    assert [line.text for line in lines] == ROWS
    for line, (x0, y0, x1, y1) in zip(lines, boxes, strict=True):
        assert all(0.5 < word.confidence <= 1 for word in line.words)
        assert line.words[0].box[0] == pytest.approx(x0, abs=10)
        assert line.words[-1].box[2] == pytest.approx(x1, abs=10)
        assert all(word.box[1] < (y0 + y1) / 2 < word.box[3] for word in line.words)
        assert all(left.box[2] <= right.box[0] + 6 for left, right in zip(line.words, line.words[1:], strict=False))


def test_rapidocr_reads_words_with_their_places(rapid: RapidEngine) -> None:
    check_reading(rapid)


def test_rapidocr_reads_letters_of_european_languages(rapid: RapidEngine) -> None:
    page = pymupdf.open().new_page(width=300, height=120)  # its fonts have letters that Pillow's own lacks
    writer, font = pymupdf.TextWriter(page.rect), pymupdf.Font("helv")
    writer.append((20, 40), "Größe naïve señor", font=font, fontsize=18)
    writer.append((20, 90), "ışık çağ güneş", font=font, fontsize=18)
    writer.write_text(page)
    pixmap = page.get_pixmap(dpi=144, alpha=False)
    image = np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.width, 3)
    assert [line.text for line in rapid.recognise(image)] == ["Größe naïve señor", "ışık çağ güneş"]


@pytest.mark.parametrize("shape", [(200, 200, 3), (1, 1, 3), (3, 900, 3), (40, 8, 3)])
def test_rapidocr_finds_nothing_on_blank_paper(rapid: RapidEngine, shape: tuple[int, int, int]) -> None:
    assert rapid.recognise(np.full(shape, 255, np.uint8)) == []


def test_rapidocr_gives_the_same_from_many_threads(rapid: RapidEngine) -> None:
    images = [drawn(ROWS[:count])[0] for count in (1, 2, 3)]
    alone = [rapid.recognise(image) for image in images]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(rapid.recognise, images * 4))
    assert together == alone * 4


def test_rapidocr_reads_other_scripts_with_all_characters(rapid: RapidEngine) -> None:
    page = pymupdf.open().new_page(width=300, height=90)
    page.insert_text((20, 50), "发票号码 20418", fontname="china-s", fontsize=24)
    pixmap = page.get_pixmap(dpi=144, alpha=False)
    image = np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.width, 3)
    read = " ".join(line.text for line in RapidEngine("all").recognise(image))
    assert read.replace(" ", "") == "发票号码20418"
    assert not any("\u4e00" <= letter <= "\u9fff" for line in rapid.recognise(image) for letter in line.text)


@pytest.mark.parametrize("turn", [0, 1, 2, 3])
def test_rapidocr_reads_pages_that_lie_on_any_side(rapid: RapidEngine, turn: int) -> None:
    image, boxes = drawn(ROWS)
    lines = rapid.recognise(np.rot90(image, turn))
    assert [line.text for line in lines] == ROWS
    assert [line.turn for line in lines] == [-turn % 4] * len(ROWS)
    width, height = image.shape[1::-1]
    for line, (x0, y0, x1, y1) in zip(lines, boxes, strict=True):
        corners = [(x0, y0), (y0, width - x1), (width - x1, height - y1), (height - y1, x0)]
        assert min(word.box[0] for word in line.words) == pytest.approx(corners[turn][0], abs=10)
        assert min(word.box[1] for word in line.words) == pytest.approx(corners[turn][1], abs=10)


def test_rapidocr_reads_lone_digits_and_text_that_runs_up(rapid: RapidEngine) -> None:
    image, _ = drawn(["1     Coffee     4.20", "7     Cake     3.10", "2     Tea     2.90"])
    beside = np.full((image.shape[0], 60, 3), 255, np.uint8)
    upwards = np.rot90(drawn(["Table four"])[0][:60, :190], 1)
    beside[: len(upwards)] = upwards
    words = [word.text for line in rapid.recognise(np.hstack([image, beside])) for word in line.words]
    assert {"1", "7", "2", "Coffee", "4.20", "Table", "four"} <= set(words)


def test_rapidocr_reads_on_onnxruntime_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(networks, "find_spec", lambda name: None)
    engine = RapidEngine()
    assert engine.engines[0].startswith("onnxruntime ")
    check_reading(engine)


def test_engine_is_known_by_its_runtime_and_weights(rapid: RapidEngine) -> None:
    assert rapid.engines[0].startswith(networks.runtime())
    names = ("ocr-detector", "ocr-recogniser", "ocr-head", "ocr-confidence")
    assert rapid.engines[1:] == ("latin", *(manifest()[name].sha256 for name in names))
    assert RapidEngine("all").engines != rapid.engines


@pytest.mark.parametrize("name", ["ocr-detector", "ocr-recogniser", "ocr-head", "ocr-confidence", "language"])
def test_weights_are_those_of_the_manifest(name: str) -> None:
    assert verified(name).is_file()


@pytest.mark.slow
@pytest.mark.easyocr
@pytest.mark.filterwarnings("ignore:'pin_memory' argument is set as true:UserWarning")  # EasyOCR asks for it without a GPU
def test_easyocr_reads_words_with_their_places() -> None:
    if find_spec("easyocr") is None:
        pytest.skip("the extra easyocr is not installed")
    engine = EasyEngine()
    check_reading(engine)
    assert engine.recognise(np.full((60, 200, 3), 255, np.uint8)) == []
    assert engine.engines[0].startswith("easyocr ")


def test_line_is_its_words_joined() -> None:
    assert OcrLine(()).text == ""
