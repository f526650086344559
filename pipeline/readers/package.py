"""Zip containers of XML parts, as Office and OpenDocument files are: opened only within limits, without entities or network."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from posixpath import dirname, join, normpath
from typing import IO

from lxml import etree

from pipeline.exceptions import EmptyDocumentError, EncryptedError, LimitExceededError, UnreadableError
from pipeline.options import Limits
from pipeline.readers.sniff import OLE_MAGIC

PARTS_MAX = 20_000  # a workbook of 5,000 sheets has about as many
UNPACKED_PER_BYTE = 10  # unpacked size at most that many times limits.max_bytes
RATIO_MAX, RATIO_FROM = 200, 16 * 1024 * 1024  # XML packs to a twentieth; a bomb to a thousandth
TREE_MAX = 64 * 1024 * 1024  # bytes of one part held as a tree, which takes about eight times that
ATTRIBUTES_MAX = 1_000  # of one element: lxml takes the square of their number to list them
_ATTRIBUTES_FROM = 10_000  # bytes; smaller files cannot hold many more
_crowded = etree.XPath(f"boolean(descendant-or-self::*[count(@*) > {ATTRIBUTES_MAX}])")
BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError)


class Package:
    """The parts of a container. Build it with :func:`open_package`."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.names = frozenset(archive.namelist())

    def tree(self, name: str) -> etree._Element | None:
        """The root element of a part; None when there is no such part.

        Raises:
            UnreadableError: the part is damaged, or declares a document type.
            LimitExceededError: the part is too large to be held as a tree.
        """
        if name not in self.names:
            return None
        if self._archive.getinfo(name).file_size > TREE_MAX:
            raise LimitExceededError(f"A part of the file is larger than {TREE_MAX:,} bytes unpacked.")
        with self.stream(name) as stream:
            return parse_xml(stream.read(TREE_MAX + 1))

    @contextmanager
    def stream(self, name: str) -> Iterator[IO[bytes]]:
        """A part's bytes as they are unpacked.

        Raises:
            UnreadableError: the part is missing or damaged.
            EncryptedError: it is behind a password.
        """
        try:
            with self._archive.open(name) as stream:
                yield stream
        except RuntimeError as error:  # zipfile's word for a password
            raise EncryptedError("The file is protected by a password.") from error
        except (KeyError, *BROKEN) as error:
            raise UnreadableError("The file is damaged: one of its parts cannot be unpacked.") from error

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """What a part of an Office file points to within the file: id to (kind, part). Links to the outside are left out."""
        folder, _, base = name.rpartition("/")
        root = self.tree(f"{folder}/_rels/{base}.rels".lstrip("/"))
        found: dict[str, tuple[str, str]] = {}
        for relation in root if root is not None else ():
            if relation.get("TargetMode") != "External":
                kind = relation.get("Type", "").rpartition("/")[2]
                target = relation.get("Target", "")
                path = target.lstrip("/") if target.startswith("/") else normpath(join(dirname(name), target))
                found[relation.get("Id", "")] = (kind, path)
        return found

    def main_part(self, default: str) -> str:
        """The part the whole file hangs on, such as ``word/document.xml``."""
        for kind, part in self.relations("").values():
            if kind == "officeDocument" and part in self.names:
                return part
        return default


@contextmanager
def open_package(data: bytes, limits: Limits) -> Iterator[Package]:
    """Open a container, its sizes checked before a part is unpacked.

    Raises:
        EmptyDocumentError: zero bytes.
        EncryptedError: an Office file behind a password, which is an OLE container.
        UnreadableError: no container, or damaged.
        LimitExceededError: too many parts, or more bytes when unpacked than the limits allow.
    """
    if not data:
        raise EmptyDocumentError("The file is empty.")
    if data.startswith(OLE_MAGIC):
        raise EncryptedError("The file is protected by a password.")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except BROKEN as error:
        raise UnreadableError("The file is damaged: its list of parts cannot be read.") from error
    with archive:
        _check(archive, len(data), limits)
        yield Package(archive)


def _check(archive: zipfile.ZipFile, size: int, limits: Limits) -> None:
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > PARTS_MAX:
        raise LimitExceededError(f"The file has {len(parts):,} parts; the limit is {PARTS_MAX:,}.")
    if unpacked > UNPACKED_PER_BYTE * limits.max_bytes or (unpacked > RATIO_FROM and unpacked > RATIO_MAX * size):
        raise LimitExceededError(f"The file has {unpacked:,} bytes when unpacked, which is beyond the limit.")


def parse_xml(data: bytes) -> etree._Element:
    """The root of an XML document, without comments and processing instructions.

    Raises:
        UnreadableError: not well-formed, nested more than 256 deep, or with a document type declaration: entities can grow
            a small file without bound or name files of this machine, and no such file needs one.
        LimitExceededError: an element with more than :data:`ATTRIBUTES_MAX` attributes.
    """
    try:
        root = etree.fromstring(data, safe_parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError("The file is damaged: one of its parts is no valid XML.") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableError("The file declares a document type or entities, which are not accepted.")
    if len(data) > _ATTRIBUTES_FROM and _crowded(root):
        raise LimitExceededError(f"An element of the file has more than {ATTRIBUTES_MAX:,} attributes.")
    return root


def safe_parser() -> etree.XMLParser:
    """A parser that resolves no entity and opens nothing."""
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )


def local(element: etree._Element) -> str:
    """The name of an element without its namespace: files come in a transitional and a strict one."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: etree._Element, name: str) -> str | None:
    """An attribute by its name without namespace."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def child(element: etree._Element | None, *names: str) -> etree._Element | None:
    """The first descendant along a path of child names; None where it ends early."""
    for name in names:
        if element is None:
            return None
        element = next((item for item in element if local(item) == name), None)
    return element
