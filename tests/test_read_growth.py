"""Reading takes time in proportion to the size of a file, whatever its format: a file four times as long, no more than ten."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from pipeline.markdown import markdown
from pipeline.record import Document, Record
from pipeline.stage import Deadline
from pipeline.stages.read import ReadStage

LINE = "The lantern over the quiet harbour is lit when the *evening* ships come in."
MAIL = "From: a@b.example\nTo: c@d.example\nSubject: tide\nContent-Type: text/plain; charset=utf-8\n\n"
MAKERS: dict[str, tuple[str, Callable[[int], str]]] = {
    "Markdown": ("text/markdown", lambda n: "\n\n".join(f"{LINE} {i}\n\n- item {i}\n- [ * _ item" for i in range(n))),
    "XML": ("application/xml", lambda n: "<r>" + "".join(f"<a><b>{LINE}</b><c>{i}</c></a>" for i in range(n)) + "</r>"),
    "HTML": (
        "text/html",
        lambda n: "".join(f"<h2>t {i}</h2><p>{LINE}</p><table><tr><td>a</td><td>{i}</td></tr></table>" for i in range(n)),
    ),
    "nested HTML": ("text/html", lambda n: "<div>" * n + LINE + "</div>" * n),
    "CSV": ("text/csv", lambda n: "a,b,c\n" + "".join(f"{i},{LINE},x\n" for i in range(n))),
    "text": ("text/plain", lambda n: "\n".join(LINE for _ in range(n))),
    "one line": ("text/plain", lambda n: LINE * n),
    "RTF": ("application/rtf", lambda n: "{\\rtf1\\ansi " + "".join(f"{LINE} {i}\\par " for i in range(n)) + "}"),
    "mail": ("message/rfc822", lambda n: MAIL + "\n".join(f"> {LINE}" for _ in range(n))),
}


def seconds(media_type: str, data: bytes) -> float:
    """The least processor time of three runs: what else the process holds, and when it is collected, is not measured."""
    least = float("inf")
    for _ in range(3):
        begin = time.process_time()
        markdown(ReadStage().run(Record(Document("", media_type, len(data)), data), Deadline()))
        least = min(least, time.process_time() - begin)
    return least


@pytest.mark.slow
@pytest.mark.parametrize("kind", MAKERS)
def test_time_grows_with_the_size_of_the_file(kind: str) -> None:
    media_type, make = MAKERS[kind]
    few, many = (make(count).encode() for count in (2_400, 9_600))  # deeper than 10,000 is refused
    assert seconds(media_type, many) <= 10 * max(seconds(media_type, few), 0.02)
