"""Numbers of the United Kingdom."""

from __future__ import annotations

from pipeline.pii.detector import Pattern, bounded

DETECTORS = (
    Pattern(
        type="national_id_uk",
        # National Insurance number: no D F I Q U V in front, no O second, seven pairs never issued. QQ is the prefix of the tax
        # office's own examples: found, so that texts made with it show what would be masked.
        pattern=bounded(
            "[A-CEGHJ-TW-Z]",
            r"(?:[A-CEGHJ-NPR-TW-Z](?<!Q.)|(?<=Q)Q)(?<!BG|GB|KN|NK|NT|TN|ZZ)(?:[ \u00a0]?\d\d){3}[ \u00a0]?[A-D]",
        ),
        letters=(2,),
        runs=(2, 4, 6),
        forms=("AA999999A",),
        rule="shape:nino",
        confidence=0.9,
        countries=("uk",),
        labels=("National Insurance", "National Insurance number", "NI number", "NI no", "NINO"),
        fake="QQ ## ## ## C",
    ),
    Pattern(
        type="tax_id_uk",
        pattern=bounded(r"\d", r"\d{9}|\d{4}[ \u00a0]\d{5}"),
        runs=(5, 10),
        forms=("9" * 10,),
        rule="label",
        confidence=0.75,
        countries=("uk",),
        labels=("UTR", "Unique Taxpayer Reference", "tax reference", "Self Assessment", "HMRC reference"),
        needs_label="always",
    ),
)
