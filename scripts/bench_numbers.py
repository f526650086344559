# ruff: noqa: E501 - tables of figures
"""Recall and precision of numbers with check digits, per type, in clean text and under three levels of OCR noise; Presidio beside it.

    python scripts/bench_numbers.py [--part test] [--rounds 8] [--no-peer] [--misses]

Texts come from scripts/pii_numbers.py: ``dev`` is what rules may be tuned on, ``test`` is what is reported. A number is found when
at least 90 % of its characters are covered by findings of any type. Precision: of the findings of a type, the share that touch a
number of that type. The noise levels are told to be recognised text, as the stage tells it of pages that OCR has read.
"""

from __future__ import annotations

import argparse
from collections import Counter

import bench_pii
import pii_numbers

from pipeline.pii.detect import detect_pii


def ours(text: str, kind: str) -> bench_pii.Found:
    """What the rules find; noise is said to be recognised text."""
    recognised = ((0, len(text)),) if kind.startswith("ocr") else ()
    return [(item.type, item.start, item.end) for item in detect_pii(text, ner=False, recognised=recognised)]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=("dev", "test"), default="test")
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--no-peer", action="store_true", help="leave Presidio out")
    parser.add_argument("--misses", action="store_true", help="print what was missed; for --part dev")
    parser.add_argument("--limit", type=int, help="a quick run: one round, and no peer")
    parser.add_argument("--data", help="not used; every bench script takes it")
    arguments = parser.parse_args()
    rounds = 1 if arguments.limit else arguments.rounds
    peer = None if arguments.no_peer or arguments.limit else bench_pii.presidio()
    for kind in pii_numbers.KINDS:
        made = pii_numbers.examples(arguments.part, kind, rounds=rounds)
        entities, hits, found, right, peer_hits = Counter(), Counter(), Counter(), Counter(), 0
        for text, spans in made:
            items = ours(text, kind)
            covered = {place for _, start, end in items for place in range(start, end)}
            others = {place for _, start, end in peer(text) for place in range(start, end)} if peer else set()
            for name, start, end in spans:
                entities[name] += 1
                is_hit = sum(place in covered for place in range(start, end)) >= 0.9 * (end - start)
                hits[name] += is_hit
                peer_hits += sum(place in others for place in range(start, end)) >= 0.9 * (end - start)
                if arguments.misses and not is_hit:
                    print(f"    {name}: {text[start:end]!r} in {text[max(0, start - 40) : end + 20]!r}")
            for name, start, end in items:
                if name in pii_numbers.CHECKED:
                    found[name] += 1
                    right[name] += any(name == other and start < last and first < end for other, first, last in spans)
        total = entities.total()
        line = f"{kind:6} recall {hits.total() / total:.4f} precision {right.total() / max(1, found.total()):.4f} ({total} numbers)"
        print(line + (f"; Presidio recall {peer_hits / total:.4f}" if peer else ""))
        worst = sorted(entities, key=lambda name: (hits[name] / entities[name], name))
        print(
            "   below 1:",
            ", ".join(f"{name} {hits[name]}/{entities[name]}" for name in worst if hits[name] < entities[name]) or "none",
        )


if __name__ == "__main__":
    main()
