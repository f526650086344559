"""Telephone numbers: digits that phonenumbers takes for a number of a country."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.pii.chains import Chain
from pipeline.pii.checks import LOOKALIKES
from pipeline.pii.context import COUNTED, Context, whole_words
from pipeline.pii.detector import Candidate, Fake, sure
from pipeline.pii.locales import LANGUAGE_COUNTRIES

# Region code to the suffix of its type; the contract names these, all others are phone_intl.
SUFFIXES = {
    "TR": "tr", "DE": "de", "FR": "fr", "IT": "it", "NL": "nl", "ES": "es", "PL": "pl", "GB": "uk", "US": "us", "AT": "at",
    "BE": "be", "SE": "se", "DK": "dk", "FI": "fi", "PT": "pt",
}  # fmt: skip
_REGIONS = {suffix: region for region, suffix in SUFFIXES.items()}
# Numbers set aside for fiction where a regulator did so (UK Ofcom, US NANP, DE BNetzA, FR ARCEP, SE PTS); else zeros.
_FAKES = {
    "tr": "0500 000 ## ##", "de": "+49 30 23125 ###", "fr": "+33 1 99 00 ## ##", "it": "+39 000 000 ####",
    "nl": "+31 00 000 ####", "es": "+34 000 00 ## ##", "pl": "+48 00 000 ## ##", "uk": "+44 20 7946 0###",
    "us": "+1 202 555 01##", "at": "+43 0 000 ####", "be": "+32 0 000 ## ##", "se": "+46 8 465 004 ##",
    "dk": "+45 00 00 ## ##", "fi": "+358 00 000 ####", "pt": "+351 000 00# ###", "intl": "+1 000 000 ####",
}  # fmt: skip

# At most 25 characters, so that a run of digits and spaces costs no more than its length.
_RUN = re.compile(r"[+(\d](?<![\w+].)(?<!\d[./\-,].)[\d()/.\-\u00a0 ]{5,23}\d(?!\w)")
_DATE = re.compile(r"\(?\d{1,4}[./\-]\d{1,2}[./\-]\d{1,4}.*")
_GROUP = re.compile(r"[ \u00a0/.\-]+\(?\d+\)?$")
_AMERICAN = re.compile(r"\(\d{3}\)[ \-]?\d{3}-\d{4}|\d{3}-\d{3}-\d{4}")
# Groups of 3 3 2 2 after a zero are written nowhere else; a mobile number is known without groups as well.
_TURKISH = re.compile(
    r"\(?0[ \-]?\(?(?:5\d{2}\)?[ \-]?\d{3}[ \-]?\d{2}[ \-]?\d{2}|[2-4]\d{2}\)?[ \-]\d{3}[ \-]\d{2}[ \-]\d{2})(?!\d)"
)
_ABROAD = re.compile(r"00[ \-]?[1-9]")  # not the zeros of a reference number such as 00.123.456.7-2018
_PAIRS = re.compile(r"0\d(?:\.\d\d){4}")
_LABELS = whole_words(
    (
        "Tel", "Telefon", "Telephone", "Phone", "Fax", "Telefax", "Mobile", "Mobil", "Cell", "Call", "Ph", "Handy",
        "Rufnummer", "Durchwahl", "GSM", "Cep", "Cep Tel", "Faks", "İletişim", "Tél", "Téléphone", "Portable", "Teléfono",
        "Móvil", "Telefono", "Cellulare", "Telefoon", "Mobiel", "Telefone", "Telemóvel", "Komórka", "Telefonnummer",
        "Puhelin", "WhatsApp", "Hotline", "Contact number", "reach me on", "reach me at", "reach us on",
        "call me on", "ring me on", "erreichbar unter", "Rückruf unter", "unter der Nummer", "joignable au", "raggiungibile al",
        "bereikbaar op", "localizable en",
    )
)  # fmt: skip
MOST_ASKED = (
    5_000  # numbers of one text that are looked up in a numbering plan, at some 50 µs each; later ones go by their look
)
_SHORTEST, _LONGEST = 7, 15  # digits of a number; ITU-T E.164
_TRIES = 3  # a run may hold the number and then something else: the last groups are dropped one by one


class Phones:
    """International numbers anywhere; national ones where a label, a locale or the language says whose they are."""

    types = tuple(sorted(f"phone_{suffix}" for suffix in (*SUFFIXES.values(), "intl")))
    countries: tuple[str, ...] = ()

    def find(self, context: Context) -> Iterator[Candidate]:
        """Candidates in the order of their start."""
        asked = 0
        for match in _RUN.finditer(context.text):
            run, start = match[0], match.start()
            if run.startswith("(") and ")" not in run:
                run, start = run[1:], start + 1
            is_international = run.startswith("+") or _ABROAD.match(run) is not None
            labelled = _is_labelled(context, start)
            regions: list[str | None] = [None]
            if not run.startswith("+"):
                regions = _regions(context, run, start, labelled, is_international)
            if (regions or labelled) and (labelled or not _DATE.fullmatch(run)):
                asked += 1
                if asked > MOST_ASKED:
                    yield from _unassigned(run, start, labelled) if labelled or run.startswith("+") else ()
                else:
                    yield from _read(run, start, regions, labelled)

    def repair(self, context: Context, chains: Sequence[Chain]) -> Iterator[Candidate]:
        """Numbers behind a label or a plus with letters in them that look like digits."""
        for chain in chains[:MOST_ASKED]:
            if chain.run < _SHORTEST:
                continue
            text = chain.text[: chain.end(min(chain.run, _LONGEST)) - chain.start]
            run, start = text.translate(LOOKALIKES), chain.start
            if run == text or (chain.is_grown and run.isdigit()):
                continue
            if context.text[start - 1 : start] == "+":
                run, start = "+" + run, start - 1
            labelled = _is_labelled(context, start)
            if labelled or run.startswith("+"):
                regions: list[str | None] = [None]
                if not run.startswith("+"):
                    regions = _regions(context, run, start, True, _ABROAD.match(run) is not None)
                for item in _read(run, start, regions, labelled):
                    yield replace(item, confidence=round(0.9 * item.confidence, 4), rule=item.rule + "+repaired")

    def synthetics(self) -> dict[str, Fake]:
        """Numbers nobody has."""
        return {f"phone_{suffix}": Fake((template,)) for suffix, template in _FAKES.items()}


def _is_labelled(context: Context, start: int) -> bool:
    """Whether the nearest label is one of a telephone: "Tel", but not "Tel ... Order"."""
    window = context.before(start)
    found = [match.end() for match in _LABELS.finditer(window)]
    others = [match.end() for match in COUNTED.finditer(window)]
    return bool(found) and found[-1] >= max(others, default=0)


def _regions(context: Context, run: str, start: int, labelled: bool, is_international: bool) -> list[str | None]:
    """The regions a national number may be of, likeliest first; empty when nothing says it is a telephone number."""
    if is_international:
        return ["DE"]  # any region where 00 dials abroad
    if context.countries:
        nearest = tuple(sorted(context.countries & _REGIONS.keys()))
    else:
        nearest = LANGUAGE_COUNTRIES.get(context.language or "", ())
    regions: list[str | None] = [_REGIONS[suffix] for suffix in nearest]
    if not labelled and (context.counted(start) or len(run) < 9):
        return []
    if _AMERICAN.match(run):
        return ["US"]
    if _TURKISH.match(run):
        return ["TR"]
    # Dots part opening hours and amounts more often than numbers, save for the French pairs.
    is_dialled = run.startswith(("0", "(0")) and not run.isdigit() and ("." not in run or bool(_PAIRS.fullmatch(run)))
    return regions if labelled or is_dialled else []


def _read(run: str, start: int, regions: list[str | None], labelled: bool) -> Iterator[Candidate]:
    whole = run
    tries = 0
    while tries < _TRIES:
        if 7 <= sum(map(str.isdigit, run)) <= 15:
            tries += 1
            for region in regions:
                if (suffix := _country(run, region)) is not None:
                    # A valid number behind a label or a plus is as sure as one with a check digit.
                    proof = "checksum:phonenumbers" if labelled or region is None else "shape:phonenumbers"
                    reason = proof + "+label" * labelled
                    yield Candidate(f"phone_{suffix}", start, start + len(run), sure(0.85, labelled), reason, labelled)
                    return
        shorter = _GROUP.sub("", run)
        if shorter == run:
            break
        run = shorter
    if labelled or whole.startswith("+"):
        yield from _unassigned(whole, start, labelled)


def _country(run: str, region: str | None) -> str | None:
    """The suffix of the country whose numbering plan has this number."""
    import phonenumbers

    try:
        number = phonenumbers.parse(run, region)
    except phonenumbers.NumberParseException:
        return None
    # Null where no plan has it: the same answer as is_valid_number, which would look the region up a second time.
    found = phonenumbers.region_code_for_number(number)
    if found is None or not phonenumbers.is_valid_number_for_region(number, found):
        return None
    return SUFFIXES.get(found, "intl")


def _unassigned(run: str, start: int, labelled: bool) -> Iterator[Candidate]:
    """A number no plan has, yet one that is written or labelled as a telephone number: fiction, a typing or a reading error."""
    import phonenumbers

    if not 7 <= sum(map(str.isdigit, run)) <= 15 or _DATE.fullmatch(run):
        return
    suffix = "intl"
    if run.startswith("+"):
        number = "".join(char for char in run[1:] if char.isdigit())
        codes = (int(number[:length]) for length in (1, 2, 3))
        code = next((code for code in codes if code in phonenumbers.COUNTRY_CODE_TO_REGION_CODE), None)
        if code is None:
            return
        suffix = SUFFIXES.get(phonenumbers.region_code_for_country_code(code), "intl")
    yield Candidate(
        f"phone_{suffix}", start, start + len(run), sure(0.5, labelled), "shape:phone" + "+label" * labelled, labelled
    )


DETECTORS = (Phones(),)
