"""What the fuzzers share: damaged copies of files, and the whole read stage with its eyes shut."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from pipeline.ocr.engine import OcrLine
from pipeline.stages.read import ReadStage

if TYPE_CHECKING:
    from pipeline.ocr.engine import Image

MUTATIONS = ("bits", "bytes", "truncation", "splice", "repetition", "number")
_NUMBERS = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF)  # where counters and lengths turn over
_REPEATS = 400


class BlindEngine:
    """Sees nothing on any picture: readers and layout are tried, not the networks."""

    name = "blind"
    engines: tuple[str, ...] = ()

    def recognise(self, image: Image) -> list[OcrLine]:
        """No line."""
        return []


class BlindReadStage(ReadStage):
    """The read stage as it runs for users, but for the recognition of pictures."""

    name: ClassVar[str] = "read"
    engine = BlindEngine()  # type: ignore[assignment]


def mutations(files: Sequence[Path], count: int, seed: int = 0) -> Iterator[tuple[str, str, bytes]]:
    """Damaged copies of files, each kind of damage in turn; the same for the same files, count and seed.

    Yields:
        The file's name, the kind of damage and the bytes; ``count`` for each file.
    """
    for file in files:
        data = file.read_bytes()
        chance = random.Random(f"{seed} {file.name}")
        for number in range(count):
            kind = MUTATIONS[number % len(MUTATIONS)]
            other = chance.choice(files).read_bytes() if kind == "splice" else b""
            yield file.name, kind, mutated(data, kind, chance, other)


def mutated(data: bytes, kind: str, chance: random.Random, other: bytes = b"") -> bytes:
    """One damaged copy.

    Args:
        kind: one of :data:`MUTATIONS`.
        other: for a splice, what the middle is taken from.
    """
    result = bytearray(data)
    if not result:
        return other
    places = [chance.randrange(len(result)) for _ in range(chance.choice((1, 4, 32)))]
    if kind == "bits":
        for place in places:
            result[place] ^= 1 << chance.randrange(8)
    elif kind == "bytes":
        for place in places:
            result[place] = chance.randrange(256)
    elif kind == "truncation":
        del result[places[0] :]
    elif kind == "splice":
        start, end = sorted(chance.randrange(len(other) + 1) for _ in range(2))
        result[places[0] : places[0] + chance.choice((0, end - start))] = other[start:end]
    elif kind == "repetition":
        piece = bytes(result[places[0] : places[0] + chance.choice((1, 8, 200))])
        result[places[0] : places[0]] = piece * chance.randrange(2, _REPEATS)
    else:
        width = chance.choice((1, 2, 4))
        value = chance.choice(_NUMBERS) & (256**width - 1)
        result[places[0] : places[0] + width] = value.to_bytes(width, chance.choice(("big", "little")))
    return bytes(result)
