"""People, places, addresses and organisations by the names model of models/names, which is our own.

It also sees numbers that are somebody's by what stands around them, where a scan has spoilt the label or the check digit
that the rules go by.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from types import MappingProxyType

from pipeline.artefacts import manifest, verified
from pipeline.pii.context import Context
from pipeline.pii.detector import Candidate
from pipeline.pii.organizations import LEGAL_FORM, is_institution
from pipeline.pii.person import MOST_WORDS, NOT_NAMES, is_given_name
from pipeline.pii.spoilt import BIRTHS, PLATES, like, spoilt_type
from pipeline.pii.tagger import Entity, Tagger

MODEL = "names"  # its artefact
TYPES = MappingProxyType(
    {"PERSON": "name", "ORG": "organization", "GPE": "location", "ADDRESS": "address", "BIRTH": "date_of_birth"}
    | {"PHONE": "phone_intl", "EMAIL": "email", "PLATE": "vehicle_plate"}
)
# Numbers: fewest digits, most, most characters; and how sure the model must be: the rules find those that are well formed.
_NUMBERS = MappingProxyType(
    {"BIRTH": (4, 8, 24), "PHONE": (7, 15, 24), "EMAIL": (0, 20, 80), "PLATE": (1, 7, 12), "ID": (5, 26, 36)}
)
SURE = 0.6
CERTAIN = 0.95  # without a label
# Taken from the scores of no entity and of firms, which are not masked, and added to that of places; chosen on the dev part of
# scripts/bench_pii.py, with an eye on real invoices and receipts.
LESS = MappingProxyType({"O": 2.0, "ORG": 2.0, "GPE": -1.0})
_TAIL = re.compile(r"(?:['’](?:s|[^\W\d_]{1,4}))?[^\w.)]{0,8}$")
_TOKEN = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*\.?")
_HEAD = re.compile(r"[A-ZÀ-ÖØ-Þ\u0100-\u017f0-9]")
_MEASURED = re.compile(r"\b\d{1,5}(?:[.,]\d{1,3})?\s?(?:kg|mg|cl|ml|mm|cm|oz|lb|pcs|(?<=\d)[gl])\b", re.I)
_PRICED = re.compile(r"\s[^\w\s]?\d{1,6}[.,]\d\d(?:\s?[^\w\s]|\s[A-Z]{1,3})?\s*$")
_ROW_MAX = 60  # characters of a row of goods; longer ones are sentences
_COUNTED = (  # words that count their like by letters: "Schedule A. Work"
    r"(?<!\w)(?:schedule|annexe?|appendix|exhibit|part|section|article|class|type|plan|option|group|gate|block|table|figure|clause|"
    r"anlage|anhang|teil|abschnitt|ziffer|klasse|tabelle|partie|allegato|parte|sezione|anexo|apartado|bijlage|deel|lid|"
    r"załącznik|część|ek|bölüm|madde|tablo)"
)
_LETTERED = re.compile(rf"{_COUNTED}\s+[A-Z]\.?", re.I)
_BEFORE_LETTER = re.compile(rf"{_COUNTED}\s+$", re.I)
_BANK = re.compile(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")  # the code of a bank, behind its label
_BANK_LABEL = re.compile(r"\b(?:BIC|SWIFT)\b")
_SIGNS = frozenset("@/_%€$£*#<>=")  # never in a name
_MAIL = re.compile(r"^\S+[ ]?@[ ]?(?=\S*[^\W\d_]{3})[^\s@]+[.,][^\s@]*$")
_PHONE = re.compile(r"[+(0O](?!\d{12})")
_DATE = re.compile(r"(?<!\d)\d{1,4}\s?[./\-]\s?\d{1,2}\s?[./\-]\s?\d{2,4}(?!\d)")
_PAGE = re.compile(r"(?:page|seite|pagina|página|strona|sayfa)\s+\d", re.I)


def engines() -> tuple[str, ...]:
    """The hash of the model that names depend on."""
    return (f"{MODEL}={manifest()[MODEL].sha256}",)


def find_names(context: Context, known: Iterable[Candidate] = ()) -> Iterator[Candidate]:
    """People, organisations, places and addresses, and numbers that are not among what is known.

    Raises:
        ModelMissingError: the model's file is missing.
        ModelHashError: it is not the one of the manifest.
    """
    text = context.text
    spans = sorted((item.start, item.end) for item in known if item.type != "name")
    starts = [start for start, _ in spans]
    for entity in _tagger().entities(text):
        span = _trim(text, entity.start, entity.end)
        place = bisect_left(starts, entity.end) - 1
        if span is None or (entity.label in _NUMBERS and place >= 0 and spans[place][1] > entity.start):
            continue
        judge = _numbered if entity.label in _NUMBERS else _judged
        if (judged := judge(context, *span, entity)) is not None:
            yield Candidate(*judged, round(min(entity.score, 0.95), 4), f"ner:{entity.label}")


@cache
def _tagger() -> Tagger:
    return Tagger.load(verified(MODEL), LESS)


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The first line's words of an entity, without punctuation around them."""
    line = re.split(r"[\n\r\f\t]| {3,}|[:;|]", text[start:end], maxsplit=1)[0]
    line = _TAIL.sub("", line)
    return (start, start + len(line)) if len(line) > 1 else None


Judged = tuple[str, int, int]  # type and span


def _judged(context: Context, start: int, end: int, entity: Entity) -> Judged | None:
    """What a person, a place, an address or an organisation is, and where; None where it is not what the model takes it for."""
    text, is_person = context.text, entity.label == "PERSON"
    words = list(_TOKEN.finditer(text, start, end))
    words = _worn_off(words) if is_person else words
    if not words:
        return None
    start, end = words[0].start(), words[-1].end() if is_person else end
    value = text[start:end]
    heads = [word[0] for word in words if _HEAD.match(word[0])]
    if not any(map(is_given_name, heads)) and _is_goods(text, start, end):
        return None
    digits = sum(map(str.isdigit, value))
    kind = TYPES[entity.label]
    if entity.label == "ADDRESS":
        return (kind, start, end) if _is_place(words, digits) else None
    if not heads or len(value) < 3 or not _SIGNS.isdisjoint(value) or all(_is_form_word(word[0]) for word in words):
        return None
    if _is_heading(text, start, end, words[0][0]) or _is_bank(text, start, value):
        return None
    if (4 if is_person else 3) * digits > len(value) or (is_person and len(words) > MOST_WORDS + 2):
        return None
    is_firm = "&" in value or is_institution([word[0] for word in words]) or LEGAL_FORM.match(text, end)
    return (TYPES["ORG"] if is_firm else kind), start, end


def _worn_off(words: list[re.Match[str]]) -> list[re.Match[str]]:
    """The words of a person without those of forms before them, and without small ones behind them.

    A small word before them stays: a scan loses the first letter of a name more often than the model takes in a verb.
    """
    for place, (before, after) in enumerate(pairwise(words), 1):
        if "," in before.string[before.end() : after.start()] and place > 1 and not is_given_name(after[0]):
            words = words[:place]  # "Aoife Brennan, Chairperson"
            break
    last = max((place for place, word in enumerate(words, 1) if not word[0].islower()), default=len(words))
    words = words[:last]
    while len(words) > 1 and _is_form_word(words[0][0]):
        words = words[1:]
    return words


def _numbered(context: Context, start: int, end: int, entity: Entity) -> Judged | None:
    """The type of a number, or of an e-mail address, and where; None where it cannot be one."""
    value = context.text[start:end]
    digits = sum(map(str.isdigit, value))
    fewest, most, longest = _NUMBERS[entity.label]
    if entity.score < SURE or not fewest <= digits <= most or len(value) > longest:
        return None
    kind: str | None = TYPES.get(entity.label)
    match entity.label:
        case "ID":
            kind = spoilt_type(context, start, end) if "(" not in value else None
        case "EMAIL" if not _MAIL.search(value):
            return None
        case "PHONE" if not _PHONE.match(value) or _DATE.search(value):
            return None
        case "PLATE" if not like(context.before(start), PLATES):
            return None
        case "BIRTH" if not like(context.before(start), BIRTHS, 4) and (entity.score < CERTAIN or not _DATE.search(value)):
            return None
    return (kind, start, end) if kind else None


def _is_place(words: list[re.Match[str]], digits: int) -> bool:
    """Whether a number of few digits stands with a word that is no measure."""
    longest = max((len(word[0]) for word in words if word[0][0].isalpha()), default=0)
    numbers = [len(word[0]) for word in words if word[0].isdigit()]
    return bool(digits) and len(words) > 1 and longest > 2 + (len(words) == 2) and max(numbers, default=0) < 7


def _is_heading(text: str, start: int, end: int, first: str) -> bool:
    """Whether it is, or goes on, a heading with a letter: "Annex B", "Schedule A. Work"."""
    if _LETTERED.fullmatch(text, start, end):
        return True
    return len(first.strip(".")) == 1 and _BEFORE_LETTER.search(text[max(0, start - 20) : start]) is not None


def _is_bank(text: str, start: int, value: str) -> bool:
    """Whether it is the code of a bank behind its label."""
    return _BANK.fullmatch(value) is not None and _BANK_LABEL.search(text, max(0, start - 40), start) is not None


def _is_goods(text: str, start: int, end: int) -> bool:
    """Whether it stands in a row of goods, measured ("500ML", "18 mm") or priced at its end, or counts pages."""
    row = text[max(0, start - 80) : start].rpartition("\n")[2] + text[start : end + 80].partition("\n")[0]
    return bool(
        _MEASURED.search(text, start, end) or (len(row) <= _ROW_MAX and _PRICED.search(row)) or _PAGE.match(text, start, end)
    )


def _is_form_word(word: str) -> bool:
    return word.casefold().strip(".") in NOT_NAMES
