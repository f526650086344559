"""The stage: spans become pages, boxes and replacements; the masked text follows from them."""

import subprocess
import sys

import pytest

from pipeline.exceptions import ConfigError, JobDeadlineError
from pipeline.record import PAGE_BREAK, Document, Page, Record, Words, encode
from pipeline.stage import Deadline
from pipeline.stages.pii import PIIOptions, PIIStage

FIRST = "Anna's mail: anna@example.org"
SECOND = "IBAN DE89 3704 0044 0532 0130 00"
TEXT = FIRST + PAGE_BREAK + SECOND


def page(index: int, start: int, end: int) -> Page:
    starts, ends, position = [], [], start
    for word in TEXT[start:end].split(" "):
        starts.append(position)
        ends.append(position + len(word))
        position += len(word) + 1
    boxes = [(10 * place, 20, 10 * place + 9, 30) for place in range(len(starts))]
    ones = [1] * len(starts)
    return Page(index, 595, 842, start, end, "text", Words.of(starts, ends, boxes, ones, [0] * len(starts)))


RECORD = Record(
    Document("0" * 64, "application/pdf", 1),
    text=TEXT,
    pages=(page(0, 0, len(FIRST)), page(1, len(FIRST) + 1, len(TEXT))),
    language="en",
)


def run(**options: object) -> Record:
    return PIIStage(PIIOptions(ner=False, **options)).run(RECORD, Deadline())


def test_findings_carry_page_boxes_and_replacement():
    email, account = run().privacy.findings
    assert (email.page, email.boxes, email.replacement) == (1, ((20, 20, 29, 30),), "[MASKED_EMAIL]")
    assert (account.page, account.bbox) == (2, (10, 20, 69, 30))


def test_masked_text_replaces_findings_only():
    privacy = run().privacy
    assert privacy.masked_text == "Anna's mail: [MASKED_EMAIL]" + PAGE_BREAK + "IBAN [MASKED_IBAN_DE]"
    assert privacy.applied


def test_findings_are_counted_but_not_replaced_when_masking_is_off():
    privacy = run(mask_pii=False).privacy
    assert [item.replacement for item in privacy.findings] == [None, None]
    assert (privacy.masked_text, privacy.applied) == (TEXT, False)


def test_nothing_is_applied_when_nothing_is_found():
    record = PIIStage(PIIOptions(ner=False)).run(Record(RECORD.document, text="plain words"), Deadline())
    assert (record.privacy.findings, record.privacy.masked_text, record.privacy.applied) == ((), "plain words", False)


@pytest.mark.parametrize(
    ("strategy", "mark"), [("token", "<PII_EMAIL_1>"), ("redact", "[MASKED_EMAIL]"), ("hash", "["), ("replace", "user")]
)
def test_strategy_decides_the_replacement(strategy, mark):
    assert run(strategy=strategy).privacy.findings[0].replacement.startswith(mark)


def test_locale_reaches_the_detectors():
    text = "44051401359"
    record = Record(RECORD.document, text=text)
    kinds = {
        locale: [item.type for item in PIIStage(PIIOptions(locale=locale, ner=False)).run(record, Deadline()).privacy.findings]
        for locale in ("pl", "de")
    }
    assert kinds == {"pl": ["national_id_pl"], "de": []}


@pytest.mark.parametrize("options", [{"strategy": "x"}, {"locale": ""}, {"mask_pii": "yes"}, {"ner": 1}])
def test_bad_options_are_refused(options):
    with pytest.raises(ConfigError):
        PIIOptions(**options)


def test_deadline_is_kept():
    with pytest.raises(JobDeadlineError):
        PIIStage(PIIOptions(ner=False)).run(RECORD, Deadline(0.0, iter([0.0, 1.0]).__next__))


def test_engines_name_the_model_only_when_it_is_used():
    assert any(engine.startswith("names") for engine in PIIStage().engines)
    assert not any(engine.startswith("names") for engine in PIIStage(PIIOptions(ner=False)).engines)


def test_stage_imports_without_model_or_heavy_library():
    code = "import sys, pipeline.stages.pii as m; m.PIIStage(); print({'spacy', 'phonenumbers', 'stdnum'} & set(sys.modules))"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "set()"


def test_same_bytes_under_two_hash_seeds():
    code = (
        "from hashlib import sha256\n"
        "from pipeline.record import Document, Record, encode\n"
        "from pipeline.stage import Deadline\n"
        "from pipeline.stages.pii import PIIOptions, PIIStage\n"
        "text = 'Name: Anna Kowalska, 44051401359 28263739000 DE89370400440532013000 +49 30 1234567 a@b.de 811218-9876'\n"
        "record = Record(Document('0' * 64, 'text/plain', 1), text=text)\n"
        "stage = PIIStage(PIIOptions(ner=False, strategy='replace'))\n"
        "print(sha256(encode(stage.run(record, Deadline()))).hexdigest())"
    )
    seen = set()
    for seed in ("0", "1"):
        shown = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed}
        )
        seen.add(shown.stdout)
    assert len(seen) == 1


def test_twice_gives_the_same_bytes():
    assert encode(run()) == encode(run())
