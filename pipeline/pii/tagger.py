"""The names model itself: hashed words, five layers that look at their neighbours, a tag for each word; plain numpy.

A tag is the label of an entity and where the word stands in it: B(egin), I(nside), L(ast), U (alone); O is no entity. The best
sequence of tags that makes sense is taken (Viterbi).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.pii.words import Ints, fold, layouts, rows, shape, spans

Floats = NDArray[np.float32]

LABELS = ("PERSON", "ORG", "GPE", "ADDRESS", "BIRTH", "PHONE", "EMAIL", "PLATE", "ID")
TAGS = ("O", *(f"{place}-{label}" for label in LABELS for place in "BILU"))
DILATIONS = (1, 2, 4, 2, 1)  # words apart that a layer joins; ten words to either side in all
REACH = sum(DILATIONS)
BLOCK = 4_096  # words computed at once, with REACH more on either side
_CLEAR = 0.995  # a word this surely outside every entity parts the text for the search of the best sequence
_NEVER = np.float32(-1e4)
NO_BIAS: Mapping[str, float] = MappingProxyType({})


class Entity(NamedTuple):
    """A span of the text, its label, and the mean probability of the label over its words."""

    start: int
    end: int
    label: str
    score: float


def allowed() -> NDArray[np.bool_]:
    """Whether one tag may follow another, shape (tags, tags)."""
    table = np.zeros((len(TAGS), len(TAGS)), dtype=bool)
    for row, before in enumerate(TAGS):
        for column, after in enumerate(TAGS):
            if before[0] in "BI":
                table[row, column] = after[0] in "IL" and after[2:] == before[2:]
            else:
                table[row, column] = after[0] in "OBU"
    return table


class Tagger:
    """Finds entities; the same ones for the same text. Safe to share between threads: nothing in it changes."""

    def __init__(self, arrays: Mapping[str, NDArray[np.float16]], less: Mapping[str, float] = NO_BIAS) -> None:
        """Take the weights.

        Args:
            arrays: by the names that ``scripts/train_names.py`` gives them.
            less: what is taken from the score of a label, or of ``O``, no entity: above 0 for ``O`` finds more, below 0 raises
                fewer false alarms.
        """
        self._words, self._grams = arrays["words"], arrays["grams"]
        self._weights = {name: value.astype(np.float32) for name, value in arrays.items() if name not in ("words", "grams")}
        self._less = np.array([less.get(tag[2:] or tag, 0.0) for tag in TAGS], dtype=np.float32)
        self._steps = np.where(allowed(), np.float32(0), _NEVER)
        self._first = np.array([0 if tag[0] in "OBU" else _NEVER for tag in TAGS], dtype=np.float32)
        self._last = np.array([0 if tag[0] in "OLU" else _NEVER for tag in TAGS], dtype=np.float32)

    @classmethod
    def load(cls, path: Path, less: Mapping[str, float] = NO_BIAS) -> Tagger:
        """Read the weights of a file that numpy saved."""
        with np.load(path, allow_pickle=False) as stored:
            return cls(dict(stored), less)

    def entities(self, text: str) -> list[Entity]:
        """Entities in the order of the text, disjoint; time grows linearly with its length."""
        tokens = spans(text)
        found: list[Entity] = []
        place = layouts(text, tokens)
        for start in range(0, len(tokens), BLOCK):
            first, last = max(0, start - REACH), min(len(tokens), start + BLOCK + REACH)
            scores = self.scores([text[begin:end] for begin, end in tokens[first:last]], place[first:last])
            inner = slice(start - first, min(start + BLOCK, len(tokens)) - first)
            found += self._decoded(scores[inner], tokens[start : start + BLOCK])
        return found

    def scores(self, words: list[str], place: Ints) -> Floats:
        """Log-probabilities of the tags, shape (words, tags)."""
        known: dict[str, int] = {}
        index = np.array([known.setdefault(word, len(known)) for word in words], dtype=np.int64)
        weights = self._weights
        x = self._lexical(list(known)) @ weights["mix.word"]
        x = x[index] + (weights["layouts"] @ weights["mix.layout"])[place] + weights["mix.bias"]
        np.maximum(x, 0, out=x)
        for layer, apart in enumerate(DILATIONS):
            x = _normal(x + _convolved(x, apart, weights[f"conv.{layer}"], weights[f"conv.{layer}.bias"]))
            x *= weights[f"norm.{layer}"]
            x += weights[f"norm.{layer}.bias"]
        y = x @ weights["out"] + weights["out.bias"]
        y -= self._less
        y -= y.max(axis=1, keepdims=True)
        y -= np.log(np.exp(y).sum(axis=1, keepdims=True))
        scores: Floats = y.astype(np.float32, copy=False)
        return scores

    def _lexical(self, words: list[str]) -> Floats:
        """What is known of words by themselves, shape (words, features)."""
        hashed = [rows(fold(word)) for word in words]
        whole = np.array([item[0] for item in hashed], dtype=np.int64)
        sizes = np.array([len(item[1]) for item in hashed])
        parts = np.concatenate([item[1] for item in hashed]).astype(np.int64)
        summed = np.add.reduceat(self._grams[parts].astype(np.float32), np.cumsum(sizes) - sizes, axis=0)
        summed /= np.sqrt(sizes, dtype=np.float32)[:, None]
        both = self._words[whole].astype(np.float32).sum(axis=1)
        shapes = self._weights["shapes"][[shape(word) for word in words]]
        return np.concatenate((both, summed, shapes), axis=1, dtype=np.float32)

    def _decoded(self, scores: Floats, tokens: list[tuple[int, int]]) -> list[Entity]:
        unclear = np.flatnonzero(scores[:, 0] < np.log(_CLEAR))
        found: list[Entity] = []
        for run in np.split(unclear, np.flatnonzero(np.diff(unclear) > 1) + 1) if len(unclear) else ():
            first, last = int(run[0]), int(run[-1]) + 1
            begin = 0
            for place, tag in enumerate(self._best(scores[first:last]), first):
                name = TAGS[tag]
                begin = place if name[0] in "BU" else begin
                if name[0] in "LU":
                    found.append(_entity(scores, tokens, begin, place + 1, name[2:]))
        return found

    def _best(self, scores: Floats) -> list[int]:
        """The best sequence of tags that is allowed."""
        total = scores[0] + self._first
        back = np.empty(scores.shape, dtype=np.int64)
        for place in range(1, len(scores)):
            ways = total[:, None] + self._steps
            back[place] = ways.argmax(axis=0)
            total = ways.max(axis=0) + scores[place]
        path = [int((total + self._last).argmax())]
        for place in range(len(scores) - 1, 0, -1):
            path.append(int(back[place, path[-1]]))
        return path[::-1]


def _entity(scores: Floats, tokens: list[tuple[int, int]], begin: int, end: int, label: str) -> Entity:
    column = 1 + 4 * LABELS.index(label)
    sure = float(np.exp(scores[begin:end, column : column + 4]).sum(axis=1).mean())
    return Entity(tokens[begin][0], tokens[end - 1][1], label, round(sure, 4))


def _convolved(x: Floats, apart: int, weight: Floats, bias: Floats) -> Floats:
    """Each word with those ``apart`` words before and after it, through one layer."""
    wide = np.zeros((len(x), 3 * x.shape[1]), dtype=np.float32)
    width = x.shape[1]
    wide[apart:, :width] = x[:-apart]
    wide[:, width : 2 * width] = x
    wide[:-apart, 2 * width :] = x[apart:]
    y: Floats = wide @ weight
    y += bias
    return np.maximum(y, 0, out=y)


def _normal(x: Floats) -> Floats:
    x -= x.mean(axis=1, keepdims=True)
    x /= np.sqrt((x * x).mean(axis=1, keepdims=True) + np.float32(1e-5))
    return x
