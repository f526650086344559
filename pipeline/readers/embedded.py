"""Pictures within Office files, where they are all a page has: scans pasted into a document or onto slides."""

from __future__ import annotations

import io
from collections.abc import Iterator

from pipeline.exceptions import DocumentError, LimitExceededError
from pipeline.options import Limits
from pipeline.readers.content import PageContent
from pipeline.readers.image import read_image
from pipeline.readers.package import Package
from pipeline.readers.sniff import IMAGES, sniff

_HEAD = 1024 * 1024  # bytes; where a picture says how large it is
AREA_MIN = 200 * 200  # pixels; icons and rules hold no text


def pictures(package: Package, part: str, limits: Limits, page: int) -> Iterator[PageContent]:
    """The pictures a part shows, in the order of their names, each as a page to recognise.

    Args:
        package, part: where they are.
        limits: of their pixels.
        page: number of the first one, for what is said about pictures that cannot be read.
    """
    names = sorted({path for kind, path in package.relations(part).values() if kind == "image" and path in package.names})
    for name in sorted(names, key=lambda name: (len(name), name)):  # image10 after image9
        try:
            with package.stream(name) as stream:
                data = stream.read(limits.max_bytes + 1)
            if len(data) > limits.max_bytes:
                raise LimitExceededError("A picture is larger than the limit.")
            if sniff(data, "") not in IMAGES:
                continue
            content = next(read_image(data, limits, lambda _: None))
        except DocumentError as error:
            yield PageContent(warnings=(f"Page {page}: a picture could not be read ({error.code}).",), failed=True)
            page += 1
        else:
            if content.failed or area(content) >= AREA_MIN:
                yield content
                page += 1


def unread(package: Package, part: str) -> int:
    """How many pictures, icons aside, stand beside the text of a part; their size is looked at, not their pixels."""
    from PIL import Image

    count = 0
    for name in sorted({path for kind, path in package.relations(part).values() if kind == "image" and path in package.names}):
        try:
            with package.stream(name) as stream, Image.open(io.BytesIO(stream.read(_HEAD))) as image:
                count += image.width * image.height >= AREA_MIN
        except (DocumentError, OSError, SyntaxError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning):
            count += 1
    return count


def area(content: PageContent) -> int:
    """Of its pictures, in pixels."""
    return sum(picture.pixels.shape[0] * picture.pixels.shape[1] for picture in content.pictures)
