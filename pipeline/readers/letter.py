"""A mail, wherever it comes from: who wrote what to whom, and its attachments, read as pages of the same record."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from pipeline.exceptions import DocumentError, EmptyDocumentError, LimitExceededError
from pipeline.options import Limits
from pipeline.readers import sniff
from pipeline.readers.content import BeforePage, PageContent, Piece
from pipeline.readers.html import pieces_of
from pipeline.readers.registry import READABLE, reader_for

DEPTH_MAX = 5  # mails within mails
ATTACHMENTS_MAX = 200  # of a mail and of all within it
_ICON_MAX = 64 * 64  # pixels; logos and tracking dots hold no text
_HEADERS = ("From", "To", "Cc", "Bcc", "Date")
_BLANK = re.compile(r"\n[ \t>]*\n")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a mail: its name as the mail gives it, its bytes, or the mail it is."""

    name: str
    data: bytes = b""
    letter: Letter | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail.

    Attributes:
        headers: name to value, decoded.
        plain, html, pieces: its text in the forms it comes in; the first of html, plain, pieces that says anything counts.
        attachments: in order.
    """

    headers: dict[str, str]
    plain: str = ""
    html: str = ""
    pieces: tuple[Piece, ...] = ()
    attachments: tuple[Attachment, ...] = ()


Parse = Callable[[bytes], Letter]


class _BeyondError(LimitExceededError):
    """A limit of the whole mail, not of one attachment."""


@dataclass(slots=True)
class Budget:
    """Pages and attachments read so far, over all mails within a mail."""

    limits: Limits
    before_page: BeforePage
    pages: int = 0
    attachments: int = 0
    parsers: dict[str, Parse] = field(default_factory=dict)

    def turn(self) -> None:
        """Begin a page.

        Raises:
            LimitExceededError: there are too many.
        """
        if self.pages >= self.limits.max_pages:
            raise _BeyondError(f"The mail and its attachments have more than {self.limits.max_pages} pages.")
        self.pages += 1
        self.before_page(self.pages)


def pages_of(letter: Letter, budget: Budget, depth: int = 1) -> Iterator[PageContent]:
    """The mail as a page, then the pages of its attachments; one that cannot be read is a failed page.

    Raises:
        LimitExceededError: mails nested more than :data:`DEPTH_MAX` deep, more than :data:`ATTACHMENTS_MAX` attachments, or
            more pages than the limits allow.
    """
    if depth > DEPTH_MAX:
        raise _BeyondError(f"Mails are nested more than {DEPTH_MAX} deep.")
    first = budget.attachments + 1
    budget.attachments += len(letter.attachments)
    if budget.attachments > ATTACHMENTS_MAX:
        raise _BeyondError(f"The mail has more than {ATTACHMENTS_MAX} attachments.")
    numbered = list(enumerate(letter.attachments, first))
    kinds = {number: _kind(attachment) for number, attachment in numbered}
    left_out = [number for number, kind in kinds.items() if kind not in READABLE]
    warnings = tuple(f"Attachment {number} is of a kind that is not read ({kinds[number]})." for number in left_out)
    budget.turn()
    yield PageContent(pieces=_page(letter), warnings=warnings)
    for number, attachment in numbered:
        if kinds[number] in READABLE and not _is_icon(attachment.data, kinds[number]):
            yield from _read(attachment, kinds[number], number, budget, depth)


def _kind(attachment: Attachment) -> str:
    return sniff.EML if attachment.letter else sniff.sniff(attachment.data, attachment.name)


def _read(attachment: Attachment, kind: str, number: int, budget: Budget, depth: int) -> Iterator[PageContent]:
    try:
        inner = attachment.letter or (budget.parsers[kind](attachment.data) if kind in budget.parsers else None)
        if inner is not None:
            yield from pages_of(inner, budget, depth + 1)
            return
        for content in reader_for(kind)(attachment.data, budget.limits, lambda _: None):
            budget.turn()
            yield content
    except _BeyondError:
        raise
    except EmptyDocumentError:
        return
    except DocumentError as error:
        budget.turn()
        yield PageContent(warnings=(f"Attachment {number} could not be read: {error.code}.",), failed=True)


def _is_icon(data: bytes, kind: str) -> bool:
    if kind not in sniff.IMAGES:
        return False
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data)) as image:
            return image.width * image.height <= _ICON_MAX
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return False


def _page(letter: Letter) -> tuple[Piece, ...]:
    subject = " ".join(letter.headers.get("Subject", "").split())
    lines = [f"{name}: {' '.join(value.split())}" for name in _HEADERS if (value := letter.headers.get(name, "")).strip()]
    names = [" ".join(attachment.name.split()) for attachment in letter.attachments]
    head = [Piece("heading", subject, 1)] if subject else []
    head += [Piece("paragraph", "\n".join(lines))] if lines else []
    body = (pieces_of(letter.html) if letter.html.strip() else ()) or plain_pieces(letter.plain) or letter.pieces
    listed = [Piece("list_item", name, 1) for name in names if name]
    return (*head, *body, *([Piece("paragraph", "Attachments:"), *listed] if listed else []))


def plain_pieces(text: str) -> tuple[Piece, ...]:
    """Paragraphs of a plain text, parted by blank lines."""
    return tuple(Piece("paragraph", part.strip("\n").rstrip()) for part in _BLANK.split(text) if part.strip())
