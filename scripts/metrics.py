"""Metrics that every bench script shares, and the loaders of the development data they are taken on."""

from __future__ import annotations

import json
import re
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
_TOKEN = re.compile(r"[^\W_]+")
_CORNERS = 8  # numbers before the text of a line


@dataclass(frozen=True, slots=True)
class Receipt:
    """A scanned receipt and what stands on it.

    Attributes:
        image_path: JPEG.
        words_text: its lines, one a line, as annotated.
        key: ``company``, ``date``, ``address``, ``total`` as annotated; empty where nobody did.
    """

    image_path: Path
    words_text: str
    key: dict[str, str]


def tokens(text: str) -> Counter[str]:
    """The multiset of runs of letters and digits, upper-cased."""
    return Counter(token.upper() for token in _TOKEN.findall(text))


def word_f1(predicted: str, truth: str) -> float:
    """2·|P∩G| / (|P|+|G|) over multisets of tokens, in [0, 1]; order does not count. Two empty texts agree: 1."""
    have, want = tokens(predicted), tokens(truth)
    total = have.total() + want.total()
    return 2 * (have & want).total() / total if total else 1.0


def receipts(data: Path = DATA, limit: int | None = None, split: str = "all") -> list[Receipt]:
    """Receipts with an image and its lines, by file name; with a limit, spread evenly over the set; [] without data.

    Args:
        split: ``tune`` for those with an even number in their name, ``report`` for the odd ones, ``all`` for both.
    """
    folder = data / "receipts"
    paths = [path for path in sorted((folder / "img").glob("*.jpg")) if (folder / "box" / f"{path.stem}.csv").is_file()]
    if split != "all":
        paths = [path for path in paths if _number(path) % 2 == (split == "report")]
    if limit is not None and 0 < limit < len(paths):
        paths = [paths[index * len(paths) // limit] for index in range(limit)]
    return [
        Receipt(path, _lines(folder / "box" / f"{path.stem}.csv"), _key(folder / "key" / f"{path.stem}.json")) for path in paths
    ]


@dataclass(frozen=True, slots=True)
class WordCheck:
    """A word as read, beside the truth.

    Attributes:
        confidence: in [0, 1], as claimed.
        error: characters to change, over the length of the longer; 0 when the word stands in the truth.
    """

    confidence: float
    error: float


def word_checks(words: Sequence[tuple[str, float]], truth: str) -> list[WordCheck]:
    """Each word's character error; places do not count, and no word of the truth answers for two.

    Words without letters and digits are left out. One that is not in the truth is held against the nearest word left there.
    """
    left = tokens(truth)
    checks, wrong = [], []
    for text, confidence in words:
        found = tokens(text)
        if not found:
            continue
        if found <= left:
            left -= found
            checks.append(WordCheck(confidence, 0.0))
        else:
            wrong.append(("".join(found.elements()), confidence))
    for text, confidence in wrong:
        rest = sorted(token for token in left if left[token] > 0)
        nearest = min(rest, key=lambda token: (distance(text, token) / max(len(text), len(token)), token), default="")
        error = distance(text, nearest) / max(len(text), len(nearest))
        if error < 0.5:
            left[nearest] -= 1
        checks.append(WordCheck(confidence, min(1.0, error)))
    return checks


def distance(first: str, second: str) -> int:
    """Insertions, deletions and replacements that make one text the other."""
    row = list(range(len(second) + 1))
    for number, letter in enumerate(first, 1):
        above, row[0] = row[0], number
        for place, other in enumerate(second, 1):
            above, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, above + (letter != other))
    return row[-1]


_EDGES = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.0001)


def reliability(checks: Sequence[WordCheck]) -> str:
    """A table: words by their confidence, how many of them are right, and their character error; and the expected error."""
    rows, gap = [f"{'confidence':>14} {'words':>7} {'claimed':>8} {'right':>8} {'char. error':>12}"], 0.0
    for low, high in pairwise(_EDGES):
        inside = [check for check in checks if low <= check.confidence < high]
        if inside:
            claimed = statistics.mean(check.confidence for check in inside)
            right = statistics.mean(check.error == 0 for check in inside)
            error = statistics.mean(check.error for check in inside)
            rows.append(f"{low:6.2f} to {min(high, 1.0):4.2f} {len(inside):7} {claimed:8.3f} {right:8.3f} {error:12.4f}")
            gap += len(inside) * abs(claimed - right) / len(checks)
    return "\n".join([*rows, f"expected calibration error {gap:.4f} over {len(checks)} words"])


def spread(values: Sequence[float]) -> tuple[float, float, float]:
    """Median, least and greatest."""
    return statistics.median(values), min(values), max(values)


def _number(path: Path) -> int:
    return int("".join(letter for letter in path.stem if letter.isdigit()) or 0)


def _lines(file: Path) -> str:
    rows = file.read_text(encoding="utf-8", errors="replace").splitlines()
    return "\n".join(row.split(",", _CORNERS)[_CORNERS] for row in rows if row.count(",") >= _CORNERS)


def _key(file: Path) -> dict[str, str]:
    if not file.is_file():
        return {}
    values: dict[str, str] = json.loads(file.read_text(encoding="utf-8", errors="replace"))
    return values
