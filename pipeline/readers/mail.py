"""Mails as they travel (EML): decoded headers, the text in its best form, attachments as further pages."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.errors import HeaderParseError, MessageError
from email.header import Header, decode_header
from email.message import Message

from pipeline.exceptions import EmptyDocumentError, EncryptedError, LimitExceededError, UnreadableError
from pipeline.readers.encoding import decoded
from pipeline.readers.letter import ATTACHMENTS_MAX, Attachment, Letter

_HEADERS = ("Subject", "From", "To", "Cc", "Bcc", "Date")
_HEADER_MAX = 50_000  # characters: a thousand recipients; the time to decode grows with the square
_TEXTS = frozenset({"text/plain", "text/html"})
_SUFFIXES = {"text/calendar": ".ics", "text/csv": ".csv", "text/markdown": ".md", "text/plain": ".txt", "text/html": ".html"}
_CHARSET = re.compile(rb"<meta[^>]*?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)


def parse_eml(data: bytes) -> Letter:
    """A mail, taken apart.

    Raises:
        EmptyDocumentError: zero bytes, or white space.
        EncryptedError: its text is behind S/MIME or PGP.
        UnreadableError: no mail.
        LimitExceededError: nested too deep to be parsed.
    """
    if not data.strip():
        raise EmptyDocumentError("The file is empty.")
    try:
        message = message_from_bytes(data.lstrip(), policy=policy.compat32)
        return _letter(message)
    except RecursionError as error:
        raise LimitExceededError("The mail is nested too deep.") from error
    except (MessageError, ValueError, LookupError, AssertionError) as error:
        raise UnreadableError("The mail is damaged.") from error


def _letter(message: Message) -> Letter:
    texts: dict[str, list[str]] = {"text/plain": [], "text/html": []}
    attachments: list[Attachment] = []
    _take(message, texts, attachments)
    headers = {name: text for name in _HEADERS if (text := ", ".join(_header(value) for value in message.get_all(name, [])))}
    return Letter(headers, "\n\n".join(texts["text/plain"]), "\n".join(texts["text/html"]), (), tuple(attachments))


def _take(part: Message, texts: dict[str, list[str]], attachments: list[Attachment]) -> None:
    """Sort the parts of a mail into texts and attachments; of a nested mail nothing is looked at here."""
    kind = part.get_content_type()
    payload = part.get_payload()
    if kind == "multipart/encrypted" or (kind.endswith("pkcs7-mime") and part.get_param("smime-type") == "enveloped-data"):
        raise EncryptedError("The mail is encrypted.")
    if kind == "message/rfc822" and isinstance(payload, list) and payload:
        letter = _letter(payload[0]) if isinstance(payload[0], Message) else Letter({})
        attachments.append(Attachment(_name(part) or letter.headers.get("Subject", "message"), letter=letter))
    elif isinstance(payload, list):
        for item in payload:
            if len(attachments) > ATTACHMENTS_MAX:
                break  # refused where pages are made
            if isinstance(item, Message):
                _take(item, texts, attachments)
    else:
        _take_leaf(part, kind, texts, attachments)


def _take_leaf(part: Message, kind: str, texts: dict[str, list[str]], attachments: list[Attachment]) -> None:
    data = part.get_payload(decode=True)
    name = _name(part)
    if not isinstance(data, bytes) or not data.strip():
        return
    if kind in _TEXTS and not name and part.get_content_disposition() != "attachment":
        declared = part.get_content_charset()
        if kind == "text/html" and not declared and (match := _CHARSET.search(data[:4096])):
            declared = match[1].decode("ascii", "ignore")
        texts[kind].append(decoded(data, declared) or "")
    else:
        number = len(attachments) + 1
        attachments.append(Attachment(name or f"attachment {number}{_SUFFIXES.get(kind, '')}", data))


def _name(part: Message) -> str:
    try:
        return _header(part.get_filename() or "")
    except (ValueError, LookupError, TypeError):
        return ""


def _header(value: object) -> str:
    """A header's value, its encoded words decoded; what cannot be decoded stays as it is."""
    text = str(value)
    if len(text) > _HEADER_MAX:
        return text[:_HEADER_MAX]
    try:
        parts = decode_header(value if isinstance(value, Header) else text)
    except (HeaderParseError, ValueError):
        return text
    words = []
    for part, charset in parts:
        if isinstance(part, str):
            words.append(part)
        else:
            words.append(decoded(part, charset if charset != "unknown-8bit" else None) or part.decode("latin-1"))
    return "".join(words).strip()
