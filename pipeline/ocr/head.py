"""The last layers of the recogniser: from the features of each step to the probability of each character.

For the Latin alphabet they are our own. The network's neck was trained on, and a layer added that sees four steps to each side,
with scanned receipts and drawn lines, to tell what a single step cannot: whether a gap is a space, a ring an O or a nought.
Word F1 of the 74 receipts they were not trained on: 0.9639; with the added layer alone, less trained, 0.9595.
scripts/train_ocr_head.py trains them, models/ocr_head.npz keeps them.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from pipeline.exceptions import ModelError
from pipeline.ocr.headless import Headless, Node, extended, shifted

# Letters beyond Latin Extended-A, and signs that business documents print. The weights know no Cyrillic; Greek capitals would
# only take the place of Latin ones.
_MORE = frozenset("ƒȘșȚț–—‘’‚“”„†‡•…‰€™№′″←→−≤≥≠≈√∞℃℉Ωμ")
_ODD = frozenset("ſŉĿŀ")  # letters no language prints any more, and easily mistaken
_NECK = "neck."
_ACROSS = (0, 2, 1)  # (n, steps, width) to (n, width, steps) and back


def latin_recogniser(network: Headless, trained: Path) -> tuple[bytes, tuple[str, ...]]:
    """The recogniser for Latin letters, digits and signs, as an ONNX file, and the characters of its classes.

    Args:
        network: the published recogniser, cut.
        trained: an archive of arrays. ``near`` (hidden, width, steps) and ``near_bias`` (hidden,), then a rectifier; ``back``
            (hidden, width) and ``back_bias`` (width,), which give what is added to the features; ``weights`` (width, classes)
            and ``bias`` (classes,), which are added to the network's own, as is ``neck.NAME`` to its tensor NAME.

    Raises:
        ModelError: the archive was made for other weights.
    """
    chosen = latin(network.characters)
    with np.load(trained, allow_pickle=False) as archive:
        arrays = {name: archive[name].astype(np.float32) for name in sorted(archive.files)}
    if arrays["weights"].shape != (network.weights.shape[0], len(chosen)):
        raise ModelError("The layers of the OCR recogniser were trained for other weights.")
    neck = {name: arrays.pop(name) for name in sorted(arrays) if name.startswith(_NECK)}
    network = shifted(network, {name.removeprefix(_NECK): array for name, array in neck.items()})
    arrays["weights"] = network.weights[:, chosen] + arrays["weights"]
    arrays["bias"] = network.bias[chosen] + arrays["bias"]
    side = arrays["near"].shape[2] // 2
    nodes = [
        Node("Transpose", (network.output,), "head.across", {"perm": _ACROSS}),
        Node("Conv", ("head.across", "head.near", "head.near_bias"), "head.seen", {"pads": (side, side)}),
        Node("Relu", ("head.seen",), "head.told", {}),
        Node("Transpose", ("head.told",), "head.along", {"perm": _ACROSS}),
        Node("MatMul", ("head.along", "head.back"), "head.turned", {}),
        Node("Add", ("head.turned", "head.back_bias"), "head.added", {}),
        Node("Add", ("head.added", network.output), "head.features", {}),
        Node("MatMul", ("head.features", "head.weights"), "head.product", {}),
        Node("Add", ("head.product", "head.bias"), "head.scores", {}),
        Node("Softmax", ("head.scores",), "head.probabilities", {"axis": 2}),
    ]
    model = extended(network, nodes, {f"head.{name}": array for name, array in arrays.items()})
    return model, tuple(network.characters[index] for index in chosen)


def latin(characters: Sequence[str]) -> list[int]:
    """Indices of the blank, the space, and all characters of Latin alphabets with their digits and signs."""
    return [
        index
        for index, character in enumerate(characters)
        if not character or (" " <= character < "\u0180" and character not in _ODD) or character in _MORE
    ]
