"""Fit the score of recognised pages: signals of the OCR against the true word F1, on receipts damaged in several ways.

    python scripts/train_quality.py [--data ../shared/data] [--samples FILE] [--count N] [--seconds S]

Recognised pages are kept in the samples file (JSON lines), so that a run can be cut into several. The figures are from a
cross-validation by receipt. Prints the constants for ``pipeline/quality/weights.py``; the expected error there is the
cross-validated mean absolute one.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
import time
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

import numpy as np
from metrics import DATA, receipts, word_f1
from numpy.typing import NDArray
from PIL import Image, ImageFilter
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import Ridge
from sklearn.model_selection import GroupKFold

from pipeline.quality.score import FEATURES, features
from pipeline.quality.signals import OcrSignals, ocr_signals
from pipeline.record import Document, Record
from pipeline.stage import Deadline

SEED = 7
LEVELS = 5  # 0 is the scan as it is
KNOTS = 9


def damaged(image: Image.Image, level: int, rng: np.random.Generator) -> Image.Image:
    """A scan made smaller, and blurred, noisy, faded or compressed, the more the higher the level."""
    if level == 0:
        return image
    scale = min(1.0, [1, 0.75, 0.55, 0.42, 0.33][level] * rng.uniform(0.9, 1.1) * max(1.0, 600 / image.width))
    small = image.convert("RGB").resize(
        (max(60, int(image.width * scale)), max(60, int(image.height * scale))), Image.Resampling.BOX
    )
    kind = int(rng.integers(0, 4))
    if kind == 0:
        return small.filter(ImageFilter.GaussianBlur(0.5 + 0.35 * level))
    if kind == 1:
        return noisy(small, 8 * level + 6, 1.0, rng)
    if kind == 2:
        buffer = io.BytesIO()
        small.save(buffer, "JPEG", quality=45 - 9 * level)
        return Image.open(buffer)
    return noisy(small.filter(ImageFilter.GaussianBlur(0.3 + 0.2 * level)), 5 * level, 0.6, rng)


def noisy(image: Image.Image, sigma: float, contrast: float, rng: np.random.Generator) -> Image.Image:
    """With Gaussian noise, and less contrast around grey."""
    pixels = np.asarray(image, np.float32)
    pixels = 100 + (pixels - 100) * contrast + rng.normal(0, sigma, pixels.shape)
    return Image.fromarray(pixels.clip(0, 255).astype(np.uint8))


def collect(data: Path, file: Path, count: int, seconds: float) -> None:
    """Recognise damaged receipts until the file holds enough of them, or the time is over."""
    from pipeline.stages.read import ReadStage

    stage, began = ReadStage(), time.monotonic()
    found = receipts(data)
    done = sum(1 for _ in file.open()) if file.is_file() else 0
    with file.open("a") as out:
        for number in range(done, count):
            if time.monotonic() - began > seconds:
                break
            receipt = found[(number * 7) % len(found)]
            rng = np.random.default_rng([SEED, number])
            level = int(rng.integers(0, LEVELS))
            buffer = io.BytesIO()
            with Image.open(receipt.image_path) as image:
                damaged(image, level, rng).convert("RGB").save(buffer, "PNG", compress_level=1)
            document = Document(sha256(buffer.getvalue()).hexdigest(), "image/png", buffer.tell())
            record = stage.run(Record(document, source=buffer.getvalue()), Deadline())
            signals = [ocr_signals(record, page) for page in record.pages]
            if signals and signals[0] is not None:
                f1 = word_f1(record.text, receipt.words_text)
                row = {"name": receipt.image_path.stem, "level": level, "f1": f1, **asdict(signals[0])}
                out.write(json.dumps(row) + "\n")
            else:
                out.write(json.dumps({"name": receipt.image_path.stem, "level": level, "f1": 0.0}) + "\n")


def fit(
    table: NDArray[np.float64], target: NDArray[np.float64]
) -> tuple[NDArray[np.float64], float, NDArray[np.float64], NDArray[np.float64]]:
    """A linear model and a monotone curve over it.

    Args:
        table: (n, f) features.
        target: (n,) true word F1.

    Returns:
        Coefficients (f,), intercept, and the curve's knots: (k,) raw and (k,) calibrated scores.
    """
    linear = Ridge(alpha=1.0, positive=True).fit(table, target)
    raw = linear.predict(table)
    curve = IsotonicRegression(out_of_bounds="clip").fit(raw, target)
    knots = np.unique(np.quantile(raw, np.linspace(0.02, 0.98, KNOTS)).round(4))
    # Smoothed over neighbours: a step of isotonic regression between two knots would be noise.
    values = np.array([curve.predict(raw[np.argsort(abs(raw - knot))[: max(8, len(raw) // KNOTS)]]).mean() for knot in knots])
    return linear.coef_, float(linear.intercept_), knots, np.maximum.accumulate(values)


def predict(
    table: NDArray[np.float64], model: tuple[NDArray[np.float64], float, NDArray[np.float64], NDArray[np.float64]]
) -> NDArray[np.float64]:
    """Scores of a table under a model."""
    coefficients, intercept, knots, values = model
    return np.interp(table @ coefficients + intercept, knots, values).round(2)


def figures(title: str, score: NDArray[np.float64], truth: NDArray[np.float64]) -> None:
    """Mean absolute error, grade agreement and A-precision."""
    cuts = np.array([0.5, 0.75, 0.9])
    grades, wanted = np.searchsorted(cuts, score.round(2), "right"), np.searchsorted(cuts, truth.round(2), "right")
    best = grades == 3
    precision = float((wanted[best] == 3).mean()) if best.any() else float("nan")
    sys.stdout.write(
        f"{title:28} MAE {abs(score - truth).mean():.3f}  grade agreement {(grades == wanted).mean():.3f}  "
        f"A-precision {precision:.3f}  A share {best.mean():.2f}\n"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--samples", type=Path, default=Path("quality_samples.jsonl"))
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seconds", type=float, default=150)
    arguments = parser.parse_args()
    if not arguments.data.is_dir() and not arguments.samples.is_file():
        sys.stdout.write(f"No data at {arguments.data}: nothing to fit. Give its folder with --data.\n")
        return 0
    collect(arguments.data, arguments.samples, arguments.count, arguments.seconds)
    rows = [json.loads(line) for line in arguments.samples.open()]
    rows = [row for row in rows if "mean" in row]
    signals = [OcrSignals(**{name: row[name] for name in OcrSignals.__slots__}) for row in rows]
    table = np.array([features(one) for one in signals])
    truth = np.array([row["f1"] for row in rows])
    groups = np.array([row["name"] for row in rows])
    held_out = np.zeros(len(rows))
    for train, test in GroupKFold(5).split(table, truth, groups):
        held_out[test] = predict(table[test], fit(table[train], truth[train]))
    sys.stdout.write(f"{len(rows)} pages, mean F1 {truth.mean():.3f}\n")
    figures("mean OCR confidence", np.array([one.mean for one in signals]), truth)
    figures("this score, cross-validated", held_out, truth)
    coefficients, intercept, knots, values = fit(table, truth)
    sys.stdout.write(
        f"COEFFICIENTS = {dict(zip(FEATURES, coefficients.round(4).tolist(), strict=True))}\nINTERCEPT = {intercept:.4f}\n"
    )
    sys.stdout.write(f"CURVE = {[(float(one), round(float(two), 4)) for one, two in zip(knots, values, strict=True)]}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
