"""Fit the calibration of OCR confidences (models/ocr_confidence.json) on receipts with even numbers.

python scripts/train_confidence.py --data ../shared/data

The recogniser learnt on those receipts too and would be too sure there, so each is read a little damaged. It prints the
reliability of what it fitted on what it was fitted on; bench_reading.py prints it on the other receipts, as they are.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import msgspec
import numpy as np
from metrics import DATA, receipts, reliability, word_checks
from PIL import Image
from sklearn.linear_model import LogisticRegression
from train_quality import SEED, damaged

from pipeline.artefacts import models_folder
from pipeline.ocr.confidence import Calibration, evidence, probabilities
from pipeline.ocr.rapid import CONFIDENCE_MIN, RapidEngine
from pipeline.ocr.recognise import Piece, mean_confidence


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA, help="folder with receipts/img and receipts/box")
    parser.add_argument("--limit", type=int, default=0, help="receipts, spread over the set; 0 for all")
    options = parser.parse_args()
    engine, rows, right = RapidEngine(), [], []
    read: list[tuple[list[list[Piece]], str]] = []
    for number, receipt in enumerate(receipts(options.data, options.limit or None, "tune")):
        with Image.open(receipt.image_path) as image:
            worse = damaged(image.convert("RGB"), 1, np.random.default_rng([SEED, number]))
        pieces = engine.pieces(np.asarray(worse.convert("RGB")))
        read.append(([words for words in pieces if mean_confidence([words]) >= CONFIDENCE_MIN], receipt.words_text))
    for pieces, truth in read:
        proofs = np.concatenate([evidence(words) for words in pieces])
        # the row of evidence stands in for the confidence, so that each check leads back to its word
        checks = word_checks([(word.text, number) for number, word in enumerate(w for p in pieces for w in p)], truth)
        rows.extend(proofs[int(check.confidence)] for check in checks)
        right.extend(check.error == 0 for check in checks)
    fitted = LogisticRegression(C=1.0, max_iter=1000).fit(np.array(rows), np.array(right))
    weights = tuple(round(float(value), 4) for value in fitted.coef_[0])
    model = Calibration(weights=weights, bias=round(float(fitted.intercept_[0]), 4))
    (models_folder() / "ocr_confidence.json").write_bytes(msgspec.json.encode(model) + b"\n")
    checks = []
    for pieces, truth in read:
        sure = [value for words in pieces for value in probabilities(words, model)]
        checks.extend(word_checks(list(zip([w.text for p in pieces for w in p], sure, strict=True)), truth))
    print(reliability(checks))
    return 0


if __name__ == "__main__":
    sys.exit(main())
