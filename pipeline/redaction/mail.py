"""Mails: a new one is written of what people read, its subject, people, date and body, values replaced; all else stays behind.

Attachments, further headers and the path a mail took hold too much that nobody sees: they are dropped, and said to be.
"""

from __future__ import annotations

from email import message_from_bytes, policy
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage, Message
from hashlib import sha256

from pipeline.exceptions import UnreadableError
from pipeline.options import Limits
from pipeline.readers.registry import reader_for
from pipeline.readers.sniff import EML, HTML
from pipeline.redaction.markup import redact_markup
from pipeline.redaction.plain import BLOCK, disjoint, found_in
from pipeline.redaction.plan import Plan
from pipeline.redaction.survivors import Survivor, bytes_hold

_PEOPLE = ("From", "To", "Cc")
_NOBODY = "redacted@redacted.invalid"  # RFC 2606: a name that never resolves
_SHOWN = ("From", "To", "Cc", "Date", "Subject")
_TECHNICAL = frozenset(("mime-version", "content-type", "content-transfer-encoding"))


def redact_mail(source: bytes, plan: Plan) -> tuple[bytes, tuple[str, ...]]:
    """The redacted mail, not yet verified, and what else was removed from it.

    Raises:
        UnreadableError: no mail, or one in a character set nobody knows.
    """
    mail = _parsed(source)
    fresh = EmailMessage(policy=policy.SMTP)
    body = _content(mail.get_body(("plain",)))
    page = _content(mail.get_body(("html",)))
    for name in _SHOWN:
        if mail[name] is not None:
            shown = str(mail[name])
            kept = _clean(shown, plan)
            fresh[name] = kept if kept == shown or name not in _PEOPLE else Address(_unquoted(kept), addr_spec=_NOBODY)
    fresh.set_content(_clean(body or "", plan))
    if page:
        own = Plan((), tuple(needle for needle in plan.needles if found_in(page, needle)), plan.page_count)
        fresh.add_alternative(_clean(redact_markup(page.encode(), HTML, own)[0].decode(), plan), subtype="html")
    if fresh.is_multipart():  # else its boundary would be drawn at random
        fresh.set_boundary(sha256(b"".join(part.as_bytes() for part in fresh.iter_parts())).hexdigest()[:32])
    removed = {
        "attachments": any(True for _ in mail.iter_attachments()) if mail.is_multipart() else False,
        "further headers": any(name not in _SHOWN for name in mail.keys() if name.lower() not in _TECHNICAL),  # noqa: SIM118
    }
    return fresh.as_bytes(), tuple(name for name, is_there in removed.items() if is_there)


def check_mail(data: bytes, plan: Plan, limits: Limits) -> list[Survivor]:
    """What should be gone and is not: in the bytes, the headers, the decoded parts, and in what a reader makes of them."""
    found = [Survivor("object", needle.type) for needle in bytes_hold(data, plan.needles)]
    mail = _parsed(data)
    texts = [str(value) for value in mail.values()]
    for part in mail.walk():
        if not part.is_multipart():
            texts.append(_content(part) or "")
            found += [Survivor("structure")] * (part.get_content_maintype() != "text" or part.get_filename() is not None)
    for content in reader_for(EML)(data, limits, lambda _number: None):
        for piece in content.pieces or ():
            texts += [piece.text, *(cell.text for row in piece.rows for cell in row)]
    return found + [Survivor("text", needle.type) for needle in plan.needles for text in texts if found_in(text, needle)]


def _parsed(source: bytes) -> EmailMessage:
    try:
        return message_from_bytes(source, policy=policy.default)
    except (MessageError, ValueError) as error:
        raise UnreadableError("The file is no mail.") from error


def _content(part: Message | None) -> str | None:
    if part is None or part.get_content_maintype() != "text":
        return None
    data = part.get_payload(decode=True)
    raw = data if isinstance(data, bytes) else b""
    try:
        return raw.decode(part.get_content_charset("utf-8"))
    except (LookupError, UnicodeDecodeError):
        return raw.decode("cp1252", "replace")


def _unquoted(text: str) -> str:
    return " ".join("".join(char for char in text if char not in '"<>\r\n').split())


def _clean(text: str, plan: Plan) -> str:
    for start, end in reversed(disjoint(span for needle in plan.needles for span in found_in(text, needle))):
        text = text[:start] + BLOCK + text[end:]
    return text
