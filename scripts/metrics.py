"""Metrics that every bench script shares, and the loaders of the development data they are taken on."""

from __future__ import annotations

import json
import re
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
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


def receipts(data: Path = DATA, limit: int | None = None) -> list[Receipt]:
    """Receipts with an image and its lines, by file name; with a limit, spread evenly over the set; [] without data."""
    folder = data / "receipts"
    paths = [path for path in sorted((folder / "img").glob("*.jpg")) if (folder / "box" / f"{path.stem}.csv").is_file()]
    if limit is not None and 0 < limit < len(paths):
        paths = [paths[index * len(paths) // limit] for index in range(limit)]
    return [
        Receipt(path, _lines(folder / "box" / f"{path.stem}.csv"), _key(folder / "key" / f"{path.stem}.json")) for path in paths
    ]


def spread(values: Sequence[float]) -> tuple[float, float, float]:
    """Median, least and greatest."""
    return statistics.median(values), min(values), max(values)


def _lines(file: Path) -> str:
    rows = file.read_text(encoding="utf-8", errors="replace").splitlines()
    return "\n".join(row.split(",", _CORNERS)[_CORNERS] for row in rows if row.count(",") >= _CORNERS)


def _key(file: Path) -> dict[str, str]:
    if not file.is_file():
        return {}
    values: dict[str, str] = json.loads(file.read_text(encoding="utf-8", errors="replace"))
    return values
