"""The document types and their fields, declared once as data.

Names follow the contract where a source names them; the field sets of types without named fields, and the type ``receipt``,
are this project's own. The labels are in :mod:`pipeline.fields.labels`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.fields import labels
from pipeline.fields.labels import Labels
from pipeline.record import FieldKind

LANGUAGES = ("en", "de", "fr", "it", "es", "nl", "pl", "tr")
GENERAL = "general"  # the fallback type: no schema


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of a document type.

    Attributes:
        name: as in the contract.
        kind: decides the type of the value.
        required: a document of this type without it is incomplete.
        labels: what stands before its value: language to folded labels.
    """

    name: str
    kind: FieldKind
    required: bool = False
    labels: Labels = field(default_factory=dict)

    @property
    def all_labels(self) -> tuple[str, ...]:
        """The labels of every language; documents mix them, so all are looked for."""
        return tuple(dict.fromkeys(label for language in LANGUAGES for label in self.labels.get(language, ())))


def _spec(name: str, kind: FieldKind, before: Labels | None = None, *, required: bool = False) -> FieldSpec:
    return FieldSpec(name, kind, required, before or {})


_CURRENCY = _spec("currency", "currency")
_ITEMS = _spec("line_items", "items")
_DATE = _spec("document_date", "date", labels.ISSUED, required=True)
_AMOUNT = _spec("total_amount", "amount", labels.TOTAL, required=True)
_SELLER = _spec("vendor", "text", labels.VENDOR, required=True)

SCHEMAS: dict[str, tuple[FieldSpec, ...]] = {
    "invoice": (
        _SELLER,
        _spec("document_no", "identifier", labels.NUMBER, required=True),
        _DATE,
        _spec("due_date", "date", labels.DUE),
        _AMOUNT,
        _spec("currency", "currency", required=True),
        _spec("iban", "identifier"),
        _ITEMS,
    ),
    "expense_report": (_spec("employee", "text", labels.EMPLOYEE, required=True), _DATE, _AMOUNT, _CURRENCY, _ITEMS),
    "purchase_order": (
        _spec("document_no", "identifier", labels.ORDER_NUMBER, required=True),
        _SELLER,
        _spec("buyer", "text", labels.CUSTOMER),
        _DATE,
        _AMOUNT,
        _CURRENCY,
        _ITEMS,
    ),
    "sales_proposal": (
        _spec("document_no", "identifier", labels.OFFER_NUMBER),
        _SELLER,
        _spec("customer", "text", labels.CUSTOMER),
        _DATE,
        _spec(
            "valid_until",
            "date",
            labels.VALID_UNTIL,
        ),
        _AMOUNT,
        _CURRENCY,
    ),
    "bank_statement": (
        _spec(
            "account_holder",
            "text",
            labels.ACCOUNT_HOLDER,
        ),
        _spec("iban", "identifier", required=True),
        _spec(
            "period_start",
            "date",
            labels.PERIOD_START,
        ),
        _spec(
            "period_end",
            "date",
            labels.PERIOD_END,
        ),
        _spec(
            "opening_balance",
            "amount",
            labels.OPENING_BALANCE,
        ),
        _spec(
            "closing_balance",
            "amount",
            labels.CLOSING_BALANCE,
            required=True,
        ),
        _CURRENCY,
        _spec("transactions", "items"),
    ),
    "payroll": (
        _spec("employee", "text", labels.EMPLOYEE, required=True),
        _spec("period", "text", labels.PERIOD),
        _spec(
            "gross_pay",
            "amount",
            labels.GROSS_PAY,
        ),
        _spec(
            "net_pay",
            "amount",
            labels.NET_PAY,
            required=True,
        ),
        _CURRENCY,
        _spec("sgk_isyeri_kodu", "identifier", labels.SGK_ISYERI_KODU),
        _spec("emeklilik_no", "identifier", labels.EMEKLILIK_NO),
        _spec("bagkur_no", "identifier", labels.BAGKUR_NO),
    ),
    "budget": (
        _spec("period", "text", labels.PERIOD, required=True),
        _spec(
            "total_amount",
            "amount",
            labels.BUDGET_TOTAL,
            required=True,
        ),
        _CURRENCY,
        _ITEMS,
    ),
    "delivery_note": (
        _spec("document_no", "identifier", labels.DELIVERY_NUMBER, required=True),
        _SELLER,
        _spec("recipient", "text", labels.RECIPIENT),
        _DATE,
        _ITEMS,
    ),
    "tax_declaration": (
        _spec(
            "tax_id",
            "identifier",
            labels.TAX_ID,
            required=True,
        ),
        _spec("period", "text", labels.PERIOD),
        _spec(
            "tax_base",
            "amount",
            labels.TAX_BASE,
        ),
        _spec(
            "tax_amount",
            "amount",
            labels.TAX_DUE,
        ),
        _CURRENCY,
    ),
    "contract": (
        _spec("parties", "text", labels.PARTIES, required=True),
        _spec(
            "effective_date",
            "date",
            labels.EFFECTIVE_DATE,
        ),
        _spec(
            "end_date",
            "date",
            labels.END_DATE,
        ),
        _spec(
            "governing_law",
            "text",
            labels.GOVERNING_LAW,
        ),
    ),
    "receipt": (
        _spec("vendor", "text", required=True),
        _spec("vendor_address", "text"),
        _DATE,
        _AMOUNT,
        _CURRENCY,
        _spec("tax_amount", "amount", labels.TAX),
        _spec("payment_method", "text", labels.PAYMENT),
        _ITEMS,
    ),
    GENERAL: (),
}
DOCUMENT_TYPES = tuple(SCHEMAS)


def field_names(document_type: str) -> tuple[str, ...]:
    """The fields of a type in schema order; empty for ``general`` and for types this package does not know."""
    return tuple(spec.name for spec in SCHEMAS.get(document_type, ()))
