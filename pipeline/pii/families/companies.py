"""Company names: capitalised words before a legal form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.pii.context import Context
from pipeline.pii.detector import Candidate, Fake
from pipeline.pii.person import NOT_NAMES

_TURKISH = r"A\.[ ]?Ş\.?|T\.[ ]?A\.[ ]?Ş\.?|Ltd\.[ ]?Şti\.?|LTD\.[ ]?ŞTİ\.?|Koll\.[ ]?Şti\.?|Koop\."
_OTHERS = (
    r"GmbH(?: & Co\.? KG(?:aA)?)?|AG|KG|OHG|GbR|UG|KGaA|SARL|EURL|SAS|SA|S\.A\.(?:S\.)?|SNC|S\.p\.A\.|SpA|S\.r\.l\.|Srl|"
    r"S\.n\.c\.|S\.a\.s\.|B\.V\.|BV|N\.V\.|NV|S\.L\.|SL|Inc\.?|Corp\.?|Ltd\.?(?![ ]?[ŞS]ti)|LLC|LLP|PLC|plc"
)
_BLANK = re.compile(r"[ \u00a0]")
_LINKS = frozenset(("ve", "und", "et", "e", "y", "en", "and", "of", "de", "di", "für", "&", "+", "der", "des", "du", "van"))
_WORDS = 5
_WINDOW = 120
_LONGEST = 40


class Companies:
    """A legal form, and the capitalised words before it on its line."""

    def __init__(self, type_name: str, countries: tuple[str, ...], forms: str, synthetic: str) -> None:
        self.types = (type_name,)
        self.countries = countries
        self._form = re.compile(rf"(?<=[\w.&,)][ \u00a0])(?:{forms})(?!\w)")
        self._synthetic = synthetic

    def find(self, context: Context) -> Iterator[Candidate]:
        """Candidates in the order of their start."""
        text, end = context.text, 0
        for match in self._form.finditer(text):
            start = _first_word(text, max(end, match.start() - _WINDOW), match.start())
            end = match.end()
            if start is not None:
                yield Candidate(self.types[0], start, end, 0.75, "shape:legal_form")

    def synthetics(self) -> dict[str, Fake]:
        """Another company."""
        return {self.types[0]: Fake((self._synthetic,))}


def _first_word(text: str, floor: int, end: int) -> int | None:
    """Where the capitalised words that end here begin; None when there is none."""
    position, first = end - 1, None
    for word in reversed(_BLANK.split(text[floor:position].rpartition("\n")[2])[-_WORDS:]):
        if not _belongs(word, first is None):
            break
        position -= len(word)
        if word not in _LINKS:
            first = position
        position -= 1
    return None if first is not None and text.startswith("Co", first) and text[first + 2 : first + 3] in ". " else first


def _belongs(word: str, is_last: bool) -> bool:
    """Whether a word is part of a company's name: capitalised, or a link between such; no title, no end of a sentence."""
    if word in _LINKS:
        return not is_last
    bare = word.strip(".,")
    ends = word.endswith((".", ",", ":", ";")) and len(bare) > 1
    return word[:1].isupper() and len(word) <= _LONGEST and (is_last or not ends) and bare.casefold() not in NOT_NAMES


_EUROPE_AND_US = ("eu", "us", "de", "fr", "it", "nl", "es", "uk", "pl", "pt", "se", "dk", "fi", "at", "be")
DETECTORS = (
    Companies("company_name_tr", ("tr",), _TURKISH, "Örnek Ticaret A.Ş."),
    Companies("company_name_intl", _EUROPE_AND_US, _OTHERS, "Example Trading Ltd"),
)
