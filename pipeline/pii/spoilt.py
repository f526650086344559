"""What a number is whose label, length or check digit a scan has spoilt: the type whose label is most like what is before it.

The names model says that a number is somebody's; whose kind of number it is only its label can say, however it was misread.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise

from pipeline.pii.context import Context
from pipeline.pii.detector import Pattern
from pipeline.pii.registry import detectors
from pipeline.pii.words import fold

BIRTHS = (
    *("date of birth", "birth date", "birthday", "born on", "geburtsdatum", "geb. am", "geboren am", "geburtstag"),
    *("date de naissance", "née le", "né(e) le", "data di nascita", "nato il", "nata il", "fecha de nacimiento", "nacido el"),
    *("nacida el", "geboortedatum", "geboren op", "data urodzenia", "urodzony", "urodzona", "doğum tarihi", "doğumlu"),
)
PLATES = (
    *("registration", "vehicle registration", "number plate", "license plate", "kennzeichen", "kfz-kennzeichen"),
    *("immatriculation", "targa", "matrícula", "kenteken", "nummerplaat", "nr rejestracyjny", "plaka", "plakalı"),
)
_OTHERS = ("company_", "crypto", "geo_", "ip", "isyeri", "mac_", "mersis", "phone_", "secret", "siret", "url")
_SHARED_BY_ALL = frozenset(
    ("taxid", "taxno", "taxnumber", "vat", "vatid", "vatno", "vatnumber")
)  # say nothing of whose they are
_SHORT = 5  # letters; shorter labels are compared whole
ERRORS = 5  # letters of a label to one that may be wrong: "Bestellnummer" is not "Steuernummer"
_SHARED = 0.4  # of a label's pairs of letters, from which on it is compared closely
_GENERAL = re.compile(r"(?:nummer|number|numero|numer|nr|no|id)$")  # what labels of all kinds end in
_PLAIN = re.compile(r"[^a-z0-9]+")


def spoilt_type(context: Context, start: int, end: int) -> str | None:
    """The type of a number that no rule has found.

    Returns:
        None where no label is near, or one of an order or an article; and where the label was read well and so was the number:
        then the check that it failed has the last word.
    """
    if context.counted(start):
        return None
    value = context.text[start:end]
    window = context.before(start)
    best: tuple[int, str] = (0, "")
    for pattern in _labelled():
        if pattern.countries and not context.wants(pattern.countries):
            continue
        likeness = like(window, pattern.labels)
        if likeness <= best[0]:
            continue
        if pattern.words is not None and pattern.words.search(window) and pattern.pattern.fullmatch(value):
            return None
        best = likeness, pattern.type
    return best[1] or None


def like(window: str, labels: tuple[str, ...], errors_in: int = ERRORS) -> int:
    """How much of the window one of the labels is, with a wrong letter in so many: its length, less its errors; 0 for none."""
    plain = _plain(window)
    words = {_plain(word) for word in window.split()}
    pairs = set(pairwise(plain))
    best = 0
    for label, own in _prepared(labels):
        if len(label) < _SHORT:
            best = max(best, len(label) * (label in words))
        elif len(_GENERAL.sub("", label)) < _SHORT - 1:
            best = max(best, len(label) * (label in plain))  # "SV-Nummer" is not "Lokationsnummer"
        elif len(label) > best and len(own & pairs) >= _SHARED * len(own):
            errors = _distance(label, plain)
            best = max(best, (len(label) - errors) * (errors <= len(label) // errors_in))
    return best


@cache
def _labelled() -> tuple[Pattern, ...]:
    found = (item for item in detectors() if isinstance(item, Pattern) and item.labels)
    return tuple(item for item in found if not item.type.startswith(_OTHERS))


@lru_cache(maxsize=512)
def _prepared(labels: tuple[str, ...]) -> tuple[tuple[str, frozenset[tuple[str, str]]], ...]:
    plain = dict.fromkeys(map(_plain, labels))
    return tuple((label, frozenset(pairwise(label))) for label in plain if len(label) > 2 and label not in _SHARED_BY_ALL)


def _plain(text: str) -> str:
    return _PLAIN.sub("", fold(text))


def _distance(label: str, text: str) -> int:
    """The fewest letters changed, lost or added that make the label a part of the text."""
    row: Sequence[int] = [0] * (len(text) + 1)
    for number, letter in enumerate(label, 1):
        made = [number]
        for place, other in enumerate(text):
            made.append(min(row[place] + (letter != other), row[place + 1] + 1, made[place] + 1))
        row = made
    return min(row)
