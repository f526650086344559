"""Plain text."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.exceptions import EmptyDocumentError, LimitExceededError, UnreadableError
from pipeline.options import Limits
from pipeline.readers.content import BeforePage, PageContent
from pipeline.readers.encoding import decoded


def read_text(data: bytes, limits: Limits, before_page: BeforePage) -> Iterator[PageContent]:
    """The pages of a text file, parted by form feeds; line ends become ``\\n``.

    Raises:
        EmptyDocumentError: nothing but white space.
        UnreadableError: no usual encoding fits.
        LimitExceededError: more pages than the limits allow.
    """
    if not data.strip():
        raise EmptyDocumentError("The file is empty.")
    text = decoded(data)
    if text is None:
        raise UnreadableError("The text is in no encoding this reader knows.")
    if not text.strip():
        raise EmptyDocumentError("The file holds nothing but white space.")
    pages = text.rstrip("\f\n").split("\f")
    if len(pages) > limits.max_pages:
        raise LimitExceededError(f"The document has {len(pages)} pages; the limit is {limits.max_pages}.")
    for index, page in enumerate(pages):
        before_page(index + 1)
        yield PageContent(text=page.strip("\n"))
