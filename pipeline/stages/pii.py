"""Find personal data in the text and mask it."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version
from typing import ClassVar

from msgspec import structs

from pipeline.exceptions import ConfigError
from pipeline.pii.mask import STRATEGIES, replacements
from pipeline.record import PIIFinding, Privacy, Record
from pipeline.stage import Deadline, Stage


@dataclass(frozen=True, slots=True)
class PIIOptions:
    """How personal data is looked for and masked.

    Attributes:
        locale: whose national numbers to look for, see :func:`pipeline.pii.detect.detect_pii`.
        mask_pii: replace what was found; findings are counted either way.
        strategy: ``redact`` | ``replace`` | ``token`` | ``hash``.
        ner: also find names and places with the spaCy model.
    """

    locale: str = "und"
    mask_pii: bool = True
    strategy: str = "redact"
    ner: bool = True

    def __post_init__(self) -> None:
        if not isinstance(self.locale, str) or not self.locale.strip():
            raise ConfigError("locale must be a code such as 'und' or 'de'.")
        if not isinstance(self.mask_pii, bool) or not isinstance(self.ner, bool):
            raise ConfigError("mask_pii and ner must be true or false.")
        if self.strategy not in STRATEGIES:
            raise ConfigError(f"strategy must be one of {', '.join(STRATEGIES)}, not {self.strategy!r}.")


class PIIStage(Stage):
    """Fills ``record.privacy``: findings with their page, boxes and replacement, and the masked text."""

    name: ClassVar[str] = "pii"
    version: ClassVar[int] = 1
    reads: ClassVar[frozenset[str]] = frozenset({"text", "pages", "language"})
    writes: ClassVar[frozenset[str]] = frozenset({"privacy"})

    def __init__(self, options: PIIOptions = PIIOptions()) -> None:
        self.options = options
        self.engines = _engines(options.ner)

    def run(self, record: Record, deadline: Deadline) -> Record:
        """Return the record with its privacy part.

        Raises:
            ModelError: the names model is asked for and missing, or not the one of the manifest.
        """
        from pipeline.pii.detect import detect_pii

        deadline.check()
        options = self.options
        found = detect_pii(record.text, options.locale, ner=options.ner, language=record.language)
        deadline.check()
        masks = replacements(found, options.strategy) if options.mask_pii else [None] * len(found)
        placed = tuple(_placed(record, finding, replacement) for finding, replacement in zip(found, masks, strict=True))
        privacy = Privacy(findings=placed, masked_text=record.text, applied=options.mask_pii and bool(placed))
        record = structs.replace(record, privacy=privacy)
        masked = record.masked(0, len(record.text))
        return structs.replace(record, privacy=structs.replace(privacy, masked_text=masked))


def _placed(record: Record, finding: PIIFinding, replacement: str | None) -> PIIFinding:
    page_index, boxes = record.place(finding.start, finding.end)
    rounded = tuple((round(x0, 4), round(y0, 4), round(x1, 4), round(y1, 4)) for x0, y0, x1, y1 in boxes)
    return structs.replace(finding, page_index=page_index, boxes=rounded, replacement=replacement)


def _engines(ner: bool) -> tuple[str, ...]:
    rules = (f"python-stdnum={version('python-stdnum')}", f"phonenumbers={version('phonenumbers')}")
    if not ner:
        return rules
    from pipeline.pii.names import engines

    return rules + engines()
