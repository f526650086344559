"""Train the names model: hashed words and convolutions, from nothing, on texts of scripts/names_data.py.

    OMP_NUM_THREADS=1 nice -n 5 python scripts/train_names.py --steps 4000 --seed 7

Needs torch (extra ``easyocr``), Faker and simplemma. Every step draws fresh texts from a seed of its own, on one thread:
the seed and the number of steps decide every byte of the result on one kind of processor. ``--every`` steps the whole state is
written beside the target; started again with the same arguments it goes on from there and ends with the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import time
from functools import lru_cache
from pathlib import Path

import numpy as np
import torch
from names_data import Maker, examples
from torch import Tensor
from torch.nn import functional

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from pipeline.pii import words
from pipeline.pii.tagger import DILATIONS, LABELS, TAGS, Tagger

TARGET = Path(__file__).resolve().parents[1] / "models" / "names" / "names" / "weights.npz"
WIDTH = 128
FEATURES = {"words": 48, "grams": 48, "shapes": 16, "layouts": 16}
TOKENS = 4_096  # a step
RATE = 0.003
WARM = 200  # steps until the rate is full
HALF = 1_000  # then it falls as 1 / sqrt(1 + step / HALF)
COOL = 400  # last steps, in which it falls to nothing; a run that is only longer is the same until then
LISTS = 1_800  # steps in which names are learnt by heart, before more of them have to be guessed by their parts and neighbours
FORGOTTEN = (0.1, 0.35)  # of the words, before and after
DROPPED = 0.1  # of the features
DECAY = 0.9985  # of the moving average of the weights, which is what is kept
APART = "\n\n"
STATE = ("weights", "first", "second", "average")  # of Adam

rows = lru_cache(300_000)(lambda word: (*words.rows(words.fold(word)), words.shape(word)))


class Batch:
    """Texts joined to one, as a reader meets paragraphs."""

    def __init__(self, maker: Maker) -> None:
        tokens: list[tuple[int, int]] = []
        parts: list[str] = []
        gold: list[int] = []
        offset = 0
        while len(tokens) < TOKENS:
            text, spans = maker.text()
            found = words.spans(text)
            gold += tags(found, spans)
            tokens += [(start + offset, end + offset) for start, end in found]
            parts.append(text)
            offset += len(text) + len(APART)
        text = APART.join(parts)
        known: dict[str, int] = {}
        index = [known.setdefault(text[start:end], len(known)) for start, end in tokens]
        hashed = [rows(word) for word in known]
        sizes = np.array([len(item[1]) for item in hashed])
        self.index = torch.tensor(index)
        self.whole = torch.tensor([item[0] for item in hashed])
        self.parts = torch.tensor(np.concatenate([item[1] for item in hashed]))
        self.offsets = torch.tensor(np.cumsum(sizes) - sizes)
        self.sizes = torch.tensor(np.sqrt(sizes)[:, None], dtype=torch.float32)
        self.shapes = torch.tensor([item[2] for item in hashed])
        self.layouts = torch.tensor(words.layouts(text, tokens))
        self.gold = torch.tensor(gold)


def tags(tokens: list[tuple[int, int]], spans: list[tuple[int, int, str]]) -> list[int]:
    """The tag of each token; a span that cuts a token takes all of it."""
    found = [0] * len(tokens)
    place = 0
    for begin, end, label in spans:
        while place < len(tokens) and tokens[place][1] <= begin:
            place += 1
        last = place
        while last < len(tokens) and tokens[last][0] < end:
            last += 1
        first = 1 + 4 * LABELS.index(label)
        if last == place + 1:
            found[place] = first + 3
        elif last > place:
            found[place], found[last - 1] = first, first + 2
            found[place + 1 : last - 1] = [first + 1] * (last - place - 2)
        place = last
    return found


def start() -> dict[str, Tensor]:
    """Weights before training, by the names that pipeline.pii.tagger reads."""
    size = sum(FEATURES.values())
    made = {
        "words": torch.randn(words.WORD_ROWS, FEATURES["words"]) * 0.1,
        "grams": torch.randn(words.GRAM_ROWS, FEATURES["grams"]) * 0.1,
        "shapes": torch.randn(words.SHAPES, FEATURES["shapes"]) * 0.3,
        "layouts": torch.randn(words.LAYOUTS, FEATURES["layouts"]) * 0.3,
        "mix.word": torch.randn(size - FEATURES["layouts"], WIDTH) * (2 / size) ** 0.5,
        "mix.layout": torch.randn(FEATURES["layouts"], WIDTH) * (2 / size) ** 0.5,
        "mix.bias": torch.zeros(WIDTH),
        "out": torch.randn(WIDTH, len(TAGS)) * WIDTH**-0.5,
        "out.bias": torch.zeros(len(TAGS)),
    }
    for layer in range(len(DILATIONS)):
        made[f"conv.{layer}"] = torch.randn(3 * WIDTH, WIDTH) * (2 / (3 * WIDTH)) ** 0.5
        made[f"conv.{layer}.bias"] = torch.zeros(WIDTH)
        made[f"norm.{layer}"] = torch.ones(WIDTH)
        made[f"norm.{layer}.bias"] = torch.zeros(WIDTH)
    return made


def scores(weights: dict[str, Tensor], batch: Batch, forgotten: float) -> Tensor:
    """Scores of the tags, shape (tokens, tags); the twin of Tagger.scores, with a share of the words not known as such."""
    whole = functional.embedding(batch.whole, weights["words"]).sum(1)
    parts = functional.embedding_bag(batch.parts, weights["grams"], batch.offsets, mode="sum") / batch.sizes
    shapes = functional.embedding(batch.shapes, weights["shapes"])
    whole = whole * (torch.rand(len(whole), 1) >= forgotten)
    parts = parts * (torch.rand(len(parts), 1) >= forgotten / 3)
    x = torch.cat((whole, parts, shapes), 1) @ weights["mix.word"]
    x = x[batch.index] + functional.embedding(batch.layouts, weights["layouts"] @ weights["mix.layout"]) + weights["mix.bias"]
    x = functional.dropout(functional.relu(x), DROPPED)
    for layer, apart in enumerate(DILATIONS):
        near = functional.pad(x, (0, 0, apart, apart))
        wide = torch.cat((near[: -2 * apart], x, near[2 * apart :]), 1)
        y = functional.relu(torch.addmm(weights[f"conv.{layer}.bias"], wide, weights[f"conv.{layer}"]))
        x = functional.layer_norm(x + y, (WIDTH,), weights[f"norm.{layer}"], weights[f"norm.{layer}.bias"])
    return functional.dropout(x, DROPPED) @ weights["out"] + weights["out.bias"]


class Adam:
    """Adam with weight decay on matrices only, a moving average of the weights, and a state that is plain arrays."""

    def __init__(self, weights: dict[str, Tensor]) -> None:
        self.weights = weights
        self.first = {name: torch.zeros_like(value) for name, value in weights.items()}
        self.second = {name: torch.zeros_like(value) for name, value in weights.items()}
        self.average = {name: value.detach().clone() for name, value in weights.items()}

    @torch.no_grad()
    def step(self, number: int, rate: float) -> None:
        grads = {name: value.grad for name, value in self.weights.items()}
        norm = torch.sqrt(sum((grad * grad).sum() for grad in grads.values())).item()
        scale = min(1.0, 1.0 / (norm + 1e-6))
        for name, value in self.weights.items():
            grad = grads[name].mul_(scale)
            self.first[name].mul_(0.9).add_(grad, alpha=0.1)
            self.second[name].mul_(0.98).addcmul_(grad, grad, value=0.02)
            root = (self.second[name] / (1 - 0.98**number)).sqrt_().add_(1e-8)
            if name.startswith(("conv", "mix", "out")) and value.ndim > 1:
                value.mul_(1 - rate * 0.01)
            value.addcdiv_(self.first[name], root, value=-rate / (1 - 0.9**number))
            self.average[name].lerp_(value, max(1 - DECAY, 1 / (number + 1)))
            value.grad = None


def save(path: Path, adam: Adam, done: int) -> None:
    state = {f"{part}:{name}": value.detach().numpy() for part in STATE for name, value in getattr(adam, part).items()}
    partial = path.with_suffix(".partial.npz")
    np.savez(partial, done=np.array(done), **state)
    partial.replace(path)


def restore(path: Path, adam: Adam) -> int:
    with np.load(path, allow_pickle=False) as state:
        with torch.no_grad():
            for part in STATE:
                for name, value in getattr(adam, part).items():
                    value.copy_(torch.from_numpy(state[f"{part}:{name}"]))
        return int(state["done"])


def arrays(adam: Adam) -> dict[str, np.ndarray]:
    return {name: value.numpy().astype(np.float16) for name, value in adam.average.items()}


def rate(number: int, steps: int) -> float:
    """How fast is learnt in one step."""
    return RATE * min(1, number / WARM, (steps - number + 1) / COOL) / (1 + number / HALF) ** 0.5


def train(adam: Adam, arguments: argparse.Namespace, checkpoint: Path) -> None:
    done = restore(checkpoint, adam) if checkpoint.exists() else 0
    began, loss_sum = time.monotonic(), 0.0
    for number in range(done + 1, arguments.steps + 1):
        torch.manual_seed(arguments.seed * 1_000_003 + number)
        batch = Batch(Maker(arguments.seed * 1_000_003 + number))
        loss = functional.cross_entropy(scores(adam.weights, batch, FORGOTTEN[number > LISTS]), batch.gold)
        loss.backward()
        adam.step(number, rate(number, arguments.steps))
        loss_sum += loss.item()
        if number % 100 == 0:
            print(number, f"loss {loss_sum / 100:.4f}", f"{time.monotonic() - began:.0f}s", flush=True)
            loss_sum = 0.0
        if number % arguments.every == 0:
            save(checkpoint, adam, number)


def f1(tagger: Tagger, seed: int, count: int = 600) -> dict[str, float]:
    """F1 a label on texts of another seed; same frames, other values: how far training got, not how good the product is."""
    tally = {label: [0, 0, 0] for label in LABELS}
    for text, spans in examples(count, seed):
        found = {(item.start, item.end, item.label) for item in tagger.entities(text)}
        gold = set(spans)
        for place, items in enumerate((found & gold, found, gold)):
            for item in items:
                tally[item[2]][place] += 1
    return {f"f1_{label.lower()}": round(2 * right / max(1, found + gold), 4) for label, (right, found, gold) in tally.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--steps", type=int, default=9_000)
    parser.add_argument("--every", type=int, default=250, help="steps between checkpoints")
    parser.add_argument("--target", type=Path, default=TARGET)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    torch.manual_seed(arguments.seed)
    adam = Adam({name: value.requires_grad_() for name, value in start().items()})
    arguments.target.parent.mkdir(parents=True, exist_ok=True)
    checkpoint = arguments.target.with_suffix(".state.npz")
    train(adam, arguments, checkpoint)
    np.savez(arguments.target, **arrays(adam))
    checkpoint.unlink(missing_ok=True)
    digest = hashlib.sha256(arguments.target.read_bytes()).hexdigest()
    figures = f1(Tagger.load(arguments.target), arguments.seed + 1)
    print(json.dumps({"sha256": digest, "steps": arguments.steps, "seed": arguments.seed, **figures}))


if __name__ == "__main__":
    main()
