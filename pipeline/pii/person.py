"""What a person's name looks like: capitalised words that are not the vocabulary of forms and letters."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from pipeline.pii.words import fold

MOST_WORDS = 4

# Given names that are hardly ever anything else, of the countries we read: evidence of a name without a label. Names that are
# also places, months, words or companies (Paris, April, Mark, Rose, Ford) are left out on purpose.
GIVEN_NAMES = frozenset(
    """
    aaron abigail adam adrian agnieszka ahmet aisha alberto aleksandra alessandra alessandro alessia alexander alexandra
    alejandro alfonso ali alice alicia amanda amelia amélie amy ana anders andrea andreas andrew andrzej andré angela
    angelika anja anna anne annemarie annette anthony antoine antonio aparna arjun arthur astrid ayşe aylin barbara bartosz
    bas beata beate beatriz benjamin bernd bert bianca birgit björn brigitte britta bruno burak camille carina carla carlos
    carmen carolina caroline catarina catherine cem chiara christian christiane christina christine christoph christopher
    claire claudia clara cornelia cristina daan daniel daniela daniele danuta david davide deborah denise dennis diana diego
    dieter dimitri dirk dominik donald dorota eduardo edward elena elif elisabeth elisa elizabeth elke ella emilia emilie
    emily emine emma emmanuel emre enrique eric erik erika esra esther eva ewa fabian fatma federica federico felix fernando
    filip florian fatih francesca francesco francisco franz françois françoise frank frederik friedrich gabriel gabriela
    gabriele georg george gerhard gerard giorgio giovanna giovanni giulia giuseppe gökhan grzegorz guido guillaume günter
    gustav hakan halil hanna hannah hans harald hasan hatice heike heinrich heinz helena helga hélène helen helmut henri
    henrik henry hendrik hüseyin ian ibrahim inês inga ingrid irene irina isabel isabella isabelle ismail ivan jacek jack
    jacob jacqueline jakob jakub james jan jana jane janina janusz jasmin javier jean jennifer jens jeroen jerzy jessica
    joanna joachim joana joão johan johann johannes john jonas jonathan jörg jorge jose josef josé joseph juan juha julia
    julian julie julien jürgen justyna kadir kamil karen karin karl karolina katarina katarzyna katharina kathrin katja
    kemal kerem kevin klaus konrad krystyna krzysztof lars laura laurent lena leon leonardo leyla linda lisa lotte louise
    luca lucas lucia lucía lucie luigi luís luisa luiza lukas łukasz maciej magdalena mahmut małgorzata manfred manuel
    manuela marcel marcin marco marcos marek margaret margarita maria marian maría marianne marie marina mario mariusz
    markus marta martin martina mateusz mathias mathieu matteo matthew matthias mauro max maximilian maxime mehmet mehtap
    melanie melissa merve michael michaela michał michel michele michelle miguel mikael mikko mohammed monica monika monique
    muhammed murat mustafa nadia nadine natalia natalie nathalie nicholas nicola nicolas nicole niels nikola nina nora
    norbert nuria oğuz olga oliver olivia olivier ömer özge özlem pablo paola paolo patricia patrick paul paula pauline
    pawel paweł pedro peter petra philipp philippe pierre pieter piotr priya rachel rafael rainer ralf raquel raymond
    rebecca regina reinhard renate rené ricardo richard robert roberto roland rolf roman ruben rüdiger ruth ryszard sabine
    sabrina salih samuel sandra sara sarah sebastian selin serkan sergio sibel silke silvia simon simone sofie sophie stefan
    stefania stefano stefanie steffen stephan stephanie stephen steven susan susanne svetlana sven sylvie sylwia tadeusz
    tanja teresa thomas théo thierry thijs thorsten tim timo tobias tomasz torsten tuğba tülay ulrich ulrike umut ursula ute
    valentina valérie vanessa vera veronika victoria vincent vincenzo wanda werner wiktor william wojciech wolfgang xavier
    yasemin yusuf yves zbigniew zehra zeynep zoe zofia
    """.split()  # noqa: SIM905
)

_PARTICLES = frozenset(
    (
        "van",
        "von",
        "der",
        "den",
        "de",
        "del",
        "della",
        "di",
        "da",
        "dos",
        "du",
        "la",
        "le",
        "ten",
        "ter",
        "zu",
        "zum",
        "zur",
        "af",
        "al",
        "bin",
        "el",
        "ibn",
        "y",
    )
)
# Capitalised words that stand where names stand and are none: headings, months, forms of address, streets, trades, countries.
NOT_NAMES = frozenset(
    """
    account address adresse adres amount anschrift april art artikel august avenue bank bestellung betrag betreff bic cad
    caddesi city client company conditions confirmation contact contract country credit customer dagen data date dated datum
    dear december delivery department description due email employee euro faktura fatura february factura facture fattura
    fax firma gmbh hallo handelsregister hello iban id invoice item january journal july june kind kontakt konto kunde
    kundennummer land lieferung ltd mah mahallesi manager march may menge monday mwst name nachname nom nome note notes
    november nr number nummer october office order ordre ort page payment phone place platz policy position posten preis
    price product project quantity quote rate rechnung rechnungsnummer receipt reference regards rib road saturday saturn
    section seite september service services sheet siparis sokak straat strasse straße street sum sunday support swift table
    tax tel telefon telefax terms thank thanks thursday total tuesday type university unit ust vat version via vorname
    wednesday weg website widerruf your zahlung zip mit freundlichen grüßen best kind sincerely yours fälligkeit gesamt
    gesamtbetrag netto brutto summe steuer steuernummer umsatzsteuer lieferschein lieferdatum rechnungsdatum leistung
    leistungszeitraum bankverbindung geschäftsführer amtsgericht registergericht hrb gläubiger sir madam montant quantité
    prix client adresse objet madame monsieur importe cantidad precio fecha dirección naam datum bedrag klant tarih tutar
    toplam müşteri telefon adres vergi sayın firma ürün miktar fiyat imza tarihi numarası no deutschland germany france
    italy spain türkiye turkey europe european united states kingdom america republic government ministry court hotel
    restaurant limited group holding association committee council school church hospital clinic insurance versicherung
    gesellschaft signature sign signed issued issue from bill ship sold the this that these we our you and or for with not
    all any if in on at customer colleague colleagues team all everyone partner kunden kollegen damen herren friend friends
    family last first middle given mr mrs ms dr prof herr herrn frau sales subtotal balance cash change card visa mastercard
    paid table server guest thank date_of_birth birth dob gender sex male female age height nationality passport license
    licence ssn ein vkn tckn pesel nip dni nie nif bsn iban siren siret mersis sgk ip mac url uuid pin otp todo faq pdf xml
    html json csv api sdk gdpr kvkk
    """.split()  # noqa: SIM905
)

_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_GAP = re.compile(r"\.?[ \u00a0]{1,2}|\.(?=[^\W\d_])|,[ \u00a0]")


@cache
def given_names() -> frozenset[str]:
    """All given names we know, folded: ours, and those of ``given_names.txt``, which scripts/given_names.py writes."""
    listed = Path(__file__).with_name("given_names.txt").read_text().split()
    return frozenset(map(fold, GIVEN_NAMES)).union(listed)


def is_given_name(word: str) -> bool:
    """Whether a word, in any case and with or without its marks, is a given name and hardly ever anything else."""
    return fold(word) in given_names()


def name_word(word: str) -> bool:
    """Whether a word can be part of a name: capitalised, no form vocabulary, not longer than 30 characters."""
    return 1 <= len(word) <= 30 and word[0].isupper() and word.casefold().strip(".") not in NOT_NAMES


def name_span(text: str, start: int, fewest: int = 1, most: int = MOST_WORDS) -> tuple[int, int] | None:
    """The span of the name that starts here: some capitalised words on one line, particles between them.

    Args:
        text: the whole text.
        start: where the first word would begin.
        fewest: words that are needed, particles and initials not counted.
        most: words that are taken.

    Returns:
        None when no name starts here.
    """
    position, end, words = start, start, 0
    for count in range(MOST_WORDS + 2):
        word = _WORD.match(text, position, position + 64)
        if word is None:
            break
        value = word[0]
        if name_word(value):
            end = word.end() + (len(value) == 1 and text.startswith(".", word.end()))
            words += len(value) > 1
        elif value.casefold() not in _PARTICLES or value != value.lower():
            break
        if words == most:
            break
        gap = _GAP.match(text, end if name_word(value) else word.end())
        if gap is None or (gap[0].startswith(",") and (count > 0 or not _is_given(text, gap.end()))):
            break  # "Kowalska, Anna" is one name, "Anna Kowalska, Berlin" is not
        if gap[0].startswith(".") and len(value) > 3:
            break
        position = gap.end()
    return (start, end) if words >= fewest and end > start else None


def _is_given(text: str, start: int) -> bool:
    word = _WORD.match(text, start, start + 32)
    return word is not None and is_given_name(word[0])
