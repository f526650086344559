"""Train the last layers of the OCR recogniser (models/ocr_head.npz) on receipts with even numbers and on drawn lines.

python scripts/train_ocr_head.py --data ../shared/data

The convolutions stay as published: what they make of a line is computed once, and only what stands after them is trained, with
connectionist temporal classification. Receipts are annotated in capitals, so there a letter counts whatever its case, and the
published layers say which case it has. On one kind of processor a second run writes the same bytes. Needs torch (extra
``easyocr``), Babel and pymupdf-fonts.
"""

from __future__ import annotations

import argparse
import difflib
import io
import random
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import Any

import numpy as np
import torch
from metrics import DATA, receipts
from ocr_lines import Line, drawn_lines, receipt_lines
from onnx_torch import End, ended_at, output_of
from torch.nn import functional

from pipeline.artefacts import models_folder, verified
from pipeline.ocr.head import latin
from pipeline.ocr.headless import Headless, beheaded
from pipeline.ocr.networks import Network, load_network
from pipeline.ocr.recognise import batch_of

SEEN, HIDDEN = 9, 96  # steps the layer sees, and how wide it is
BATCH, THREADS = 32, 1
RATE, RATE_OF_NECK = 1e-3, 3e-4
_SAME_MIN = 0.6  # likeness to what the published layer reads, under which the annotation belongs to something else
_KEEP, _SPREAD = 0.1, 0.3  # weight of staying with the published layer's case; of that, with all its probabilities
_NOISE, _DROPPED = 0.15, 0.1


@dataclass(frozen=True, slots=True)
class Sample:
    """A line to learn from.

    Attributes:
        seen: (steps, width) float16, what the convolutions make of it.
        before: (steps, features) float16, what the published layers make of that.
        classes: of its letters.
        cased: whether capitals count.
    """

    seen: Any
    before: Any
    classes: list[int]
    cased: bool


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA, help="folder with receipts/img and receipts/box")
    parser.add_argument("--limit", type=int, default=0, help="receipts, spread over the set; 0 for all")
    parser.add_argument("--drawn", type=int, default=4_000, help="drawn lines")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--target", type=Path, default=models_folder() / "ocr_head.npz")
    options = parser.parse_args()
    torch.set_num_threads(THREADS)  # sums differ with the number of threads
    head = LastLayers(beheaded(verified("ocr-recogniser").read_bytes()))
    features = load_network(ended_at(head.network.model, head.neck.start))
    lines = all_lines(options.data, options.limit, options.drawn, head.characters)
    samples = [sample for line in lines if (sample := sample_of(line, seen_of(line, features), head)) is not None]
    if not samples:
        print(f"No receipts in {options.data / 'receipts'}. Give their folder with --data.")
        return 1
    print(f"{len(samples)} lines", flush=True)
    train(head, samples, options.epochs)
    save(head, options.target)
    return 0


def all_lines(data: Path, limit: int, drawn: int, characters: list[str]) -> Iterator[Line]:
    """Those of receipts, then those drawn; nothing without receipts."""
    detector, rng = load_network(verified("ocr-detector")), random.Random(5)
    chosen, known = receipts(data, limit or None, "tune"), set(characters)
    for receipt in chosen:
        yield from receipt_lines(receipt, data, detector, rng)
    lines = [line for receipt in chosen for line in receipt.words_text.splitlines() if set(line) <= known]
    if chosen:
        yield from drawn_lines(drawn, characters, sorted({" ".join(line.split())[:48] for line in lines}), random.Random(5))


class LastLayers(torch.nn.Module):
    """What pipeline.ocr.head builds, to be trained."""

    def __init__(self, network: Headless) -> None:
        super().__init__()
        torch.manual_seed(0)
        chosen, self.network = latin(network.characters), network
        self.characters = [network.characters[index] for index in chosen]
        self.classes = {character: index for index, character in enumerate(self.characters)}
        self.published = torch.tensor(np.ascontiguousarray(network.weights[:, chosen])), torch.tensor(network.bias[chosen])
        width = len(network.weights)
        self.neck = End(network.model, output_of(network.model, "AveragePool"))
        self.near = torch.nn.Conv1d(width, HIDDEN, SEEN, padding=SEEN // 2)
        self.back = torch.nn.Linear(HIDDEN, width)
        self.weights = torch.nn.Parameter(torch.zeros(width, len(chosen)))
        self.bias = torch.nn.Parameter(torch.zeros(len(chosen)))
        torch.nn.init.zeros_(self.back.weight)
        torch.nn.init.zeros_(self.back.bias)
        self.folded = [
            self.classes.get(letter.upper() if letter not in "ıµ" else letter, i) for i, letter in enumerate(self.characters)
        ]

    def forward(self, seen: Any) -> Any:
        """(n, steps, width) of the convolutions to scores (n, steps, classes)."""
        features = self.features(seen)
        dropped = functional.dropout(features, _DROPPED, self.training).transpose(1, 2)
        near = functional.dropout(functional.relu(self.near(dropped)).transpose(1, 2), _DROPPED, self.training)
        context = features + self.back(near)
        return context @ (self.published[0] + self.weights) + self.published[1] + self.bias

    def features(self, seen: Any) -> Any:
        return self.neck(seen.transpose(1, 2)[:, :, None])

    def as_published(self, features: Any) -> Any:
        return features @ self.published[0] + self.published[1]


def seen_of(line: Line, network: Network) -> Any:
    """(steps, width) float16: what the convolutions make of a line."""
    batch, (width,) = batch_of([line.pixels])
    seen = network(batch)[0, :, 0].T
    return torch.tensor(np.array(seen[: ceil(len(seen) * width / batch.shape[3]) + 2], np.float16))


def sample_of(line: Line, seen: Any, head: LastLayers) -> Sample | None:
    """A line as samples are; None where it cannot be learnt from. The head is still as published."""
    text = " ".join(line.text.split())
    if not text or not set(text) <= set(head.characters) or len(text) > 0.9 * len(seen):
        return None
    with torch.no_grad():
        before = head.features(seen[None].float())[0]
        best = head.as_published(before).argmax(1).numpy()
    changes = np.flatnonzero((best != 0) & np.concatenate(([True], best[1:] != best[:-1])))
    read = "".join(head.characters[best[step]] for step in changes)
    if not line.cased and not _alike(read.upper().replace(" ", ""), text.upper().replace(" ", "")):
        return None
    classes = [head.classes[letter] for letter in text]
    return Sample(seen, before.half(), classes if line.cased else [head.folded[index] for index in classes], line.cased)


def _alike(read: str, said: str) -> bool:
    """The annotation belongs to this line; of one or two letters there is little to compare."""
    if len(said) <= 2:
        return len(read) <= 2
    return difflib.SequenceMatcher(None, read, said).ratio() >= _SAME_MIN


def train(head: LastLayers, samples: list[Sample], epochs: int) -> None:
    torch.manual_seed(0)
    order, rng = sorted(samples, key=lambda sample: len(sample.seen)), np.random.default_rng(0)
    batches = [order[first : first + BATCH] for first in range(0, len(order), BATCH)]
    spread = torch.cat([sample.seen.float() for sample in order[::50]]).std(0) * _NOISE
    groups = [
        {"params": [head.weights, head.bias], "weight_decay": 0.01},
        {"params": [*head.near.parameters(), *head.back.parameters()], "weight_decay": 0.02},
        {"params": list(head.neck.parameters()), "weight_decay": 0.01},
    ]
    optimiser, rates = torch.optim.AdamW(groups, lr=RATE), [RATE / 2, RATE, RATE_OF_NECK]
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rates, total_steps=epochs * len(batches), pct_start=0.1)
    for epoch in range(epochs):
        total = 0.0
        for index in rng.permutation(len(batches)):
            loss = loss_of(head, batches[index], spread)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(head.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += float(loss.detach())
        print(f"epoch {epoch + 1}: loss {total / len(batches):.4f}", flush=True)


def loss_of(head: LastLayers, batch: list[Sample], spread: Any) -> Any:
    """CTC per letter, case counting only where the truth tells it, and the distance to the published layers."""
    steps = torch.tensor([len(sample.seen) for sample in batch])
    seen, published = (
        torch.nn.utils.rnn.pad_sequence([part.float() for part in parts], batch_first=True)
        for parts in ([sample.seen for sample in batch], [sample.before for sample in batch])
    )
    shown = (torch.arange(seen.shape[1])[None] < steps[:, None]).float()
    scores = head(seen + torch.randn_like(seen) * spread)
    logs = functional.log_softmax(scores, 2)
    fold = functional.one_hot(torch.tensor(head.folded), len(head.characters)).float()
    loss = torch.zeros(())
    for cased in (True, False):
        rows = [row for row, sample in enumerate(batch) if sample.cased == cased]
        if rows:
            told = logs[rows] if cased else (logs[rows].exp() @ fold + 1e-8).log()
            classes = [batch[row].classes for row in rows]
            sizes = torch.tensor([len(each) for each in classes])
            flat = torch.tensor([index for each in classes for index in each])
            each = functional.ctc_loss(told.transpose(0, 1), flat, steps[rows], sizes, reduction="none", zero_infinity=True)
            loss = loss + (each / sizes).sum() / len(batch)
    return (
        loss + _KEEP * (_away(head, scores, logs, torch.softmax(head.as_published(published), 2)) * shown).sum() / shown.sum()
    )


def _away(head: LastLayers, scores: Any, logs: Any, before: Any) -> Any:
    """(n, steps): how far the case of letters and, by ``_SPREAD``, all probabilities are from those of the published layers."""
    small = [head.classes[letter] for letter in "abcdefghijklmnopqrstuvwxyz"]
    large = [head.folded[index] for index in small]
    mass = before[..., small] + before[..., large]
    share = (before[..., small] / (mass + 1e-9)).clamp(1e-4, 1 - 1e-4)
    case = functional.binary_cross_entropy_with_logits(scores[..., small] - scores[..., large], share, reduction="none") * mass
    return case.sum(2) - _SPREAD * (before * logs).sum(2)


def save(head: LastLayers, target: Path) -> None:
    """Half precision, without times, so that equal numbers are equal bytes.

    Letters beyond ASCII keep their published weights: too few of them are among the lines to learn them anew.
    """
    common = torch.tensor([character.isascii() for character in head.characters])
    arrays = {
        "near": head.near.weight,
        "near_bias": head.near.bias,
        "back": head.back.weight.T,
        "back_bias": head.back.bias,
        "weights": head.weights * common,
        "bias": head.bias * common,
    } | {f"neck.{name}": shift for name, shift in head.neck.shifts().items()}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(arrays):
            data = io.BytesIO()
            np.save(data, np.ascontiguousarray(arrays[name].detach().numpy().astype(np.float16)), allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0)), data.getvalue())


if __name__ == "__main__":
    sys.exit(main())
