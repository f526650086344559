"""Find personal data in a text."""

from __future__ import annotations

from pipeline.pii.context import Context
from pipeline.pii.language import guess_language
from pipeline.pii.locales import countries_of
from pipeline.pii.registry import detectors
from pipeline.pii.resolve import resolve
from pipeline.record import PIIFinding


def detect_pii(text: str, locale: str = "und", *, ner: bool = True, language: str | None = None) -> list[PIIFinding]:
    """Personal data in a text, disjoint and in order.

    Args:
        text: any text; time grows linearly with its length.
        locale: whose national numbers to look for: ``und`` or ``all`` for everybody's, else one of ``tr us eu de fr it nl es uk
            pl pt se sv dk da fi at be``, alone or as in ``de-DE``. Any other, ``en`` included, asks for universal types only:
            e-mail, cards, IBANs, IP addresses, phones, names. With ``und``, bare numbers need a label where their check digit
            alone says little.
        ner: also find names and places with the spaCy model; False for rules alone, which load no model.
        language: ISO 639-1 of the text, guessed when None.

    Returns:
        Findings with canonical types, each with its rule and confidence; without page, boxes or replacement.

    Raises:
        ModelError: ``ner`` is on and the model is missing or not the right one.
    """
    context = Context(text, countries_of(locale), language or guess_language(text))
    candidates = [
        candidate
        for detector in detectors()
        if not detector.countries or context.wants(detector.countries)
        for candidate in detector.find(context)
    ]
    if ner and text and not text.isspace():
        from pipeline.pii.names import find_names

        candidates += find_names(context)
    return [
        PIIFinding(
            type=candidate.type,
            text=text[candidate.start : candidate.end],
            start=candidate.start,
            end=candidate.end,
            confidence=candidate.confidence,
            rule=candidate.rule,
        )
        for candidate in resolve(text, candidates)
    ]
