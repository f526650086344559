"""Names of people behind a label, a title or a well-known given name. No model is needed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.pii.context import Context
from pipeline.pii.detector import Candidate, Fake
from pipeline.pii.organizations import LEGAL_FORM
from pipeline.pii.person import is_given_name, name_span, name_word

# Several words: a colon may be missing. One word: it may not, "Name" begins too many sentences.
_PHRASES = (
    "Ad Soyad|Adı Soyadı|Adı ve Soyadı|Ad-Soyad|Ad, Soyad|Müşteri Adı|Yetkili Kişi|Hesap Sahibi|Hasta Adı|Çalışan Adı|"
    "Personel Adı|Kart Sahibi|"
    "Full Name|Customer Name|Employee Name|Contact Name|Contact Person|Authori[sz]ed By|Authori[sz]ed Person|"
    "Account Holder|Card ?holder|Cardholder|"
    "Patient Name|First Name|Last Name|Given Name|Middle Name|Family Name|Maiden Name|Signed By|Prepared By|"
    "Name of (?:patient|applicant|insured)|"
    "Vor- und Nachname|Name, Vorname|Vor- und Zuname|Ihr Ansprechpartner|Ihre Ansprechpartnerin|"
    "Nom et prénom|Nom de famille|Titulaire du compte|Nom du client|Nom du titulaire|Nome e cognome|Intestatario del conto|"
    "Nombre y apellidos|Nombre completo|Titular de la cuenta|Nombre del cliente|Naam rekeninghouder|Imię i nazwisko|"
    "Posiadacz rachunku|"
    "Osoba kontaktowa"
)
_WORDS = (
    "Yetkili|İsim|Soyadı|Soyad|Adı|Ad|Hasta|Sigortalı|Çalışan|Müşteri|Kiracı|Kiraya Veren|Vekil|"
    "Name|Surname|Forename|Patient|Contact|Attn|Attention|Beneficiary|Tenant|Landlord|Insured|Employee|Applicant|Signatory|"
    "Customer|Client|"
    "Vorname|Nachname|Familienname|Geburtsname|Kontoinhaber(?:in)?|Ansprechpartner(?:in)?|Patientin|Kundin|Kunde|"
    "Mitarbeiter(?:in)?|Mieter(?:in)?|"
    "Vermieter(?:in)?|Sachbearbeiter(?:in)?|Bearbeiter(?:in)?|Versicherte[rn]?|Antragsteller(?:in)?|Karteninhaber(?:in)?|"
    "Nom|Prénom|Titulaire|Interlocuteur|Salariée?|Locataire|Bailleur|Bénéficiaire|Nome|Cognome|Intestatario|Paziente|"
    "Referente|Cliente|"
    "Nombre|Apellidos?|Titular|Paciente|Contacto|Naam|Voornaam|Achternaam|Rekeninghouder|Contactpersoon|Patiënt|Klant|Huurder|"
    "Imię|Nazwisko|Pacjent(?:ka)?|Klient(?:ka)?|Pracownik|Najemca"
)
_TITLES = (  # the short ones in their usual spelling only: "dr" and "av" are also abbreviations of other things
    "Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Herrn?|Frau|Mme|Mlle|Sig\\.ra|Sig|Dott\\.ssa|Dott|Sra?|Srta|Doña|Don|Dhr|Mevr|Pani?|Panem|Panią|"
    "Sayın|Sn|Av|Uzm|Dear|Hi|Hello|Liebe[rs]?|Hallo|Chère?|Caro|Cara|Estimad[oa]|Beste|Drogi|Droga|"
    "(?i:monsieur|madame|docteur|signora?|signor|señora?|mevrouw|meneer|geachte heer|sehr geehrter herr|sehr geehrte frau)"
)
_LABEL = re.compile(
    rf"(?<![\w\-])(?=[^\W\d_])(?:(?i:{_PHRASES})[ \t]{{0,8}}[:=\-–|]?"
    rf"|(?i:{_WORDS})[ \t]{{0,8}}(?:\([^()\n]{{0,24}}\)[ \t]{{0,4}})?[:=|])"
    r"[ \t\u00a0]{0,40}(?:\n[ \t]{0,20})?"
)
_TITLE = re.compile(rf"(?<![\w\-])(?=[^\W\d_])(?:(?:{_TITLES})\.?[ \u00a0]){{1,3}}")
_SUFFIX = re.compile(r"[ \u00a0](?:Bey|Hanım|BEY|HANIM)(?!\w)")
_WORD = re.compile(r"(?<![\w])[^\W\d_]{1,24}")
_CHOICE = re.compile(r"\(\?:([^()]*)\)(\?)?|\[(\w+)\](\?)?|(\w)\?")


def _variants(listed: str) -> Iterator[str]:
    """All spellings of alternatives that hold optional letters, classes and groups."""
    for pattern in re.split(r"\|(?![^()]*\))", listed):
        choice = _CHOICE.search(pattern)
        if choice is None:
            yield pattern
            continue
        options = [choice[5], ""] if choice[5] else list(choice[3]) if choice[3] else choice[1].split("|")
        options += [""] * bool(choice[2] or choice[4])
        for option in options:
            yield from _variants(pattern[: choice.start()] + option + pattern[choice.end() :])


def _fold(word: str) -> str:
    """A word without the dots that tell the Turkish i apart, which capitals lose."""
    return word.replace("i\u0307", "i").replace("ı", "i")


_BEGINNINGS = frozenset(  # the first words of all labels and titles: only there the patterns above are tried
    _fold(re.split(r"[^\w]", spelling.strip("()"))[0].casefold())
    for listed in (_PHRASES, _WORDS, _TITLES.replace("(?i:", "").replace("signora?)", "").rstrip(")"))
    for spelling in _variants(listed)
)


class LabelledNames:
    """``Name: Anna Kowalska``, ``Herr Dr. Müller``, ``Ahmet Bey``, ``Anna Kowalska``."""

    types = ("name",)
    countries: tuple[str, ...] = ()

    def find(self, context: Context) -> Iterator[Candidate]:
        """Candidates, those behind labels first."""
        text = context.text
        found: list[Candidate] = []
        end = skip = 0
        for word in _WORD.finditer(text):
            start, key = word.start(), word[0].casefold()
            if start >= skip and _fold(key) in _BEGINNINGS and text[start - 1 : start] != "-":
                if (label := _LABEL.match(text, start)) and (span := _value(text, label.end(), single=True)):
                    yield Candidate("name", *span, 0.9, "label:name", True)
                    continue
                if title := _TITLE.match(text, start):
                    skip = title.end()
                    if span := _value(text, title.end(), single=True):
                        found.append(Candidate("name", *span, 0.85, "title:name", True))
            if start >= end and word[0][0].isupper() and is_given_name(word[0]) and (span := _full_name(text, start, word[0])):
                end = span[1]
                found.append(Candidate("name", *span, 0.7, "list:given_name"))
        yield from found
        for match in _SUFFIX.finditer(text):
            before = re.search(r"[^\W\d_]{2,20}$", text[max(0, match.start() - 21) : match.start()])
            if before and name_word(before[0]):
                yield Candidate("name", match.start() - len(before[0]), match.start(), 0.85, "title:name", True)

    def synthetics(self) -> dict[str, Fake]:
        """Another name."""
        given = ("Alex", "Robin", "Kim", "Sam", "Deniz", "Toni", "Noa", "Charlie")
        family = ("Example", "Muster", "Sample", "Örnek", "Martin", "Novak", "Peeters", "Silva")
        return {"name": Fake(tuple(f"{first} {last}" for first in given for last in family))}


def _full_name(text: str, start: int, given: str) -> tuple[int, int] | None:
    """A given name and what follows: in capitals, where small letters do not end it, one word."""
    if not given.isupper():
        return _value(text, start, single=False)
    span = name_span(text, start, fewest=2, most=2)
    return None if span is None or LEGAL_FORM.match(text, span[1]) else span


def _value(text: str, start: int, *, single: bool) -> tuple[int, int] | None:
    """The name that starts here; None when it is none, or a company, or the next label of a form."""
    span = name_span(text, start, fewest=1 if single else 2)
    if span is None or LEGAL_FORM.match(text, span[1]) or text[span[1] : span[1] + 1] in (":", "="):
        return None
    return span


DETECTORS = (LabelledNames(),)
