"""Names of people behind a label, a title or a well-known given name. No model is needed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.pii.context import Context
from pipeline.pii.detector import Candidate, Fake
from pipeline.pii.person import GIVEN_NAMES, name_span, name_word

# Several words: a colon may be missing. One word: it may not, "Name" begins too many sentences.
_PHRASES = (
    "Ad Soyad|Adı Soyadı|Adı ve Soyadı|Ad-Soyad|Ad, Soyad|Müşteri Adı|Yetkili Kişi|Hesap Sahibi|Hasta Adı|Çalışan Adı|"
    "Personel Adı|Kart Sahibi|"
    "Full Name|Customer Name|Employee Name|Contact Name|Contact Person|Authori[sz]ed By|Authori[sz]ed Person|"
    "Account Holder|Card ?holder|"
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
_FIRST = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž](?<!\w.)[^\W\d_]{1,14}(?=[ \u00a0\-][A-ZÀ-ÖØ-ÞĀ-Ža-z])")
_FORMS = re.compile(
    r"[ ,]{0,2}(?:GmbH|AG|KG|UG|e\.V|Ltd|Inc|LLC|LLP|PLC|Corp|SARL|SAS|S\.|SpA|Srl|B\.V|N\.V|A\.Ş|& Co|Şti|Bank)"
)


class LabelledNames:
    """``Name: Anna Kowalska``, ``Herr Dr. Müller``, ``Ahmet Bey``, ``Anna Kowalska``."""

    types = ("name",)
    countries: tuple[str, ...] = ()

    def find(self, context: Context) -> Iterator[Candidate]:
        """Candidates, those behind labels first."""
        text = context.text
        for match in _LABEL.finditer(text):
            if span := _value(text, match.end(), single=True):
                yield Candidate("name", *span, 0.9, "label:name", True)
        for match in _TITLE.finditer(text):
            if span := _value(text, match.end(), single=True):
                yield Candidate("name", *span, 0.85, "title:name", True)
        for match in _SUFFIX.finditer(text):
            word = re.search(r"[^\W\d_]{2,20}$", text[max(0, match.start() - 21) : match.start()])
            if word and name_word(word[0]):
                yield Candidate("name", match.start() - len(word[0]), match.start(), 0.85, "title:name", True)
        end = 0
        for match in _FIRST.finditer(text):
            if match.start() < end or match[0].casefold() not in GIVEN_NAMES:
                continue
            if span := _value(text, match.start(), single=False):
                end = span[1]
                yield Candidate("name", *span, 0.7, "list:given_name")

    def synthetics(self) -> dict[str, Fake]:
        """Another name."""
        given = ("Alex", "Robin", "Kim", "Sam", "Deniz", "Toni", "Noa", "Charlie")
        family = ("Example", "Muster", "Sample", "Örnek", "Martin", "Novak", "Peeters", "Silva")
        return {"name": Fake(tuple(f"{first} {last}" for first in given for last in family))}


def _value(text: str, start: int, *, single: bool) -> tuple[int, int] | None:
    """The name that starts here; None when it is none, or a company, or the next label of a form."""
    span = name_span(text, start, fewest=1 if single else 2)
    if span is None or _FORMS.match(text, span[1]) or text[span[1] : span[1] + 1] in (":", "="):
        return None
    return span


DETECTORS = (LabelledNames(),)
