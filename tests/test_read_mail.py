from __future__ import annotations

import struct

import pytest

from pipeline.exceptions import EmptyDocumentError, EncryptedError, LimitExceededError, UnreadableError
from pipeline.options import Limits
from pipeline.readers import letter, outlook
from pipeline.readers.content import Piece
from pipeline.readers.outlook import unpacked
from pipeline.readers.post import read_eml, read_msg
from tests.conftest import FIXTURES
from tests.office_files import compound, docx, pages

HEAD = "From: a@x.example\nMIME-Version: 1.0\n"


def mail(content: str, head: str = HEAD) -> bytes:
    return (head + content).encode("latin-1")


def multipart(*parts: str, kind: str = "mixed", boundary: str = "b") -> str:
    inner = "".join(f"--{boundary}\n{part}\n" for part in parts)
    return f'Content-Type: multipart/{kind}; boundary="{boundary}"\n\n{inner}--{boundary}--\n'


def attached(name: str, data: str, kind: str = "application/octet-stream") -> str:
    return f"Content-Type: {kind}\nContent-Disposition: attachment; filename={name}\n\n{data}"


def texts(data: bytes) -> list[list[str]]:
    return [[piece.text for piece in page.pieces or ()] for page in pages(read_eml, data)]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (mail("Subject: s\n\none\n\ntwo\nlines"), ["s", "From: a@x.example", "one", "two\nlines"]),
        (mail("Subject: =?utf-8?b?R3LDvMOfZQ==?= x\n\nb"), ["Grüße x", "From: a@x.example", "b"]),
        (mail("Subject: =?no-such?q?caf=E9?=\n\nb"), ["café", "From: a@x.example", "b"]),
        (mail("Subject: caf\xe9\n\nb"), ["café", "From: a@x.example", "b"]),
        (mail("Content-Type: text/plain; charset=windows-1254\n\n\xdeiseler"), ["From: a@x.example", "Şiseler"]),
        (mail("Content-Type: text/plain; charset=no-such\n\nGr\xfc\xdfe"), ["From: a@x.example", "Grüße"]),
        (mail("Content-Transfer-Encoding: base64\n\nbm90ICUlJSBiYXNl!"), ["From: a@x.example", "not %%% base"]),
        (
            mail("Content-Type: text/html\n\n<p>a<script>x</script><img src='http://t.example/1.gif'>"),
            ["From: a@x.example", "a"],
        ),
        (
            mail(multipart("Content-Type: text/plain\n\nold", "Content-Type: text/html\n\n<h1>new</h1>", kind="alternative")),
            ["From: a@x.example", "new"],
        ),
        (
            mail(multipart("Content-Type: text/plain\n\nold", "Content-Type: text/html\n\n<p> </p>", kind="alternative")),
            ["From: a@x.example", "old"],
        ),
        (mail("\n"), ["From: a@x.example"]),
    ],
)
def test_mail_is_decoded(data: bytes, expected: list[str]) -> None:
    assert texts(data) == [expected]


def test_attachments_are_pages_of_the_same_record() -> None:
    data = mail(
        multipart(
            "Content-Type: text/plain\n\nhello",
            attached("a.csv", "x,y\n1,2"),
            attached("b.txt", "first\fsecond"),
            attached("song.mp3", "\x00\xff\x01", "audio/mpeg"),
            "Content-Type: message/rfc822\n\nSubject: inner\n\nwords",
        )
    )
    found = pages(read_eml, data)
    listed = ["Attachments:", "a.csv", "b.txt", "song.mp3", "inner"]
    assert [piece.text for piece in found[0].pieces] == ["From: a@x.example", "hello", *listed]
    assert found[0].warnings == ("Attachment 3 is of a kind that is not read (application/octet-stream).",)
    assert found[1].pieces[0].kind == "table"
    assert [page.text for page in found[2:4]] == ["first", "second"]
    assert found[4].pieces == (Piece("heading", "inner", 1), Piece("paragraph", "words"))


def test_attachment_that_cannot_be_read_is_a_failed_page() -> None:
    whole = docx("<w:p><w:r><w:t>a</w:t></w:r></w:p>")
    data = mail(
        multipart(
            "Content-Type: text/plain\n\nhello", attached("a.docx", whole[:200].decode("latin-1")), attached("b.txt", "b")
        )
    )
    first, second, third = pages(read_eml, data)
    assert (first.failed, second.failed, third.failed) == (False, True, False)
    assert second.warnings == ("Attachment 1 could not be read: document.unreadable.",)


def test_pages_are_counted_over_all_attachments() -> None:
    data = mail(multipart("Content-Type: text/plain\n\nhello", attached("a.txt", "1\f2"), attached("b.txt", "3")))
    numbers: list[int] = []
    list(read_eml(data, Limits(), numbers.append))
    assert numbers == [1, 2, 3, 4]
    with pytest.raises(LimitExceededError):
        pages(read_eml, data, Limits(max_pages=3))


def nested(depth: int) -> str:
    if not depth:
        return "Subject: last\n\nend"
    return f"Subject: s{depth}\n" + multipart(f"Content-Type: message/rfc822\n\n{nested(depth - 1)}", boundary=f"b{depth}")


def test_mails_within_mails_are_limited() -> None:
    assert len(pages(read_eml, mail(nested(letter.DEPTH_MAX - 1)))) == letter.DEPTH_MAX
    with pytest.raises(LimitExceededError):
        pages(read_eml, mail(nested(letter.DEPTH_MAX)))
    with pytest.raises(LimitExceededError):
        pages(read_eml, mail(nested(400)))


def test_attachments_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letter, "ATTACHMENTS_MAX", 3)
    parts = [attached(f"{number}.txt", "a") for number in range(4)]
    assert len(pages(read_eml, mail(multipart(*parts[:3])))) == 4
    with pytest.raises(LimitExceededError):
        pages(read_eml, mail(multipart(*parts)))


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b" \n", EmptyDocumentError),
        (mail(multipart("Content-Type: application/pgp-encrypted\n\nVersion: 1", kind="encrypted")), EncryptedError),
        (mail("Content-Type: application/pkcs7-mime; smime-type=enveloped-data\n\nMIIB"), EncryptedError),
    ],
)
def test_unusable_mail_is_refused(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        pages(read_eml, data)


def test_fixture_reads_each_part_in_its_own_way() -> None:
    first, memo, sign, inner = pages(read_eml, (FIXTURES / "keys.eml").read_bytes())
    assert "Only for old programs." not in str(first.pieces)
    assert memo.words is not None
    assert sign.pictures
    assert inner.pieces[0] == Piece("heading", "Old gate", 1)


def msg(**streams: object) -> bytes:
    names = {f"__substg1.0_{key[1:]}": value for key, value in streams.items() if key[0] == "p" and key[1].isdigit()}
    others = {key: value for key, value in streams.items() if f"__substg1.0_{key[1:]}" not in names}
    return compound({"__properties_version1.0": b"\0" * 32, **names, **others})


@pytest.mark.parametrize(
    ("streams", "expected"),
    [
        ({"p0037001F": "Grüße".encode("utf-16-le"), "p1000001F": "a\r\n\r\nb".encode("utf-16-le")}, ["Grüße", "a", "b"]),
        ({"p1000001E": b"plain words"}, ["plain words"]),
        ({"p10130102": b"<p>html</p>", "p1000001E": b"plain"}, ["html"]),
        ({"p10090102": struct.pack("<4I", 26, 14, 0x414C454D, 0) + b"{\\rtf1 packed}"}, ["packed"]),
        ({"p0C1A001E": b"Ida", "p5D01001E": b"ida@x.example"}, ["From: Ida <ida@x.example>"]),
        ({"p0C1A001E": b"Ida", "p0C1F001E": b"/O=ORG/CN=IDA"}, ["From: Ida"]),
    ],
)
def test_outlook_properties_are_read(streams: dict[str, bytes], expected: list[str]) -> None:
    (page,) = pages(read_msg, msg(**streams))
    assert [piece.text for piece in page.pieces] == expected


def test_outlook_fixture_holds_file_and_mail() -> None:
    first, boats, lamp = pages(read_msg, (FIXTURES / "boats.msg").read_bytes())
    assert first.pieces[1].text.splitlines()[-1] == "Date: 2026-05-05 07:00 UTC"
    assert boats.text == "Möwe, Albatros and Seestern lie at the north pier."
    assert lamp.pieces[0] == Piece("heading", "Lamp", 1)


def test_outlook_mails_within_mails_are_limited() -> None:
    tree: dict[str, object] = {"__properties_version1.0": b"\0" * 24}
    for _ in range(letter.DEPTH_MAX + 3):
        tree = {"__properties_version1.0": b"\0" * 24, "__attach_version1.0_#00000000": {"__substg1.0_3701000D": tree}}
    with pytest.raises(LimitExceededError):
        pages(read_msg, compound(tree))


def test_damaged_outlook_mail_is_refused_or_read() -> None:
    data = (FIXTURES / "boats.msg").read_bytes()
    with pytest.raises(EmptyDocumentError):
        pages(read_msg, b"")
    for at in (8, 600, len(data) // 2):
        with pytest.raises(UnreadableError):
            pages(read_msg, data[:at])


@pytest.mark.parametrize("at", range(0, 6144, 61))
def test_flipped_byte_in_an_outlook_mail_ends(at: int) -> None:
    from pipeline.exceptions import DocumentError

    data = bytearray((FIXTURES / "boats.msg").read_bytes())
    data[at] ^= 0xFF
    try:
        pages(read_msg, bytes(data))
    except DocumentError:
        return


def test_packed_rtf_is_unpacked() -> None:
    # the example of [MS-OXRTFCP] 4.1
    packed = bytes.fromhex("2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0")
    assert unpacked(packed) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    assert unpacked(packed[:30]).startswith(b"{\\rtf1\\ansi")
    assert unpacked(b"") == b""
    assert outlook._moment(0) == ""
    assert outlook._moment(2**63) == ""
