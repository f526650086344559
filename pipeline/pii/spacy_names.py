"""The names model as a pipe of spaCy, so that ``spacy.load("models/names")`` opens it in anybody's program.

The PII stage does without spaCy: the same model reads the plain text there, several threads at a time.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import filter_spans

from pipeline.exceptions import ModelMissingError
from pipeline.pii.tagger import Tagger

WEIGHTS = "weights.npz"


class NamesPipe:
    """Sets ``doc.ents`` to people, organisations, places, addresses and numbers of people; labels are those of the tagger."""

    def __init__(self, tagger: Tagger | None = None) -> None:
        self.tagger = tagger

    def __call__(self, doc: Doc) -> Doc:
        """The document with its entities; a span that cuts a token of spaCy's takes all of it.

        Raises:
            ModelMissingError: the pipe was made without its weights.
        """
        if self.tagger is None:
            raise ModelMissingError("The pipe has no weights.", remedy="Open models/names with spacy.load.")
        entities = self.tagger.entities(doc.text)
        spans = (doc.char_span(item.start, item.end, label=item.label, alignment_mode="expand") for item in entities)
        doc.ents = filter_spans([span for span in spans if span is not None])
        return doc

    def from_disk(self, path: str | Path, exclude: Iterable[str] = ()) -> NamesPipe:  # noqa: ARG002 - spaCy's signature
        """Read the weights."""
        self.tagger = Tagger.load(Path(path) / WEIGHTS)
        return self


@Language.factory("flexorch_names", assigns=["doc.ents"])
def make(nlp: Language, name: str) -> Any:  # noqa: ARG001 - spaCy's signature
    """A pipe that still needs its weights."""
    return NamesPipe()
