"""The parts of the OCR chain that need no network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.exceptions import ConfigError, ModelError, ModelMissingError
from pipeline.ocr.confidence import calibration, probabilities
from pipeline.ocr.detect import as_read, crop, is_blank, text_boxes
from pipeline.ocr.engine import OcrLine, OcrWord
from pipeline.ocr.head import latin, latin_recogniser
from pipeline.ocr.headless import beheaded, shifted
from pipeline.ocr.lines import rows, slope
from pipeline.ocr.orientation import is_sideways, is_upside_down, turned_back, turned_boxes
from pipeline.ocr.recognise import Piece, mean_confidence, recognise
from pipeline.ocr.registry import RECORDINGS, load_engine
from pipeline.ocr.replay import ReplayEngine, fingerprint
from pipeline.ocr.wire import field, fields, number_field

CHARACTERS = ["", "a", "b", "c", " "]
PAGE = np.full((64, 96, 3), 255, np.uint8)
PAGE[30:34, 20:70] = 0


def oriented(x0: float, y0: float, x1: float, y1: float, fall: float = 0.0) -> list[list[float]]:
    return [[x0, y0 + fall * x0], [x1, y0 + fall * x1], [x1, y1 + fall * x1], [x0, y1 + fall * x0]]


def scores_of(steps: str) -> np.ndarray:
    """One step a character: ``_`` is the blank."""
    scores = np.full((1, len(steps), len(CHARACTERS)), 0.01, np.float32)
    for step, letter in enumerate(steps):
        scores[0, step, 0 if letter == "_" else CHARACTERS.index(letter)] = 0.9
    return scores


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ("________", []),
        ("a_b_c___", ["abc"]),
        ("aab_b_cc", ["abbc"]),
        ("a_ _b_c_", ["a", "bc"]),
        ("  a_b  _", ["ab"]),
        ("a_b_c_a_______b_c_a_", ["abca", "bca"]),
    ],
)
def test_steps_become_words(steps: str, words: list[str]) -> None:
    crops = [np.zeros((48, 48 * 4, 3), np.uint8)]
    (found,) = recognise(crops, lambda batch: scores_of(steps), CHARACTERS)
    assert [piece.text for piece in found] == words
    assert all(0 <= piece.left < piece.right <= 1 for piece in found)
    assert [piece.confidence for piece in found] == pytest.approx([0.9] * len(words))


def test_crops_keep_their_order_whatever_their_width() -> None:
    seen: list[int] = []

    def network(batch: np.ndarray) -> np.ndarray:
        seen.append(len(batch))
        shown = [int((row[0] > 0).any(0).sum()) for row in batch]  # white columns: the crop's width at 48 pixels
        return np.concatenate([scores_of("a" * 4 if width < 100 else "b" * 4) for width in shown])

    crops = [np.full((48, width, 3), 255, np.uint8) for width in (300, 20, 310, 30, 320, 40, 330, 50)]
    found = recognise(crops, network, CHARACTERS)
    assert [piece.text for (piece,) in found] == ["b", "a"] * 4
    assert sum(seen) == len(crops)


def test_nothing_to_recognise_gives_nothing() -> None:
    assert recognise([], lambda batch: pytest.fail("called"), CHARACTERS) == []


def test_core_of_text_grows_to_a_box() -> None:
    def network(batch: np.ndarray) -> np.ndarray:
        heat = np.zeros((1, 1, *batch.shape[2:]), np.float32)
        heat[0, 0, 30:34, 20:70] = 0.9
        return heat

    (box,) = text_boxes(PAGE, network)
    (x0, y0), (x1, y1) = box.min(0), box.max(0)
    assert 10 < x0 < 20 < 70 < x1 < 80
    assert 24 < y0 < 30 < 34 < y1 < 40
    assert crop(PAGE, box).shape[1] > 3 * crop(PAGE, box).shape[0]


def test_lone_digit_with_a_small_core_is_found() -> None:
    def network(batch: np.ndarray) -> np.ndarray:
        heat = np.zeros((1, 1, *batch.shape[2:]), np.float32)
        heat[0, 0, 28:38, 40:46] = 0.31
        heat[0, 0, 31:35, 41:45] = 0.9
        return heat

    (box,) = text_boxes(PAGE, network)
    assert np.all(box.min(0) < (40, 28))
    assert np.all(box.max(0) > (46, 38))


@pytest.mark.parametrize(("ink", "paper", "blank"), [(255, 255, True), (246, 255, True), (235, 255, False), (60, 20, False)])
def test_only_a_page_without_ink_is_blank(ink: int, paper: int, blank: bool) -> None:
    page = np.full((200, 300, 3), paper, np.uint8)
    page[90:110, 100:103] = ink
    assert is_blank(page) is blank
    asked: list[int] = []

    def network(batch: np.ndarray) -> np.ndarray:
        asked.append(len(batch))
        return np.zeros((1, 1, *batch.shape[2:]), np.float32)

    text_boxes(page, network)
    assert bool(asked) is not blank


@pytest.mark.parametrize("level", [0.0, 0.29])
def test_faint_heat_is_no_text(level: float) -> None:
    def network(batch: np.ndarray) -> np.ndarray:
        heat = np.zeros((1, 1, *batch.shape[2:]), np.float32)
        heat[0, 0, 30:34, 20:70] = level
        return heat

    assert text_boxes(PAGE, network).shape == (0, 4, 2)


@pytest.mark.parametrize(
    ("width", "height", "begin", "shape"),
    [
        (60, 10, 0, (10, 60, 3)),
        (10, 20, 0, (20, 10, 3)),
        (10, 60, 1, (10, 60, 3)),
    ],  # level text, a lone digit, text that runs down
)
def test_corners_begin_where_the_text_does(width: int, height: int, begin: int, shape: tuple[int, int, int]) -> None:
    corners = np.array([[10, 2], [10 + width, 2], [10 + width, 2 + height], [10, 2 + height]], np.float32)
    for shuffled in (corners, corners[::-1], np.roll(corners, 2, axis=0)):
        box = as_read(shuffled)
        assert box.tolist() == np.roll(corners, -begin, axis=0).tolist()
        assert crop(PAGE, box).shape == shape


@given(st.integers(0, 3), st.lists(st.floats(0, 60), min_size=4, max_size=4))
def test_box_of_a_turned_picture_is_turned_back(turn: int, numbers: list[float]) -> None:
    (x0, x1), (y0, y1) = sorted(numbers[:2]), sorted(numbers[2:])
    box = np.array([[[x0, y0], [x1, y0], [x1, y1], [x0, y1]]], np.float32)
    (turned,) = turned_boxes(box, turn, 100, 64)
    back = turned_back((*turned.min(0).tolist(), *turned.max(0).tolist()), turn, 100, 64)
    assert back == pytest.approx((x0, y0, x1, y1), abs=0.02)


@pytest.mark.parametrize(("turn", "begin"), [(0, 0), (1, 1), (2, 0), (3, 1)])
def test_box_of_a_turned_picture_lies_on_its_text(turn: int, begin: int) -> None:
    page = np.zeros((64, 96, 3), np.uint8)
    page[10:20, 30:80] = 255
    (turned,) = turned_boxes(np.array([[[30, 10], [80, 10], [80, 20], [30, 20]]], np.float32), turn, 96, 64)
    (y0, x0, _), (y1, x1, _) = np.argwhere(np.rot90(page, turn) > 0).min(0), np.argwhere(np.rot90(page, turn) > 0).max(0) + 1
    assert turned.tolist() == np.roll([[x0, y0], [x1, y0], [x1, y1], [x0, y1]], -begin, axis=0).tolist()


@pytest.mark.parametrize(("size", "sideways"), [((80, 10), False), ((10, 80), True), ((12, 10), False)])
def test_text_that_runs_down_the_picture_is_sideways(size: tuple[int, int], sideways: bool) -> None:
    boxes = np.array([oriented(10, 10 + step, 10 + size[0], 10 + step + size[1]) for step in (0, 100)], np.float32)
    assert is_sideways(boxes) is sideways


@pytest.mark.parametrize(("other_way", "expected"), [(0.9, True), (0.62, False), (0.3, False)])
def test_picture_is_upside_down_only_when_clearly_surer_that_way(other_way: float, expected: bool) -> None:
    crops = [np.tile(np.arange(100, dtype=np.uint8)[None, :, None], (10, 1, 3))] * 12
    asked: list[int] = []

    def confidence(sample: Sequence[np.ndarray]) -> float:
        asked.append(len(sample))
        return 0.6 if sample[0][0, 0, 0] == 0 else other_way

    assert is_upside_down(crops, confidence) is expected
    assert asked == [8, 8]


def piece(text: str, confidence: float, least: float) -> Piece:
    return Piece(text, 0.0, 1.0, confidence, least)


def test_confidence_falls_with_the_letter_that_was_guessed() -> None:
    sure, guessed = piece("total", 0.99, 0.98), piece("total", 0.9, 0.45)
    high, low = (probabilities([word], calibration())[0] for word in (sure, guessed))
    assert 0 <= low < high <= 1
    assert probabilities([], calibration()) == []
    assert probabilities([piece("x", 1.0, 1.0), piece("y", 0.0, 0.0)], calibration())[0] <= 1


def test_mean_confidence_weighs_letters() -> None:
    assert mean_confidence([[piece("aaa", 1.0, 1.0)], [piece("b", 0.2, 0.2)]]) == pytest.approx(0.8)
    assert mean_confidence([]) == mean_confidence([[]]) == 0.0


def network_file(operators: tuple[str, ...]) -> bytes:
    """The least ONNX file with a product, its sum and what follows; weights of 2 by 3."""
    names = [("x", "w"), ("p", "b"), ("s",)]
    outputs = ["p", "s", "out"]
    graph = b""
    for operator, inputs, output in zip(operators, names, outputs, strict=True):
        ends = b"".join(field(1, name.encode()) for name in inputs) + field(2, output.encode())
        graph += field(1, ends + field(4, operator.encode()))
    for name, array in (("w", np.arange(6, dtype="<f4").reshape(2, 3)), ("b", np.ones(3, "<f4"))):
        shape = b"".join(number_field(1, size) for size in array.shape)
        graph += field(5, shape + number_field(2, 1) + field(8, name.encode()) + field(9, array.tobytes()))
    graph += field(12, field(1, b"out"))
    return number_field(1, 10) + field(7, graph) + field(14, field(1, b"character") + field(2, b"a"))


def test_last_layer_is_cut_off() -> None:
    cut = beheaded(network_file(("MatMul", "Add", "Softmax")))
    assert cut.characters == ("", "a", " ")
    assert cut.output == "x"
    assert cut.weights.tolist() == [[0, 1, 2], [3, 4, 5]]
    assert cut.bias.tolist() == [1, 1, 1]
    assert b"MatMul" not in cut.model
    assert b"out" not in cut.model


@pytest.mark.parametrize("operators", [("MatMul", "Add", "Relu"), ("MatMul", "Mul", "Softmax"), ("Gemm", "Add", "Softmax")])
def test_network_with_another_end_is_refused(operators: tuple[str, ...]) -> None:
    with pytest.raises(ModelError):
        beheaded(network_file(operators))


@pytest.mark.parametrize("message", [b"\xff", b"\x3a\x80", b"\x08"])
def test_broken_network_file_is_refused(message: bytes) -> None:
    with pytest.raises(ModelError):
        list(fields(message))


@given(st.integers(0, 2**40), st.binary(max_size=300))
def test_fields_are_read_as_written(number: int, data: bytes) -> None:
    message = number_field(3, number) + field(14, data)
    assert [(place, value) for place, _, value, _ in fields(message)] == [(3, number), (14, data)]
    assert b"".join(raw for *_, raw in fields(message)) == message


def test_shifted_network_has_its_tensors_moved_and_no_other() -> None:
    cut = beheaded(network_file(("MatMul", "Add", "Softmax")))
    kept = field(5, number_field(1, 2) + number_field(2, 1) + field(8, b"scale") + field(9, np.array([1, 2], "<f4").tobytes()))
    (graph,) = (value for number, _, value, _ in fields(cut.model) if number == 7)
    cut = replace(cut, model=field(7, graph + kept))
    moved = shifted(cut, {"scale": np.array([0.5, -1], np.float32)})
    assert np.array([1.5, 1], "<f4").tobytes() in moved.model
    assert shifted(cut, {}).model == cut.model
    for wrong in ({"other": np.zeros(2, np.float32)}, {"scale": np.zeros(3, np.float32)}):
        with pytest.raises(ModelError):
            shifted(cut, wrong)


def test_layers_for_other_weights_are_refused(tmp_path: Path) -> None:
    np.savez(tmp_path / "head.npz", weights=np.zeros((2, 99), np.float32))
    with pytest.raises(ModelError):
        latin_recogniser(beheaded(network_file(("MatMul", "Add", "Softmax"))), tmp_path / "head.npz")


def test_latin_alphabet_leaves_out_other_scripts() -> None:
    characters = ["", "A", "ß", "ğ", "Ș", "€", "7", "发", "Ж", "Α", "ſ", " "]
    assert [characters[index] for index in latin(characters)] == ["", "A", "ß", "ğ", "Ș", "€", "7", " "]


def test_words_of_a_row_are_one_line_from_left_to_right() -> None:
    boxes = [(200.0, 12.0, 260.0, 30.0), (10.0, 10.0, 80.0, 30.0), (10.0, 40.0, 80.0, 60.0), (100.0, 38.0, 150.0, 58.0)]
    assert rows(boxes) == [[1, 0], [2, 3]]


def test_overlapping_lines_are_not_joined() -> None:
    assert rows([(10.0, 10.0, 200.0, 32.0), (12.0, 20.0, 190.0, 42.0)]) == [[0], [1]]


@pytest.mark.parametrize("fall", [-0.06, 0.0, 0.06])
def test_leaning_page_is_read_level(fall: float) -> None:
    places = [(x, y) for y in (100, 130, 160) for x in (20, 300, 600)]
    boxes = np.array([oriented(x, y, x + 200, y + 20, fall) for x, y in places], np.float32)
    around = [(*box.min(0).tolist(), *box.max(0).tolist()) for box in boxes]
    assert slope(boxes) == pytest.approx(fall, abs=1e-3)
    assert rows(around, slope(boxes)) == [[0, 1, 2], [3, 4, 5], [6, 7, 8]]


def test_slope_of_nothing_level_is_none() -> None:
    assert slope(np.array([[[0, 0], [5, 0], [5, 50], [0, 50]]], np.float32)[:0]) == 0.0
    assert rows([]) == []


class CountingEngine:
    name = "counting"
    engines = ("counting 1",)

    def __init__(self) -> None:
        self.calls = 0

    def recognise(self, image: np.ndarray) -> list[OcrLine]:
        self.calls += 1
        return [OcrLine((OcrWord("héllo", (1.0, 2.0, 3.5, 4.25), 0.5),))]


def test_recording_is_replayed_without_the_engine(tmp_path: Path) -> None:
    engine = CountingEngine()
    recorder = ReplayEngine(tmp_path / "new", record=engine)
    assert recorder.recognise(PAGE) == recorder.recognise(PAGE) == ReplayEngine(tmp_path / "new").recognise(PAGE)
    assert engine.calls == 1
    assert [file.name for file in (tmp_path / "new").iterdir()] == [f"{fingerprint(PAGE)}.json"]


def test_missing_recording_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelMissingError) as caught:
        ReplayEngine(tmp_path).recognise(PAGE)
    assert fingerprint(PAGE) in str(caught.value)
    assert "Record it again" in caught.value.remedy


def test_other_recordings_are_another_engine(tmp_path: Path) -> None:
    before = ReplayEngine(tmp_path).engines
    ReplayEngine(tmp_path, record=CountingEngine()).recognise(PAGE)
    assert ReplayEngine(tmp_path).engines != before
    assert ReplayEngine(tmp_path, record=CountingEngine()).engines == ("counting", "counting 1")


def test_fingerprint_tells_shapes_apart() -> None:
    assert fingerprint(PAGE) != fingerprint(PAGE.reshape(96, 64, 3))


def test_engine_is_loaded_once_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_engine("rapidocr") is load_engine("rapidocr")
    with pytest.raises(ConfigError):
        load_engine("tesseract")
    with pytest.raises(ConfigError):
        load_engine("replay")
    monkeypatch.setenv(RECORDINGS, str(tmp_path))
    assert load_engine("replay").name == "replay"
