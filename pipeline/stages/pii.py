"""Find personal data in the text and mask it."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib.metadata import version
from itertools import chain
from typing import ClassVar

from msgspec import structs

from pipeline.exceptions import ConfigError, ValidationError
from pipeline.pii.locales import canonical
from pipeline.pii.mask import check_strategy, replacements
from pipeline.record import PIIFinding, Privacy, Record
from pipeline.stage import Deadline, Stage


def _words(name: str, value: object) -> tuple[str, ...]:
    if (
        isinstance(value, str)
        or not isinstance(value, list | tuple)
        or not all(isinstance(word, str) and word.strip() for word in value)
    ):
        raise ConfigError(f"{name} must be a list of texts that are not empty.")
    return tuple(value)


def _confidences(value: object) -> float | tuple[tuple[str, float], ...]:
    """One number as it is; pairs (JSON has lists of them) or a mapping as sorted pairs, under canonical names."""
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1:
        return float(value)
    pairs = list(value.items()) if isinstance(value, dict) else value
    if not isinstance(pairs, list | tuple):
        raise ConfigError("min_confidence must be a number from 0 to 1, or pairs of type and number.")
    checked = []
    for pair in pairs:
        if not (isinstance(pair, list | tuple) and len(pair) == 2 and isinstance(pair[0], str)):
            raise ConfigError("min_confidence must be a number from 0 to 1, or pairs of type and number.")
        least = _confidences(pair[1])
        if isinstance(least, tuple):
            raise ConfigError("min_confidence must have one number for a type.")
        checked.append((canonical(pair[0]), least))
    return tuple(sorted(checked))


@dataclass(frozen=True, slots=True)
class PIIOptions:
    """How personal data is looked for and masked.

    Attributes:
        locale: whose national numbers to look for, see :func:`pipeline.pii.detect.detect_pii`.
        mask_pii: replace what was found; findings are counted either way.
        strategy: ``redact`` | ``replace`` | ``token`` | ``hash``, or pairs of type and strategy, with ``default`` for the rest;
            see :func:`pipeline.pii.mask.mask`.
        salt: the key of ``replace``, ``hash`` and ``token``; keep it out of the documents' reach.
        ner: also find names, places and organisations with the spaCy model.
        allow: values that are never reported, compared whole, without case and spaces.
        deny: words and phrases that are always reported, as type ``custom``.
        min_confidence: findings below it are left out: a number in [0, 1], or pairs of type and number, ``*`` for all others.
        organizations: also find and mask firms, authorities and the like; without it only those with a person's full name.
    """

    locale: str = "und"
    mask_pii: bool = True
    strategy: str | tuple[tuple[str, str], ...] = "redact"
    salt: str = field(default="", repr=False)
    ner: bool = True
    allow: tuple[str, ...] = field(default=(), repr=False)
    deny: tuple[str, ...] = field(default=(), repr=False)
    min_confidence: float | tuple[tuple[str, float], ...] = 0.0
    organizations: bool = False

    def __post_init__(self) -> None:
        if not isinstance(self.locale, str) or not self.locale.strip():
            raise ConfigError("locale must be a code such as 'und' or 'de'.")
        if not all(isinstance(value, bool) for value in (self.mask_pii, self.ner, self.organizations)):
            raise ConfigError("mask_pii, ner and organizations must be true or false.")
        for name in ("allow", "deny"):
            object.__setattr__(self, name, _words(name, getattr(self, name)))
        object.__setattr__(self, "min_confidence", _confidences(self.min_confidence))
        if not isinstance(self.salt, str):
            raise ConfigError("salt must be text.")
        try:
            if not isinstance(self.strategy, str):  # JSON has lists of pairs
                object.__setattr__(self, "strategy", tuple(sorted((kind, name) for kind, name in self.strategy)))
            check_strategy(self.strategy)
        except ValidationError as error:
            raise ConfigError(error.message) from error
        except (TypeError, ValueError) as error:
            raise ConfigError("strategy must be a name, or pairs of type and name.") from error


class PIIStage(Stage):
    """Fills ``record.privacy``: findings with their page, boxes and replacement, and the masked text."""

    name: ClassVar[str] = "pii"
    version: ClassVar[int] = 3
    reads: ClassVar[frozenset[str]] = frozenset({"text", "pages", "language"})  # and fields, where there are any
    writes: ClassVar[frozenset[str]] = frozenset({"privacy"})

    def __init__(self, options: PIIOptions = PIIOptions()) -> None:
        self.options = options
        self.engines = _engines(options.ner)

    def run(self, record: Record, deadline: Deadline) -> Record:
        """Return the record with its privacy part.

        Raises:
            ModelError: the names model is asked for and missing, or not the one of the manifest.
        """
        deadline.check()
        read = tuple((page.start, page.end) for page in record.pages if page.source in ("ocr", "mixed"))
        found = self._find(record.text, record.language, read)
        deadline.check()
        values = _outside(record) if self.options.mask_pii else ()
        within = [self._find(value, record.language) for value in values]
        masks = self._masks([*found, *chain.from_iterable(within)])
        placed = tuple(_placed(record, finding, replacement) for finding, replacement in zip(found, masks, strict=False))
        masks = masks[len(found) :]
        masked = {}
        for value, findings in zip(values, within, strict=True):
            mine, masks = masks[: len(findings)], masks[len(findings) :]
            if findings:
                masked[value] = _replaced(value, findings, mine)
        privacy = Privacy(placed, record.text, self.options.mask_pii and bool(placed or masked), masked)
        record = structs.replace(record, privacy=privacy)
        return structs.replace(record, privacy=structs.replace(privacy, masked_text=record.masked(0, len(record.text))))

    def _find(self, text: str, language: str | None, recognised: tuple[tuple[int, int], ...] = ()) -> list[PIIFinding]:
        from pipeline.pii.detect import detect_pii

        options = self.options
        least = options.min_confidence
        return detect_pii(
            text,
            options.locale,
            ner=options.ner,
            language=language,
            allow=options.allow,
            deny=options.deny,
            min_confidence=dict(least) if isinstance(least, tuple) else least,
            organizations=options.organizations,
            recognised=recognised,
        )

    def _masks(self, found: list[PIIFinding]) -> list[str | None]:
        """What stands in the place of each, nothing when masking is off; equal ones get equal tokens, wherever they stand."""
        if not self.options.mask_pii:
            return [None] * len(found)
        return list(replacements(found, self.options.strategy, salt=self.options.salt))


def _outside(record: Record) -> tuple[str, ...]:
    """The values of fields that stand nowhere in the text, where a stage before has found any: those of an e-invoice's XML."""
    found = [field for field in (record.fields.found if record.fields else ()) if field.start is None]
    texts = [item.description for field in found for item in field.items]
    texts += [field.canonical for field in found if field.kind in ("text", "identifier")]
    return tuple(dict.fromkeys(text for text in texts if text))


def _replaced(value: str, findings: list[PIIFinding], masks: list[str | None]) -> str:
    for finding, replacement in reversed(list(zip(findings, masks, strict=True))):
        value = value[: finding.start] + (replacement or "") + value[finding.end :]
    return value


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
