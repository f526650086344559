"""Recall, leak and over-mask of the PII stage per type, and its speed, on a set made here from templates.

    python scripts/bench_pii.py [--seed 1] [--rounds 20]

Metrics: an entity is found when at least 90 % of its characters are covered by findings; leak is the share of its characters
that are not covered; over-mask is the number of covered characters outside any entity, divided by the characters of all
entities. Presidio runs beside it on the same texts when it is installed.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterable

from pipeline.pii.detect import detect_pii
from pipeline.pii.synthetic import synthetic

Span = tuple[str, int, int]
Example = tuple[str, list[Span]]
Detect = Callable[[str], Iterable[tuple[int, int]]]

PEOPLE = {
    "en": [
        "Margaret Holloway",
        "Kwame Mensah",
        "Priya Raghunathan",
        "Tobias Fairweather",
        "Siobhan O'Rourke",
        "Dale Whitcombe",
    ],
    "de": ["Ingeborg Zimmermann", "Lutz Achterberg", "Heike Brandstätter", "Uwe Köhnke", "Mareike von Alten"],
    "fr": ["Mathilde Garnier", "Yvon Le Goff", "Solène Rousseau", "Baptiste Charpentier"],
    "tr": ["Gülşah Karaca", "Mehmet Özdemir", "Nurettin Şahin", "Elif Çağlar"],
    "pl": ["Zdzisław Wrona", "Katarzyna Maj", "Bożena Ćwik"],
    "es": ["Remedios Ibáñez", "Javier Echeverría", "Pilar Quintana"],
    "it": ["Ornella Bianchi", "Giuseppe Lo Cascio", "Fabrizia Neri"],
    "nl": ["Joost van Dijk", "Anneke de Wit", "Sanne Bakker"],
}
PLACES = {"en": ["Chicago", "Manchester", "Nairobi", "Toronto"]}
TEMPLATES = {
    "en": [
        "Dear {name},\nthank you for your call on 4 May. We have written to {email} and will ring you on {phone_uk} "
        "next week.\nOrder no 4451 2209.",
        "The tenant, {name}, lives in {location} and pays from {iban_uk}. The amount of 1,250.00 GBP is due on the "
        "first of the month.",
        "Employee: {name}\nNational Insurance number: {national_id_uk}\nUTR: {tax_id_uk}\nIP: {ip}\nInvoice 20240311-77",
        "{name} told us that the card {credit_card} was lost while she was travelling through {location}.",
        "Patient {name} called from {phone_us}. SSN {ssn_us}, EIN of the employer {tax_id_us}. Room 1204, 12:30-13:45.",
    ],
    "de": [
        "Sehr geehrte Frau {name},\nIhre Rechnung 2024-118 über 1.234,50 EUR wird von {iban_de} eingezogen.\nTel. "
        "{phone_de}, E-Mail {email}",
        "Kontoinhaber: {name}\nSteuer-ID: {tax_id_de}\nSozialversicherungsnummer: {social_id_de}\nKundennummer "
        "10022233, Artikel 4006381333931",
        "Der Vertrag mit {company_name_intl} wurde von Herrn {name} unterzeichnet. Lieferdatum 03.04.2024, Menge 12, "
        "Einzelpreis 9,90.",
    ],
    "fr": [
        "Madame {name},\nnous avons débité votre compte {iban_fr}. Votre numéro de sécurité sociale est "
        "{national_id_fr}. Tél : {phone_fr}",
        "Nom : {name}\nSIREN {company_id_fr}\nFacture 2024/0092, montant 340,00 EUR\nContact {email}",
    ],
    "tr": [
        "Sayın {name},\nT.C. Kimlik No: {national_id_tr}, hesabınız {iban_tr} için ödeme alındı. Cep: {phone_tr}",
        "Müşteri Adı: {name}\nVergi No: {tax_id_tr}\nSipariş No: 20240355\nFirma: {company_name_tr}",
    ],
    "pl": [
        "Imię i nazwisko: {name}\nPESEL: {national_id_pl}\nNIP: {tax_id_pl}\nRachunek "
        "{iban_pl}\nFaktura 12/2024 na kwotę 99,00 zł"
    ],
    "es": ["Nombre: {name}\nDNI {national_id_es}\nEl pedido 8812 se cargará en la cuenta {iban_es}. Teléfono: {phone_es}"],
    "it": ["Il signor {name}, codice fiscale {national_id_it}, paga con {iban_it}. Fattura 77 del 2024, P.IVA {tax_id_it}."],
    "nl": ["Geachte mevrouw {name},\nuw BSN {national_id_nl} is ontvangen. De factuur 2024-9 gaat naar {email} en {iban_nl}."],
}
_SLOT = re.compile(r"\{(\w+)\}")


def examples(rng: random.Random, rounds: int) -> list[Example]:
    """Filled templates with the spans of what was filled in."""
    made = []
    for _ in range(rounds):
        for language, templates in TEMPLATES.items():
            made += [_fill(template, language, rng) for template in templates]
    return made


def _fill(template: str, language: str, rng: random.Random) -> Example:
    text, spans, position = "", [], 0
    for slot in _SLOT.finditer(template):
        text += template[position : slot.start()]
        value = _value(slot[1], language, rng)
        spans.append((slot[1], len(text), len(text) + len(value)))
        text, position = text + value, slot.end()
    return text + template[position:], spans


def _value(type_name: str, language: str, rng: random.Random) -> str:
    if type_name == "name":
        return rng.choice(PEOPLE[language])
    if type_name == "location":
        return rng.choice(PLACES[language])
    if type_name == "tax_id_uk":
        return str(rng.randrange(10**9, 10**10))
    if type_name == "company_name_intl":
        return rng.choice(["Hubertus Feinmechanik GmbH", "Nordlicht Spedition KG", "Blumen Sauer GmbH & Co. KG"])
    if type_name == "company_name_tr":
        return rng.choice(["Karadeniz Gıda A.Ş.", "Yıldız Tekstil Ltd. Şti."])
    return synthetic(type_name, str(rng.random()))


def measure(made: list[Example], detect: Detect) -> tuple[dict[str, list[float]], float, float]:
    """Per type [entities, found, characters, leaked characters]; over-mask; characters a second."""
    counts: dict[str, list[float]] = defaultdict(lambda: [0, 0, 0, 0])
    outside = gold = size = 0
    start = time.perf_counter()
    results = [list(detect(text)) for text, _ in made]
    elapsed = time.perf_counter() - start
    for (text, spans), found in zip(made, results, strict=True):
        covered = {place for begin, end in found for place in range(begin, end)}
        inside: set[int] = set()
        for type_name, begin, end in spans:
            hit = sum(place in covered for place in range(begin, end))
            row = counts[type_name]
            for index, value in enumerate((1, hit >= 0.9 * (end - begin), end - begin, end - begin - hit)):
                row[index] += value
            inside.update(range(begin, end))
        outside, gold, size = outside + len(covered - inside), gold + len(inside), size + len(text)
    return dict(counts), outside / gold, size / elapsed


def show(title: str, made: list[Example], detect: Detect) -> None:
    detect(made[0][0])  # models load with the first text
    counts, over, speed = measure(made, detect)
    print(f"\n{title}: {len(made)} texts, {speed:,.0f} characters/s, over-mask {over:.4f}")
    print(f"  {'type':20} {'entities':>8} {'recall':>7} {'leak':>7}")
    total = [sum(column) for column in zip(*counts.values(), strict=True)]
    for name, (entities, hits, size, leaked) in [*sorted(counts.items()), ("all", total)]:
        print(f"  {name:20} {entities:8.0f} {hits / entities:7.3f} {leaked / size:7.3f}")


def presidio() -> Detect | None:
    """Presidio with en_core_web_sm as an English user would run it; None when it is not installed."""
    if importlib.util.find_spec("presidio_analyzer") is None:
        return None
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import NlpEngineProvider

    models = [{"lang_code": "en", "model_name": "en_core_web_sm"}]
    provider = NlpEngineProvider(nlp_configuration={"nlp_engine_name": "spacy", "models": models})
    engine = AnalyzerEngine(nlp_engine=provider.create_engine())
    return lambda text: [(item.start, item.end) for item in engine.analyze(text, language="en")]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=20, help="times every template is filled")
    arguments = parser.parse_args()
    made = examples(random.Random(arguments.seed), arguments.rounds)
    show("rules and model", made, lambda text: [(item.start, item.end) for item in detect_pii(text)])
    show("rules only", made, lambda text: [(item.start, item.end) for item in detect_pii(text, ner=False)])
    peer = presidio()
    if peer is None:
        print("\npresidio is not installed")
    else:
        show("presidio, en_core_web_sm", made, peer)


if __name__ == "__main__":
    main()
