"""Masking by type, by person and by key; and a job's own words never show what was masked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import iban

from pipeline import FlexOrch
from pipeline.exceptions import ConfigError, ValidationError
from pipeline.pii.mask import STRATEGIES, mask, replacements
from pipeline.pii.registry import synthetics, types
from pipeline.pii.synthetic import SHAPED, synthetic
from pipeline.record import Document, PIIFinding, Record
from pipeline.redaction.fold import Needle
from pipeline.stage import Deadline
from pipeline.stages.pii import PIIOptions, PIIStage
from tests.conftest import FIXTURES

TEXT = "Anna Kowalska wrote; KOWALSKA, ANNA paid; Bob Stone read anna@example.org"
PEOPLE = [
    PIIFinding("name", "Anna Kowalska", 0, 13, 1.0, "label", entity="anna kowalska"),
    PIIFinding("name", "KOWALSKA, ANNA", 21, 35, 1.0, "label", entity="anna kowalska"),
    PIIFinding("name", "Bob Stone", 42, 51, 1.0, "label"),
    PIIFinding("email", "anna@example.org", 57, 73, 1.0, "shape"),
]


def test_each_type_can_have_a_strategy_of_its_own():
    masked = mask(TEXT, PEOPLE, {"name": "token", "default": "redact"})
    assert masked == "<PII_NAME_1> wrote; <PII_NAME_1> paid; <PII_NAME_2> read [MASKED_EMAIL]"
    assert mask(TEXT, PEOPLE, {"email": "hash"}).startswith("[MASKED_NAME] wrote")
    assert mask(TEXT, PEOPLE, (("name", "redact"),)) == mask(TEXT, PEOPLE)


@pytest.mark.parametrize("strategy", ["replace", "token", "hash"])
def test_mentions_of_one_person_share_a_keyed_replacement(strategy):
    first, second, other, _ = replacements(PEOPLE, strategy, salt="key")
    assert first == second != other


def test_keyed_tokens_are_the_same_in_every_document_and_another_key_gives_others():
    alone = replacements(PEOPLE[1:2], "token", salt="key")[0]
    assert alone == replacements(PEOPLE, "token", salt="key")[0]
    assert alone != replacements(PEOPLE, "token", salt="other")[0]
    assert alone.startswith("<PII_NAME_")


@pytest.mark.parametrize("strategy", ["shuffle", {"name": "shuffle"}, {"default": ""}, (("name",),), ("redact",), 7, None])
def test_strategies_nobody_knows_are_refused(strategy):
    with pytest.raises(ValidationError):
        mask(TEXT, PEOPLE, strategy)
    with pytest.raises(ConfigError):
        PIIOptions(strategy=strategy)


def test_the_stage_takes_a_strategy_for_each_type_and_a_key_it_does_not_show():
    options = PIIOptions(ner=False, strategy=(("email", "hash"), ("default", "token")), salt="hunter2")
    record = Record(Document("0" * 64, "text/plain", 1), text="mail anna@example.org or call +49 30 1234567")
    email, phone = PIIStage(options).run(record, Deadline()).privacy.findings
    assert email.replacement == replacements([email], "hash", salt="hunter2")[0]
    assert phone.replacement.startswith("<PII_PHONE_DE_")
    assert "hunter2" not in repr(options)


def test_every_type_the_rules_find_has_a_stand_in():
    without = [name for name in types() if name not in synthetics() and name not in SHAPED and not name.startswith("iban_")]
    assert without == []


@pytest.mark.parametrize(
    ("type_name", "value"),
    [("iban_no", "NO93 8601 1117 947"), ("iban_cz", "CZ6508000000192000145399"), ("iban_ro", "RO49AAAA1B31007593840000")],
)
def test_accounts_without_a_template_keep_country_and_shape_and_are_valid(type_name, value):
    made = synthetic(type_name, value, "key")
    assert iban.is_valid(made, check_country=False)
    assert made != value
    assert made[:2] == value[:2]
    assert [letter.isspace() for letter in made] == [letter.isspace() for letter in value]


@given(st.sampled_from(sorted(SHAPED)), st.text(alphabet="0123456789AZaz-/ ", min_size=3, max_size=70), st.text(max_size=4))
def test_shaped_stand_ins_are_never_the_value_and_always_the_same(type_name, value, salt):
    made = synthetic(type_name, value, salt)
    assert made == synthetic(type_name, value, salt)
    assert made != value
    if any(letter.isalnum() for letter in value):
        assert len(made) == len(value)


@given(
    st.text(max_size=50),
    st.lists(st.tuples(st.integers(0, 50), st.sampled_from(["name", "email", "iban_de", "secret"])), max_size=6),
    st.dictionaries(st.sampled_from(["name", "email", "default"]), st.sampled_from(STRATEGIES)),
    st.sampled_from(["", "key"]),
)
def test_text_outside_findings_is_never_changed_whatever_the_strategy(text, cuts, strategy, salt):
    borders = sorted({(min(cut, len(text)), kind) for cut, kind in cuts})
    pairs = zip(borders[::2], borders[1::2], strict=False)
    findings = [PIIFinding(kind, text[start:end], start, end, 1.0, "shape") for (start, kind), (end, _) in pairs]
    position, rest = 0, mask(text, findings, strategy, salt=salt)
    for item, made in zip(findings, replacements(findings, strategy, salt=salt), strict=True):
        head = text[position : item.start] + made
        assert rest.startswith(head)
        rest, position = rest[len(head) :], item.end
    assert rest == text[position:]


@pytest.mark.parametrize("name", ["letter.pdf", "invoice.pdf", "rechnung.pdf", "contract.pdf", "note.txt"])
def test_a_job_shows_no_raw_value_of_any_finding(name, workspace: Path):
    with FlexOrch(workspace=workspace) as client:
        job = client.documents.upload(FIXTURES / name).wait_until_done()
        shown = json.dumps([job.to_dict(), job.processing_summary, str(job.processing_summary)], ensure_ascii=False)
    values = [finding.text for finding in job.pii_findings if Needle.of(finding.type, finding.text).is_searched]
    words = [value for value in values if value not in job.masked_text]  # "Agreement" may be a name here and a word there
    assert words or name in ("note.txt", "contract.pdf")
    assert [word for word in words if json.dumps(word, ensure_ascii=False)[1:-1] in shown] == []
