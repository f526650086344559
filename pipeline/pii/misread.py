"""Words a recogniser misread: all letters it takes for one another are one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

_CLASSES = str.maketrans(
    dict.fromkeys("0oaceqdóòöäáàâéèêëçąęãõ", "o")
    | dict.fromkeys("1li|!tfjıíìîł", "l")
    | dict.fromkeys("5sşśš", "s")
    | dict.fromkeys("8b", "b")
    | dict.fromkeys("nrńñ", "n")
    | dict.fromkeys("uvüúù", "u")
    | dict.fromkeys("2zżźž", "z")
    | dict.fromkeys("6gğ", "g")
    | {"h": "ll", "m": "nn", "w": "uu"}
    | dict.fromkeys(" .-/:\t\u00a0", None)
)
_SHORT = 5  # letters and digits from which on a label is also looked for within words; shorter ones are compared whole
_NEAR = 3  # words before a number among which a short label is looked for
_WORD = re.compile(r"[^\W_]+(?:[./\-][^\W_]+)*")


def skeleton(value: str) -> str:
    """A text in which letters that recognisers take for one another are the same; without spaces, dots and hyphens."""
    return value.lower().translate(_CLASSES)


def is_misread_label(window: str, labels: tuple[str, ...]) -> bool:
    """Whether one of the labels stands in what is before a number, perhaps misread, cut in two or grown onto its neighbours."""
    if not labels or not window:
        return False
    long, short = _skeletons(labels)
    whole = skeleton(window)
    if any(label in whole for label in long):
        return True
    words = [skeleton(word) for word in _WORD.findall(window)[-_NEAR:]]
    return bool(short.intersection((*words, *map("".join, pairwise(words)))))


@lru_cache(maxsize=512)
def _skeletons(labels: tuple[str, ...]) -> tuple[tuple[str, ...], frozenset[str]]:
    """Those to look for anywhere, and those to look for as whole words: each as it is and with any one letter lost."""
    made = [skeleton(label) for label in labels]
    long = [each for label in made if len(label) >= _SHORT for each in (label, *(_lost(label) if len(label) > _SHORT else ()))]
    short = [
        each for label in made if 2 < len(label) <= _SHORT for each in (label, *(_lost(label) if len(label) == _SHORT else ()))
    ]
    return tuple(dict.fromkeys(long)), frozenset(short)


def _lost(label: str) -> Iterator[str]:
    """The label without one of its letters."""
    return (label[:place] + label[place + 1 :] for place in range(len(label)))
