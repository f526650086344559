"""Names and places by the model, with real weights."""

import threading

import pytest

from pipeline.pii.detect import detect_pii
from pipeline.pii.tagger import BLOCK


def found(text: str, language: str | None = None) -> list[tuple[str, str]]:
    return [(item.type, item.text) for item in detect_pii(text, language=language)]


PROSE = "Yesterday I spoke with Kwame Mensah about the house that they want to sell in Chicago before the end of the year."


def test_people_and_places_in_english_prose():
    assert found(PROSE) == [("name", "Kwame Mensah"), ("location", "Chicago")]


def test_names_are_left_to_the_rules_when_the_model_is_off():
    assert detect_pii(PROSE, ner=False) == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Rechnung\nMenge Einzelpreis Gesamtbetrag\nLieferdatum Zahlungsbedingungen\nTrennblätter Joghurt Banane", "de"),
        ("Fatura\nMiktar Birim Fiyat Toplam Tutar\nKDV Matrahı", "tr"),
        ("Lorem ipsum dolor sit amet, consectetur elit. Maecenas non Curabitur vel Duis nec tortor sed Nullam quis.", None),
        ("Invoice\nTotal Amount Due\nPayment Terms\nNet 30 Days", "en"),
    ],
)
def test_headings_are_not_people(text, language):
    assert found(text, language) == []


def test_known_given_names_count_in_other_languages():
    assert ("name", "Katarzyna Wiśniewska") in found("Umowę podpisała Katarzyna Wiśniewska w imieniu spółki.", "pl")


def test_names_on_both_sides_of_a_block_border_are_found_at_their_place():
    filler = "The weather was fine and nothing else happened that day.\n"
    text = PROSE + "\n" + filler * (BLOCK // 11) + PROSE
    items = [item for item in detect_pii(text, language="en") if item.text == "Kwame Mensah"]
    assert [item.start for item in items] == [text.index("Kwame"), text.rindex("Kwame")]


def test_threads_share_the_model_and_agree():
    texts = [PROSE.replace("Chicago", place) for place in ("Chicago", "Boston", "London", "Paris")] * 3
    expected = [detect_pii(text) for text in texts]
    results: list[object] = [None] * len(texts)

    def work(index: int) -> None:
        results[index] = detect_pii(texts[index])

    threads = [threading.Thread(target=work, args=(index,)) for index in range(len(texts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == expected


@pytest.mark.parametrize("text", ["", "\n\n", "x" * 20_000, "\x00\x01", "🙂 " * 50])
def test_odd_text_is_no_error(text):
    assert detect_pii(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Supported numbers: NIR (France), PESEL (Poland), TCKN (Türkiye), DNI (Spain).",
        "Schedule A. Work to be done by the contractor",
        "Schedule A. Work",
        "Sales rose by 8% in May; see Annex B.",
        "BIC: COBADEFFXXX",
    ],
)
def test_what_only_looks_like_somebody_is_nobody(text):
    assert found(text) == []


def test_what_a_person_is_does_not_belong_to_the_name():
    assert found("Signed for the company: Aoife Brennan, Chairperson") == [("name", "Aoife Brennan")]


def test_the_vendor_of_an_invoice_is_no_finding_and_its_customer_is():
    text = "Invoice INV-2026-0142\nHarborlight Marine Supplies Ltd\nBill to: Anna Kowalska\nTotal due: 1,240.00 GBP"
    assert found(text) == [("name", "Anna Kowalska")]


@pytest.mark.parametrize("text", [PROSE.upper(), "DEAR MS OKONKWO, WE WROTE TO GRZEGORZ BRZĘCZYSZCZYKIEWICZ IN MAY."])
def test_people_are_found_in_capitals(text):
    assert "name" in [type_name for type_name, _ in found(text)]
    assert not {"OKONKWO", "MENSAH", "GRZEGORZ"} & set("".join(part for part in _unmasked(text)).split())


def _unmasked(text: str) -> list[str]:
    position, parts = 0, []
    for item in detect_pii(text):
        parts.append(text[position : item.start])
        position = item.end
    return [*parts, text[position:]]


def test_the_folder_of_the_model_is_a_pipeline_of_spacy():
    import spacy

    import pipeline.pii.spacy_names  # noqa: F401 - what an installed package announces to spaCy by itself
    from pipeline.artefacts import models_folder

    nlp = spacy.load(models_folder() / "names")
    assert [(item.text, item.label_) for item in nlp(PROSE).ents] == [("Kwame Mensah", "PERSON"), ("Chicago", "GPE")]
