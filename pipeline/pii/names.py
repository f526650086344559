"""People, places, addresses and organisations by the names model of models/names, a small spaCy pipeline of our own."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING

from pipeline.artefacts import Artefact, manifest, verified
from pipeline.exceptions import ModelMissingError
from pipeline.pii.context import Context
from pipeline.pii.detector import Candidate
from pipeline.pii.person import GIVEN_NAMES, MOST_WORDS, NOT_NAMES

if TYPE_CHECKING:
    from spacy.language import Language

PREFIX = "names/"  # of the artefacts that make up the model
CHUNK = 600  # characters the model sees as one, cut at a line end: it looks no more than a few words to either side
BATCH = 32  # such pieces at once, which the parser steps through side by side
LONGEST_WORD = 64  # longer runs are no names, and spaCy's tokenizer is slow on them
TYPES = MappingProxyType({"PERSON": "name", "ORG": "organization", "GPE": "location", "LOC": "location", "ADDRESS": "address"})
_LONG = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")
_TAIL = re.compile(r"(?:['’](?:s|[^\W\d_]{1,4}))?[^\w.)]{0,8}$")
_TOKEN = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*\.?")
_FORMS = re.compile(r"[A-ZÀ-Ž]")
_MEASURED = re.compile(r"\b\d{1,5}(?:[.,]\d{1,3})?\s?(?:kg|mg|cl|ml|mm|cm|oz|lb|pcs|(?<=\d)[gl])\b", re.I)
_PRICED = re.compile(r"\s[^\w\s]?\d{1,6}[.,]\d\d(?:\s?[^\w\s]|\s[A-Z]{1,3})?\s*$")
_ROW_MAX = 60  # characters of a row of goods; longer ones are sentences
_PAGE = re.compile(r"(?:page|seite|pagina|página|strona|sayfa)\s+\d", re.I)
_lock = threading.Lock()  # spaCy's vocabulary is not safe to share between threads while it grows


def engines() -> tuple[str, ...]:
    """Versions and model hashes that names depend on."""
    return (f"spacy={version('spacy')}", *(f"{item.name}={item.sha256}" for item in _files()))


def find_names(context: Context) -> Iterator[Candidate]:
    """People, organisations, places and addresses.

    Raises:
        ModelMissingError: a file of the model is missing.
        ModelHashError: a file of the model is not the one of the manifest.
    """
    for start, end, label in _entities(context.text):
        span, confidence = _judged(context.text, start, end, label)
        if confidence:
            yield Candidate(TYPES[label], *span, confidence, f"ner:{label}")


def _entities(text: str) -> Iterator[tuple[int, int, str]]:
    """Spans and labels, trimmed to words on one line."""
    nlp = _model()
    chunks = _chunks(text)
    while batch := list(islice(chunks, BATCH)):
        with _lock, nlp.memory_zone():
            docs = zip(batch, nlp.pipe([chunk for _, chunk in batch], batch_size=BATCH), strict=True)
            found = [(*item, entity.start_char, entity.end_char, entity.label_) for item, doc in docs for entity in doc.ents]
        for offset, chunk, start, end, label in found:
            if label in TYPES and (span := _trim(chunk, start, end)) is not None:
                yield offset + span[0], offset + span[1], label


def _files() -> list[Artefact]:
    return [artefact for artefact in manifest().values() if artefact.name.startswith(PREFIX)]


@cache
def _load() -> Language:
    import spacy
    from thinc.api import NumpyOps

    files = [verified(artefact.name) for artefact in _files()]
    if not files:
        raise ModelMissingError("The manifest has no names model.", remedy="Install flexorch-local again.")
    nlp = spacy.load(next(path.parent for path in files if path.name == "config.cfg"))
    plain = NumpyOps(use_blis=False)  # numpy's own matrix product takes half the time of blis at these sizes
    for name in nlp.pipe_names:
        for node in nlp.get_pipe(name).model.walk():  # type: ignore[attr-defined]  # spaCy types a pipe as a bare callable
            node.ops = plain
    return nlp


def _model() -> Language:
    with _lock:
        return _load()


def _chunks(text: str) -> Iterator[tuple[int, str]]:
    """Pieces of at most CHUNK characters, cut at a line or page end, else at a space; overlong words are blanked out."""
    position = 0
    while position < len(text):
        end = min(position + CHUNK, len(text))
        if end < len(text):
            cut = max(text.rfind("\n", position, end), text.rfind("\f", position, end))
            cut = cut if cut > position else text.rfind(" ", position, end)
            end = cut + 1 if cut > position else end
        chunk = _LONG.sub(lambda match: " " * len(match[0]), text[position:end])
        if not chunk.isspace():
            yield position, chunk
        position = end


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The first line's words of an entity, without punctuation around them."""
    value = text[start:end]
    line = value.lstrip()
    start += len(value) - len(line)
    line = re.split(r"[\n\r\f\t]| {3,}|[:;|]", line, maxsplit=1)[0]
    line = _TAIL.sub("", line)
    return (start, start + len(line)) if len(line) > 1 else None


def _judged(text: str, start: int, end: int, label: str) -> tuple[tuple[int, int], float]:
    """The span without the words of forms before it, and how sure the model's word can be taken; 0 for not at all."""
    words = list(_TOKEN.finditer(text, start, end))
    while len(words) > 1 and label == "PERSON" and _is_form_word(words[0][0]):
        words = words[1:]
    if not words:
        return (start, end), 0.0
    start = words[0].start()
    value = text[start:end]
    heads = [word[0] for word in words if _FORMS.match(word[0])]
    if not any(word.casefold() in GIVEN_NAMES for word in heads) and _is_goods(text, start, end):
        return (start, end), 0.0
    if label == "ADDRESS":
        return (start, end), 0.7 if any(map(str.isdigit, value)) and len(words) > 1 else 0.0
    if (
        not heads
        or len(value) < 3
        or all(_is_form_word(word[0]) for word in words)
        or any(char in "@/_%€$£*#<>=" for char in value)
    ):
        return (start, end), 0.0
    digits = sum(map(str.isdigit, value))
    if label != "PERSON":
        return (start, end), 0.6 if 3 * digits < len(value) else 0.0
    if len(words) > MOST_WORDS + 2 or 5 * digits > len(value) or (digits and any(word[0].isdigit() for word in words)):
        return (start, end), 0.0
    if any(word.casefold() in GIVEN_NAMES for word in heads):
        return (start, end), 0.85 if len(words) > 1 else 0.75
    if _is_listed(text, start, value):
        return (start, end), 0.0
    return (start, end), 0.75 if len(words) > 1 else 0.6


def _is_listed(text: str, start: int, value: str) -> bool:
    """Whether it goes on a line of capitalised words and nothing else, such as goods in a row."""
    line = text[max(0, start - 80) : start].rpartition("\n")[2]
    words = line.split(" ")
    if value.isupper() or len(words) < 2 or words[-1] or _is_form_word(words[-2]):
        return False
    return all(word[0].isupper() and word.isalpha() for word in words[:-1] if word)


def _is_goods(text: str, start: int, end: int) -> bool:
    """Whether it stands in a row of goods, measured ("500ML", "18 mm") or priced at its end, or counts pages."""
    row = text[max(0, start - 80) : start].rpartition("\n")[2] + text[start : end + 80].partition("\n")[0]
    return bool(
        _MEASURED.search(text, start, end) or (len(row) <= _ROW_MAX and _PRICED.search(row)) or _PAGE.match(text, start, end)
    )


def _is_form_word(word: str) -> bool:
    return word.casefold().strip(".") in NOT_NAMES


def types() -> tuple[str, ...]:
    """What the model finds."""
    return ("address", "location", "name", "organization")
