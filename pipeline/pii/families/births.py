# ruff: noqa: E501 - a pattern or a list of labels reads best one idea a line
"""Dates of birth: a date behind a word that says so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.pii.checks import LOOKALIKES, is_date
from pipeline.pii.context import Context
from pipeline.pii.detector import Candidate, Fake
from pipeline.pii.misread import skeleton

_MONTHS = (
    "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mai|okt|dez|janv|févr|avr|juin|juil|août|déc|gen|mag|giu|lug|ago|set|ott|"
    "dic|ene|abr|maa|mei|sty|lut|kwi|maj|cze|lip|sie|wrz|paź|lis|gru|oca|şub|nis|haz|tem|ağu|eyl|eki|kas|ara"
)
_DATE = (
    r"\d{1,2}[ ]?[./\-][ ]?\d{1,2}[ ]?[./\-][ ]?(?:\d{4}|\d{2})|\d{4}-\d{1,2}-\d{1,2}|\d{4}[./]\d{1,2}[./]\d{1,2}"
    rf"|\d{{1,2}}(?:st|nd|rd|th|\.|º|er)?[ ](?:de[ ])?(?:{_MONTHS})[^\W\d_]{{0,8}}\.?,?[ ](?:de[ ])?\d{{4}}"
    rf"|(?:{_MONTHS})[^\W\d_]{{0,6}}\.?[ ]\d{{1,2}}(?:st|nd|rd|th)?,?[ ]\d{{4}}"
)
_BIRTH = re.compile(
    r"(?<!\w)(?:date of birth|birth ?date|birthday|d\.?o\.?b\.?|born(?: on)?|geburtsdatum|geburtstag|geb\.?(?: am)?|geboren(?: am)?|gebdat\.?|"
    r"date de naissance|née? le|né\(e\) le|ddn|data di nascita|nat[oa](?: a [^\d\n,]{2,30})? il|fecha de nacimiento|nacid[oa](?: en [^\d\n,]{2,30})? el|f\. ?nac\.?|"
    r"geboortedatum|geb\.? ?datum|geboren op|data urodzenia|ur\.|urodzon[ya](?: dnia)?|doğum tarihi|d\. ?tarihi|data de nascimento|nascid[oa] em|"
    r"födelsedatum|fødselsdato|syntymäaika)"
    rf"[ \t]{{0,8}}(?:\([^()\n]{{0,24}}\)[ \t]{{0,4}})?[:=|\-–]?[ \t]{{0,12}}(?:\n[ \t]{{0,12}})?(?P<value>{_DATE})(?![\w])",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"\d+")


_BEGINNINGS = (
    "date", "birth", "d.o", "do", "born", "geb", "née", "né ", "né(", "ddn", "data", "nat", "fecha", "nac", "f. nac", "f.nac", "ur.", "urodz", "doğum", "dogum", "d. t",
    "d.t", "nasc", "född", "føds", "synt",
)  # fmt: skip
_ANY = re.compile(r"[0-9OIlZSB](?<!\w.)[0-9OoIlZSB]?[ ]?[./\-][ ]?[0-9OoIlZSB]{1,2}[ ]?[./\-][ ]?[0-9OoIlZSB]{4}(?!\w)")
_MISREAD = tuple(
    skeleton(word)
    for word in ("of birth", "geburtsdatum", "geb. am", "geboren", "naissance", "nascita", "nato il", "nata il", "nacimiento", "nacido el", "nacida el", "geboortedatum",
                 "urodzenia", "ur. ", "doğum tarihi", "née le", "né(e) le")
    if len(word) > 4
)  # fmt: skip


class Births:
    """``Date of birth: 04/11/1972``, ``geb. am 4. Mai 1990``, ``né le 04/11/1972``."""

    types = ("date_of_birth",)
    countries: tuple[str, ...] = ()

    def find(self, context: Context) -> Iterator[Candidate]:
        """Candidates in the order of their start."""
        for start in context.starts(_BEGINNINGS):
            match = _BIRTH.match(context.text, start)
            if match and _is_a_day(match["value"]):
                yield Candidate("date_of_birth", *match.span("value"), 0.95, "label:birth", True)
        for match in _ANY.finditer(context.text):
            window = skeleton(context.text[max(0, match.start() - 24) : match.start()].rpartition("\n")[2])
            if any(word in window for word in _MISREAD) and _is_a_day(match[0].translate(LOOKALIKES)):
                yield Candidate("date_of_birth", *match.span(), 0.7, "label:birth+misread", True)

    def synthetics(self) -> dict[str, Fake]:
        """The first days of a year."""
        return {"date_of_birth": Fake(("01.01.19##",))}


def _is_a_day(value: str) -> bool:
    """Whether three numbers are a day in the order of any country; dates with a month in words are taken as they are."""
    numbers = [int(number) for number in _NUMBERS.findall(value)]
    orders = ((2, 1, 0), (0, 1, 2), (2, 0, 1))
    return len(numbers) != 3 or any(_is_day(*(numbers[place] for place in order)) for order in orders)


def _is_day(year: int, month: int, day: int) -> bool:
    return year < 2200 and is_date(year or 2000, month, day)


DETECTORS = (Births(),)
