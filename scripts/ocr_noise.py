"""What the OCR of this project misreads on damaged scans: where the noise of scripts/pii_testset.py is taken from.

    python scripts/ocr_noise.py [--pages 6] [--seed 1]

Texts of the dev part are set in three typefaces, drawn as pages of 150 dots an inch, damaged as scripts/train_quality.py
damages receipts, and read. For each level: characters in error, by kind, the share of lines in which all errors lie, and what
was taken for what. Lines that were not found at all are counted apart: text that was never read cannot be masked, nor leak.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter

import numpy as np
import pii_testset
import pymupdf
from PIL import Image
from train_quality import damaged

FONTS = ("helv", "tiro", "notos")
LEVELS = (1, 2, 3)  # of train_quality.damaged
LINE = 70  # characters


def sheets(count: int, seed: int) -> list[list[str]]:
    """Lines for pages of some thirty lines each."""
    rng = random.Random(seed)
    texts = [text for kind in ("prose", "forms") for text, _ in pii_testset.examples("dev", kind, seed, 3)]
    rng.shuffle(texts)
    lines = [part for text in texts for line in text.replace("\t", " ").splitlines() for part in _wrapped(line)]
    lines = [line for line in lines if len(line) > 8]
    return [lines[page * 30 : page * 30 + 30] for page in range(count)]


def _wrapped(line: str) -> list[str]:
    made = [""]
    for word in line.split(" "):
        if made[-1] and len(made[-1]) + len(word) > LINE:
            made.append("")
        made[-1] = f"{made[-1]} {word}".strip()
    return made


def drawn(lines: list[str], face: str) -> Image.Image:
    page = pymupdf.open().new_page(width=595, height=842)
    writer, font = pymupdf.TextWriter(page.rect), pymupdf.Font(face)
    for number, line in enumerate(lines):
        writer.append((50, 60 + 25 * number), line, font=font, fontsize=11)
    writer.write_text(page)
    pixmap = page.get_pixmap(dpi=150, alpha=False)
    return Image.frombytes("RGB", (pixmap.w, pixmap.h), pixmap.samples)


def edits(truth: str, read: str) -> list[tuple[str, str]]:
    """The fewest changes that make one of the other: (taken, for) with "" for nothing."""
    costs = np.zeros((len(truth) + 1, len(read) + 1), dtype=int)
    costs[:, 0], costs[0] = range(len(truth) + 1), range(len(read) + 1)
    for row in range(1, len(truth) + 1):
        for column in range(1, len(read) + 1):
            differs = truth[row - 1] != read[column - 1]
            near = costs[row - 1, column] + 1, costs[row, column - 1] + 1
            costs[row, column] = min(costs[row - 1, column - 1] + differs, *near)
    found, row, column = [], len(truth), len(read)
    while row or column:
        if row and column and costs[row, column] == costs[row - 1, column - 1] + (truth[row - 1] != read[column - 1]):
            row, column = row - 1, column - 1
            if truth[row] != read[column]:
                found.append((truth[row], read[column]))
        elif row and costs[row, column] == costs[row - 1, column] + 1:
            row -= 1
            found.append((truth[row], ""))
        else:
            column -= 1
            found.append(("", read[column]))
    return found


def main() -> None:
    from pipeline.ocr.rapid import RapidEngine

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    engine = RapidEngine()
    for level in LEVELS:
        tally: Counter[tuple[str, str]] = Counter()
        size = lines = wrong = lost = 0
        for number, page in enumerate(sheets(arguments.pages, arguments.seed)):
            image = drawn(page, FONTS[number % len(FONTS)])
            scan = damaged(image, level, np.random.default_rng([arguments.seed, number, level]))
            rows: dict[int, list[tuple[float, str]]] = {}
            for line in engine.recognise(np.asarray(scan.convert("RGB"))):
                box = line.words[0].box
                rows.setdefault(round(((box[1] + box[3]) / 2 * 842 / scan.height - 56) / 25), []).append((box[0], line.text))
            for place, truth in enumerate(page):
                read = " ".join(text for _, text in sorted(rows.get(place, [])))
                if len(read) < len(truth) / 2:
                    lost += 1
                    continue
                found = edits(truth, read)
                tally.update(found)
                size, lines, wrong = size + len(truth), lines + 1, wrong + bool(found)
        kinds = Counter(_kind(pair) for pair in tally.elements())
        share = sum(tally.values()) / max(1, size)
        print(f"level {level}: {lines} lines read, {lost} lost; {share:.4f} of {size} characters in error,")
        print(f"   in {wrong / max(1, lines):.2f} of the lines")
        print("  ", {kind: round(count / max(1, size), 5) for kind, count in kinds.most_common()})
        print("  ", " ".join(f"{truth or '+'}>{read or '-'}:{count}" for (truth, read), count in tally.most_common(60)))


def _kind(pair: tuple[str, str]) -> str:
    truth, read = pair
    if truth == " ":
        return "space lost"
    if read == " ":
        return "space added"
    if not truth or not read:
        return "added" if not truth else "lost"
    return "other letter" if truth.isalnum() and read.isalnum() else "sign"


if __name__ == "__main__":
    main()
