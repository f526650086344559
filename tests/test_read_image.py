from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from pipeline.exceptions import EmptyDocumentError, LimitExceededError, UnreadableError
from pipeline.options import Limits
from pipeline.readers.content import PageContent
from pipeline.readers.image import DPI_DEFAULT, read_image


def pages_of(data: bytes, limits: Limits | None = None) -> list[PageContent]:
    return list(read_image(data, limits or Limits(), lambda number: None))


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def half_black(mode: str = "L") -> Image.Image:
    """40 x 20 pixels, the left half black."""
    image = Image.new("L", (40, 20), 255)
    image.paste(0, (0, 0, 20, 20))
    return image.convert(mode)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "BMP", "WEBP"])
@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_every_format_becomes_rgb(kind: str, mode: str) -> None:
    (page,) = pages_of(encoded(half_black(mode), kind))
    assert page.picture is not None
    assert page.picture.pixels.shape == (20, 40, 3)
    assert page.picture.pixels[:, :15].max() < 60
    assert page.picture.pixels[:, 25:].min() > 200


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        (half_black("1"), 255),
        (half_black("P"), 255),
        (Image.new("RGBA", (40, 20), (0, 0, 0, 0)), 255),
        (Image.fromarray(np.full((20, 40), 65535, np.uint16)), 255),
        (Image.fromarray(np.full((20, 40), 256, np.uint16)), 1),
    ],
)
def test_unusual_modes_are_put_on_white_paper(image: Image.Image, expected: int) -> None:
    (page,) = pages_of(encoded(image, "PNG"))
    assert page.picture is not None
    assert page.picture.pixels[10, 30].tolist() == [expected] * 3


@pytest.mark.parametrize(
    ("dpi", "expected"),
    [((200, 200), 200), ((204, 98), 98), (None, DPI_DEFAULT), ((1, 1), DPI_DEFAULT), ((9999, 9999), DPI_DEFAULT)],
)
def test_size_in_points_follows_the_resolution(dpi: tuple[int, int] | None, expected: float) -> None:
    (page,) = pages_of(encoded(half_black(), "JPEG", **({"dpi": dpi} if dpi else {})))
    assert page.picture is not None
    assert page.picture.dpi == pytest.approx(expected)
    assert (page.width_pt, page.height_pt) == (pytest.approx(40 * 72 / expected), pytest.approx(20 * 72 / expected))


def test_exif_orientation_is_undone() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # shown after a quarter turn to the right
    (page,) = pages_of(encoded(half_black(), "JPEG", exif=exif))
    assert page.picture is not None
    assert page.picture.pixels.shape == (40, 20, 3)
    assert page.picture.pixels[:15].max() < 60
    assert page.width_pt < page.height_pt


def test_tiff_has_as_many_pages_as_pictures() -> None:
    data = encoded(half_black(), "TIFF", save_all=True, append_images=[Image.new("L", (10, 30)), half_black()])
    assert [page.picture.pixels.shape[:2] for page in pages_of(data) if page.picture] == [(20, 40), (30, 10), (20, 40)]
    with pytest.raises(LimitExceededError, match="more than 2 pages"):
        pages_of(data, Limits(max_pages=2))


@pytest.mark.parametrize(("side", "limits"), [(20_000, Limits()), (100, Limits(max_pixels=9_999))])
def test_too_many_pixels_are_refused_before_decoding(side: int, limits: Limits, monkeypatch: pytest.MonkeyPatch) -> None:
    data = encoded(Image.new("1", (side, side)), "PNG")
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", lambda self: pytest.fail("decoded"))
    with pytest.raises(LimitExceededError) as caught:
        pages_of(data, limits)
    assert caught.value.page == 1


def test_picture_at_the_limit_is_read() -> None:
    assert len(pages_of(encoded(Image.new("1", (100, 100)), "PNG"), Limits(max_pixels=10_000))) == 1


@pytest.mark.parametrize(
    ("data", "error"),
    [(b"", EmptyDocumentError), (b"\x89PNG\r\n\x1a\n", UnreadableError), (b"\xff\xd8\xff\xe0garbage", UnreadableError)],
)
def test_unusable_picture_is_refused(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        pages_of(data)


def test_cut_off_picture_is_a_failed_page() -> None:
    noise = Image.fromarray(np.random.default_rng(7).integers(0, 255, (64, 64), np.uint8))
    data = encoded(noise, "PNG")
    (page,) = pages_of(data[: len(data) // 2])
    assert page.failed
