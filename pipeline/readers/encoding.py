"""The encoding of a text: by its mark, by being valid UTF-8, by its zero bytes, else by which reading looks like writing.

Older encodings give no sign of which they are, and most bytes are valid in all of them. So each candidate's reading is judged
by its letters beyond ASCII: how many belong to the alphabet of one language that used it, in places where a writer puts them.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_PRINTABLE_MIN = 0.95  # of the characters; text exports carry a stray form feed or escape, binaries far more
_SAMPLE = 16 * 1024  # bytes judged; the alphabet of a text shows in its first pages
_ZEROS_MIN = 0.3  # of the even or odd bytes: Latin text in UTF-16 has nearly half of all bytes zero
_MARGIN = 0.05  # a rarer encoding has to look that much better than a more frequent one
_BELOW = -0.5  # no candidate looks like writing

_WEST = (
    "äöüßÄÖÜ",
    "àâæçéèêëîïôœùûüÿÀÂÇÉÈÊÎÔŒ",
    "áéíñóúüÁÉÍÑÓÚ¿¡ª",
    "ãõáâàçéêíóôúÃÕÁÇÉÍÓÚ",
    "åäöæøÅÄÖÆØéü",
    "àèéìíòóùÀÈÉÌÒÙ",
    "ëïéèöüç",
)
_EAST = ("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ", "áčďéěíňóřšťúůýžľĺŕôäÁČĎÉĚÍŇÓŘŠŤÚŮÝŽĽ", "áéíóöőúüűÁÉÍÓÖŐÚÜŰ", "ăâîşţșțĂÂÎŞŢ", "čćđšžČĆĐŠŽ")
_TURKISH = ("çğıöşüÇĞİÖŞÜâîû",)
_CYRILLIC = ("абвгдежзийклмнопрстуфхцчшщъыьэюяёАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЭЮЯЁіїєґІЇЄҐ",)
_GREEK = ("αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΆΈΉΊΌΎΏ",)
_ARABIC = ("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي،؛؟",)
_SIGNS = frozenset("€£¥§©®™°·«»„“”‘’‚…–—†•²³½¼¾±×÷µºª\u00a0\u00ad¨´№")
_BETWEEN = _SIGNS - frozenset("’·–—…\u00ad")  # signs that never stand between two letters
_CANDIDATES: tuple[tuple[str, tuple[str, ...]], ...] = (  # as frequent in European files, most first
    ("cp1252", _WEST),
    ("cp1254", _TURKISH),
    ("cp1250", _EAST),
    ("cp1251", _CYRILLIC),
    ("cp1253", _GREEK),
    ("cp1256", _ARABIC),
    ("iso8859_2", _EAST),
    ("koi8_r", _CYRILLIC),
    ("cp850", _WEST),
    ("mac_roman", _WEST),
)
_ASIAN = (  # lead bytes of everyday characters: KS X 1001 hangul, GB 2312 level 1, Big5 level 1, JIS kana and level 1
    ("cp949", frozenset(range(0xB0, 0xC9)) | {0xA1}),
    ("gb18030", frozenset(range(0xB0, 0xD8)) | {0xA3, 0xA1}),
    ("big5", frozenset(range(0xA4, 0xC7)) | {0xA1}),
    ("cp932", frozenset(range(0x88, 0x98)) | {0x81, 0x82, 0x83}),
    ("euc_jp", frozenset(range(0xB0, 0xD0)) | {0xA1, 0xA4, 0xA5}),
)
_ASIAN_MIN = 3  # characters; two pairs of bytes may be anything
_LATIN = re.compile("[A-Za-z]")
_MIXED = 0.95  # a text in several languages is a little less likely than one in one


def encoding_of(data: bytes, *, cut: bool = False) -> str | None:
    """The codec that turns bytes into mostly printable text; None when they are no text.

    Args:
        data: some bytes.
        cut: they may end within a character.
    """
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return codec if _is_text(data, codec, cut) else None
    if b"\x00" in data:
        return _wide(data, cut)
    if _is_text(data, "utf-8", cut):
        return "utf-8"
    older = _older(data)
    return older if older and _is_text(data, older, cut) else None


def decoded(data: bytes, declared: str | None = None) -> str | None:
    """The text in bytes: by their mark, as declared where that fits, else as :func:`encoding_of` finds; None when no text.

    Line ends become ``\\n``; zero characters go.
    """
    codec = encoding_of(data)
    if declared and codec not in ("utf-8", "utf-8-sig", "utf-16", "utf-32"):
        codec = _usable(data, declared) or codec
    if codec is None:
        return None
    text = data.decode(codec, "replace").removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def _usable(data: bytes, codec: str) -> str | None:
    codec = "cp1252" if codec.lower() in ("iso-8859-1", "latin-1", "latin1", "us-ascii") else codec  # WHATWG Encoding 4.2
    try:
        return codec if _is_text(data, codec, False) else None
    except (LookupError, ValueError):
        return None


def _is_text(data: bytes, codec: str, cut: bool) -> bool:
    for trim in range(4 if cut else 1):
        try:
            text = data[: len(data) - trim].decode(codec)
        except UnicodeDecodeError:
            continue
        bare = text.replace("\n", "").replace("\r", "").replace("\t", "").replace("\f", "")
        if bare.isprintable():
            return True
        return sum(not letter.isprintable() for letter in bare) <= (1 - _PRINTABLE_MIN) * len(text)
    return False


def _wide(data: bytes, cut: bool) -> str | None:
    """UTF-16 without its mark: every other byte of Latin text is zero."""
    half = max(len(data[:_SAMPLE]) // 2, 1)
    even, odd = data[:_SAMPLE:2].count(0) / half, data[1:_SAMPLE:2].count(0) / half
    if max(even, odd) < _ZEROS_MIN or min(even, odd) > _ZEROS_MIN / 3:
        return None
    codec = "utf-16-le" if odd > even else "utf-16-be"
    return codec if _is_text(data, codec, cut) else None


def _older(data: bytes) -> str | None:
    """The encoding, of those before Unicode, whose reading looks most like writing."""
    sample = data[:_SAMPLE]
    best, best_score = None, _BELOW
    for codec, alphabets in _CANDIDATES:
        try:
            text = sample.decode(codec)
        except UnicodeDecodeError:
            continue
        score = _likeness(text, alphabets)
        if score > best_score + (_MARGIN if best else 0):
            best, best_score = codec, score
    for codec, common in _ASIAN:
        score = _asian_likeness(sample, codec, common)
        if score > best_score + _MARGIN:
            best, best_score = codec, score
    return best


def _likeness(text: str, alphabets: tuple[str, ...]) -> float:
    """Of the characters beyond ASCII: 1 when one alphabet holds them all, less for each foreign or misplaced one."""
    words = [word for word in text.split() if not word.isascii()]
    letters = Counter(letter for word in words for letter in word if letter > "\x7f" and letter not in _SIGNS)
    total = letters.total()
    if not total:
        return 1.0  # signs alone
    odd = sum(_out_of_place(word) for word in words)
    is_latin = alphabets in (_WEST, _EAST, _TURKISH)
    odd += sum(_strange(word) for word in words if bool(_LATIN.search(word)) is not is_latin)
    held = [sum(letters[letter] for letter in alphabet) for alphabet in alphabets]
    together = sum(letters[letter] for letter in set().union(*alphabets))
    return max(3 * max(held) - 2 * total - 2 * odd, 3 * _MIXED * together - 2 * total - 2 * odd) / total


def _strange(word: str) -> int:
    """Letters beyond ASCII in a word of two or more letters."""
    return sum(letter.isalpha() and letter > "\x7f" for letter in word) if sum(map(str.isalpha, word)) > 1 else 0


def _out_of_place(word: str) -> int:
    """Capitals beyond ASCII right after a small letter, and signs between letters."""
    pairs = list(pairwise(word))
    capitals = sum(before.islower() and after.isupper() and after > "\x7f" for before, after in pairs)
    signs = sum(
        before.isalpha() and sign in _BETWEEN and after.isalpha()
        for (before, sign), after in zip(pairs, word[2:], strict=False)
    )
    return capitals + signs


def _asian_likeness(sample: bytes, codec: str, common: frozenset[int]) -> float:
    """Share of the characters beyond ASCII that are everyday ones, less the others."""
    text = sample.decode(codec, "ignore")
    if len(text.encode(codec, "ignore")) < len(sample) - 3:
        return -1.0
    letters = [letter for letter in text if letter > "\x7f"]
    good = 0
    for letter in letters:
        raw = letter.encode(codec)
        good += len(raw) == 2 and raw[0] in common
    return (2 * good - len(letters)) / len(letters) if len(letters) >= _ASIAN_MIN else -1.0
