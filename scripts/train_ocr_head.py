"""Train the last layers of the OCR recogniser (models/ocr_head.npz) on receipts with even numbers and on drawn lines.

python scripts/train_ocr_head.py --data ../shared/data

The network itself stays as published: its features are computed once, and only what stands after them is trained, with
connectionist temporal classification. Receipts are annotated in capitals, so there a letter counts whatever its case, and the
published layer says which case it has. Needs torch (extra ``easyocr``) and Babel.
"""

from __future__ import annotations

import argparse
import difflib
import io
import random
import sys
import zipfile
from math import ceil
from pathlib import Path
from typing import Any

import numpy as np
import torch
from metrics import DATA, receipts
from numpy.typing import NDArray
from ocr_lines import Line, drawn_lines, receipt_lines
from torch.nn import functional

from pipeline.artefacts import models_folder, verified
from pipeline.ocr.head import latin
from pipeline.ocr.headless import Headless, beheaded
from pipeline.ocr.networks import Network, load_network
from pipeline.ocr.recognise import batch_of

SEEN, HIDDEN = 9, 96  # steps the layer sees, and how wide it is
BATCH = 32
_SAME_MIN = 0.6  # likeness to what the published layer reads, under which the annotation belongs to something else
_KEEP, _SPREAD = 0.1, 0.3  # weight of staying with the published layer's case; of that, with all its probabilities

Sample = tuple[NDArray[np.float32], list[int], bool]  # features (steps, width), classes, cased


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA, help="folder with receipts/img and receipts/box")
    parser.add_argument("--limit", type=int, default=0, help="receipts, spread over the set; 0 for all")
    parser.add_argument("--drawn", type=int, default=2_500, help="drawn lines")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--target", type=Path, default=models_folder() / "ocr_head.npz")
    options = parser.parse_args()
    chosen = receipts(options.data, options.limit or None, "tune")
    if not chosen:
        print(f"No receipts in {options.data / 'receipts'}. Give their folder with --data.")
        return 1
    rng = random.Random(5)
    network = beheaded(verified("ocr-recogniser").read_bytes())
    detector, features = load_network(verified("ocr-detector")), load_network(network.model)
    lines = [line for receipt in chosen for line in receipt_lines(receipt, options.data, detector, rng)]
    lines += drawn_lines(options.drawn, network.characters, rng)
    head = LastLayers(network)
    samples = [sample for line in lines if (sample := sample_of(line, features, head)) is not None]
    print(f"{len(samples)} of {len(lines)} lines")
    train(head, samples, options.epochs)
    save(head, options.target)
    return 0


class LastLayers(torch.nn.Module):
    """What pipeline.ocr.head builds, to be trained."""

    def __init__(self, network: Headless) -> None:
        super().__init__()
        torch.manual_seed(0)
        chosen = latin(network.characters)
        self.characters = [network.characters[index] for index in chosen]
        self.classes = {character: index for index, character in enumerate(self.characters)}
        self.published = torch.tensor(np.ascontiguousarray(network.weights[:, chosen])), torch.tensor(network.bias[chosen])
        width = len(network.weights)
        self.near = torch.nn.Conv1d(width, HIDDEN, SEEN, padding=SEEN // 2)
        self.back = torch.nn.Linear(HIDDEN, width)
        self.weights = torch.nn.Parameter(torch.zeros(width, len(chosen)))
        self.bias = torch.nn.Parameter(torch.zeros(len(chosen)))
        torch.nn.init.zeros_(self.back.weight)
        torch.nn.init.zeros_(self.back.bias)
        self.folded = [
            self.classes.get(letter.upper() if letter not in "ıµ" else letter, i) for i, letter in enumerate(self.characters)
        ]

    def forward(self, features: Any) -> Any:
        """(n, steps, width) to scores (n, steps, classes)."""
        seen = functional.relu(self.near(functional.dropout(features, 0.1, self.training).transpose(1, 2))).transpose(1, 2)
        context = features + self.back(functional.dropout(seen, 0.1, self.training))
        return context @ (self.published[0] + self.weights) + self.published[1] + self.bias

    def as_published(self, features: Any) -> Any:
        return features @ self.published[0] + self.published[1]


def sample_of(line: Line, network: Network, head: LastLayers) -> Sample | None:
    """The features and classes of a line; None where it cannot be learnt from."""
    batch, (width,) = batch_of([line.pixels])
    features = network(batch)[0]
    features = np.array(features[: ceil(len(features) * width / batch.shape[3]) + 2], np.float32)
    text = " ".join(line.text.split())
    if not text or not set(text) <= set(head.characters) or len(text) > 0.9 * len(features):
        return None
    best = head.as_published(torch.tensor(features)).argmax(1).numpy()
    changes = np.flatnonzero((best != 0) & np.concatenate(([True], best[1:] != best[:-1])))
    read = "".join(head.characters[best[step]] for step in changes)
    likeness = difflib.SequenceMatcher(None, read.upper().replace(" ", ""), text.upper().replace(" ", "")).ratio()
    if not line.cased and likeness < _SAME_MIN:
        return None
    classes = [head.classes[letter] for letter in text]
    return features, classes if line.cased else [head.folded[index] for index in classes], line.cased


def train(head: LastLayers, samples: list[Sample], epochs: int) -> None:
    torch.manual_seed(0)
    order, rng = sorted(samples, key=lambda sample: len(sample[0])), np.random.default_rng(0)
    batches = [order[first : first + BATCH] for first in range(0, len(order), BATCH)]
    context = [*head.near.parameters(), *head.back.parameters()]
    optimiser = torch.optim.AdamW(
        [{"params": [head.weights, head.bias], "lr": 5e-4, "weight_decay": 0.01}, {"params": context, "weight_decay": 0.02}],
        lr=1e-3,
    )
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, [5e-4, 1e-3], total_steps=epochs * len(batches), pct_start=0.1)
    for epoch in range(epochs):
        total = 0.0
        for index in rng.permutation(len(batches)):
            loss = loss_of(head, batches[index])
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(head.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += float(loss.detach())
        print(f"epoch {epoch + 1}: loss {total / len(batches):.4f}")


def loss_of(head: LastLayers, batch: list[Sample]) -> Any:
    """CTC per letter, case counting only where the truth tells it, and the distance to the published layer."""
    steps = torch.tensor([len(features) for features, _, _ in batch])
    features = torch.nn.utils.rnn.pad_sequence([torch.tensor(features) for features, _, _ in batch], batch_first=True)
    shown = (torch.arange(features.shape[1])[None] < steps[:, None]).float()
    scores = head(features + torch.randn_like(features) * 0.15)
    logs = functional.log_softmax(scores, 2)
    fold = functional.one_hot(torch.tensor(head.folded), len(head.characters)).float()
    loss = torch.zeros(())
    for cased in (True, False):
        rows = [row for row, sample in enumerate(batch) if sample[2] == cased]
        if rows:
            seen = logs[rows] if cased else (logs[rows].exp() @ fold + 1e-8).log()
            classes = [batch[row][1] for row in rows]
            sizes = torch.tensor([len(each) for each in classes])
            flat = torch.tensor([index for each in classes for index in each])
            each = functional.ctc_loss(seen.transpose(0, 1), flat, steps[rows], sizes, reduction="none", zero_infinity=True)
            loss = loss + (each / sizes).sum() / len(batch)
    before = torch.softmax(head.as_published(features), 2)
    small = [head.classes[letter] for letter in "abcdefghijklmnopqrstuvwxyz"]
    large = [head.folded[index] for index in small]
    mass = before[..., small] + before[..., large]
    share = (before[..., small] / (mass + 1e-9)).clamp(1e-4, 1 - 1e-4)
    case = functional.binary_cross_entropy_with_logits(scores[..., small] - scores[..., large], share, reduction="none") * mass
    kept = case.sum(2) - _SPREAD * (before * logs).sum(2)
    return loss + _KEEP * (kept * shown).sum() / shown.sum()


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
    }
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(arrays):
            data = io.BytesIO()
            np.save(data, np.ascontiguousarray(arrays[name].detach().numpy().astype(np.float16)), allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0)), data.getvalue())


if __name__ == "__main__":
    sys.exit(main())
