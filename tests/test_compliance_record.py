"""What personal data means: risk, categories, regulations and countries follow from the types alone."""

from __future__ import annotations

import msgspec
import pytest

from pipeline.pii.compliance import category_of, compliance, country_of, merged
from pipeline.pii.registry import types
from pipeline.record import PIIFinding


@pytest.mark.parametrize(
    ("counts", "risk"),
    [
        ({}, "none"),
        ({"email": 0}, "none"),
        ({"email": 4}, "low"),
        ({"email": 1, "phone_de": 2}, "low"),
        ({"iban_de": 1}, "medium"),
        ({"name": 1}, "medium"),
        ({"address": 1, "email": 1}, "medium"),
        ({"national_id_tr": 1}, "high"),
        ({"ssn": 1}, "high"),
        ({"passport": 1}, "high"),
        ({"medical_id": 1}, "high"),
        ({"email": 1, "phone_tr": 1, "phone_de": 1}, "high"),
        ({"email": 1, "name": 1, "url": 1}, "high"),
    ],
)
def test_risk_follows_the_types(counts, risk):
    assert compliance(counts).risk_level == risk


@pytest.mark.parametrize(
    ("counts", "regulations", "countries"),
    [
        ({}, (), ()),
        ({"email": 1}, ("GDPR",), ()),
        ({"national_id_tr": 1}, ("KVKK",), ("TR",)),
        ({"sgk_no": 1}, ("KVKK",), ("TR",)),
        ({"iban_tr": 1, "phone_de": 1}, ("GDPR", "KVKK"), ("DE", "TR")),
        ({"ssn": 1}, (), ("US",)),
        ({"national_id_uk": 1}, ("GDPR",), ("GB",)),
        ({"iban_no": 1}, ("GDPR",), ("NO",)),
        ({"ip_v6": 1, "medical_id": 1, "iban_intl": 1}, ("GDPR",), ()),
    ],
)
def test_countries_are_the_suffixes_and_decide_the_regulations(counts, regulations, countries):
    record = compliance(counts)
    assert (record.applicable_regulations, record.detected_countries) == (regulations, countries)


def test_low_risk_is_said_to_be_personal_data_all_the_same():
    record = compliance({"email": 1})
    assert record.has_pii
    assert record.masking_required
    assert "No personal data" not in " ".join(record.recommendations)
    assert "No personal data" in compliance({}).recommendations[0]
    assert not compliance({}).has_pii


def test_findings_and_counts_give_the_same_record_and_values_never_enter_it():
    findings = [PIIFinding("ssn", "123-45-6789", 0, 11, 1.0, "shape"), PIIFinding("email", "a@b.org", 12, 19, 1.0, "shape")]
    record = compliance(findings)
    assert record == compliance({"email": 1, "ssn_us": 1})
    assert record.pii_types == ("email", "ssn_us")
    text = msgspec.json.encode(record).decode()
    assert "123-45-6789" not in text
    assert "a@b.org" not in text


def test_counts_of_several_documents_add_up():
    assert merged([{"email": 1, "name": 2}, {"email": 3}, {}]) == {"email": 4, "name": 2}
    assert compliance(merged([{"email": 1}, {"phone_de": 1}])).pii_type_counts == {"email": 1, "phone_de": 1}


def test_every_type_we_find_has_a_category_save_those_of_companies_and_secrets():
    without = {name for name in types() if category_of(name) is None}
    assert without <= {
        "company_id_fr", "company_id_nl", "company_name_intl", "company_name_tr", "isyeri_sicil_no", "mersis_no", "secret",
        "siret_fr",
    }  # fmt: skip


def test_countries_are_codes_of_two_letters():
    codes = {country for name in types() if (country := country_of(name))}
    assert {"TR", "DE", "GB", "US", "FR"} <= codes
    assert all(len(code) == 2 and code.isupper() for code in codes)
    assert not {"ID", "IP", "EU", "V6", "UK"} & codes
