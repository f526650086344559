"""Mails of both kinds with their attachments, which may be mails of either kind again."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.options import Limits
from pipeline.readers import sniff
from pipeline.readers.content import BeforePage, PageContent
from pipeline.readers.letter import Budget, Letter, pages_of
from pipeline.readers.mail import parse_eml
from pipeline.readers.outlook import parse_msg


def read_eml(data: bytes, limits: Limits, before_page: BeforePage) -> Iterator[PageContent]:
    """The mail, then the pages of its attachments. Nothing it refers to is fetched.

    Raises:
        DocumentError: see :func:`pipeline.readers.mail.parse_eml` and :func:`pipeline.readers.letter.pages_of`.
    """
    yield from _pages(parse_eml(data), limits, before_page)


def read_msg(data: bytes, limits: Limits, before_page: BeforePage) -> Iterator[PageContent]:
    """The same for Outlook's MSG.

    Raises:
        DocumentError: see :func:`pipeline.readers.outlook.parse_msg` and :func:`pipeline.readers.letter.pages_of`.
    """
    yield from _pages(parse_msg(data), limits, before_page)


def _pages(letter: Letter, limits: Limits, before_page: BeforePage) -> Iterator[PageContent]:
    yield from pages_of(letter, Budget(limits, before_page, parsers={sniff.EML: parse_eml, sniff.MSG: parse_msg}))
