"""Find personal data in a text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.pii.clean import Cleaned
from pipeline.pii.context import Context
from pipeline.pii.damaged import damaged
from pipeline.pii.detector import Candidate
from pipeline.pii.language import guess_language
from pipeline.pii.link import linked
from pipeline.pii.lists import allowed, denied
from pipeline.pii.locales import canonical, countries_of
from pipeline.pii.mentions import with_mentions
from pipeline.pii.organizations import without_organizations
from pipeline.pii.registry import candidates as found_by_rules
from pipeline.pii.repair import repaired
from pipeline.pii.resolve import resolve, without_street
from pipeline.record import PIIFinding


def detect_pii(
    text: str,
    locale: str = "und",
    *,
    ner: bool = True,
    language: str | None = None,
    allow: tuple[str, ...] = (),
    deny: tuple[str, ...] = (),
    min_confidence: float | Mapping[str, float] = 0.0,
    organizations: bool = False,
    recognised: Sequence[tuple[int, int]] = (),
) -> list[PIIFinding]:
    """Personal data in a text, disjoint and in order.

    Args:
        text: any text; time grows linearly with its length. Invisible characters and look-alikes of other alphabets
            hide nothing.
        locale: whose national numbers to look for: ``und`` or ``all`` for everybody's, else one of ``tr us eu de fr it nl es uk
            pl pt se sv dk da fi at be``, alone or as in ``de-DE``. Any other, ``en`` included, asks for universal types only:
            e-mail, cards, IBANs, IP addresses, phones, names. With ``und``, bare numbers need a label where their check digit
            alone says little.
        ner: also find names, places and organisations with the spaCy model; False for rules alone, which load no model.
        language: ISO 639-1 of the text, guessed when None.
        allow: values that are never reported, compared whole, without case and spaces.
        deny: words and phrases that are always reported, as whole words in any case, with type ``custom``.
        min_confidence: findings below it are left out: one number in [0, 1], or type to number, with ``*`` for all others.
        organizations: also report firms, authorities and the like (types ``organization``, ``company_name_tr`` and
            ``company_name_intl``); without it only those that bear a person's full name, such as a sole trader's.
        recognised: the parts of the text that OCR has read, as spans in order: there, numbers with a character lost are found
            by their label as well, though no check digit can prove them.

    Returns:
        Findings with canonical types, each with its rule, confidence and entity; without page, boxes or replacement.

    Raises:
        ModelError: ``ner`` is on and the model is missing or not the right one.
    """
    cleaned = Cleaned(text)
    context = Context(cleaned.text, countries_of(locale), language or guess_language(cleaned.text))
    candidates = [*found_by_rules(context), *repaired(context)]
    if recognised:
        candidates += damaged(context, [(cleaned.place(start), cleaned.place(end)) for start, end in recognised])
    if ner and cleaned.text and not cleaned.text.isspace():
        from pipeline.pii.names import find_names

        candidates += without_street(find_names(context, candidates), candidates)
    candidates = [item for item in candidates if item.confidence >= _least(item.type, min_confidence)]
    candidates += denied(context.text, deny)
    found = allowed(context.text, with_mentions(context.text, resolve(context.text, candidates)), allow)
    if not organizations:
        found = without_organizations(context.text, found)
    return linked([_finding(text, cleaned, candidate) for candidate in found])


def _finding(text: str, cleaned: Cleaned, candidate: Candidate) -> PIIFinding:
    start, end = cleaned.span(candidate.start, candidate.end)
    return PIIFinding(
        type=candidate.type, text=text[start:end], start=start, end=end, confidence=candidate.confidence, rule=candidate.rule
    )


def _least(type_name: str, least: float | Mapping[str, float]) -> float:
    if isinstance(least, Mapping):
        return least.get(type_name, least.get(canonical(type_name), least.get("*", 0.0)))
    return least
