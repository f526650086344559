"""Feedback: stored once a job, added up by type, flagged when negatives are consistent."""

from __future__ import annotations

import pytest
from msgspec import structs

from pipeline import FlexOrch, Job, Record, Stage
from pipeline.exceptions import NotFoundError, ValidationError
from pipeline.feedback import is_consistent
from pipeline.record import Classification
from tests.conftest import EchoStage


class TypeStage(Stage):
    """Takes the document's first word for its type."""

    name = "type"
    reads = frozenset({"text"})
    writes = frozenset({"classification"})

    def run(self, record: Record, deadline) -> Record:
        kind = Classification(record.text.split()[0], 1.0, "deterministic")
        return structs.replace(record, classification=kind)


@pytest.fixture
def client(workspace):
    with FlexOrch(workspace=workspace, pipeline=[EchoStage(), TypeStage()], workers=1) as client:
        yield client


def job(client: FlexOrch, text: str) -> Job:
    return client.jobs.upload_bytes(text.encode(), "a.txt").wait_until_done()


def rate(client: FlexOrch, kind: str, ratings: str) -> None:
    """One job and one rating for each + or -."""
    for number, sign in enumerate(ratings):
        rating = "positive" if sign == "+" else "negative"
        client.jobs.submit_feedback(job_id=job(client, f"{kind} {number}").id, rating=rating)


@pytest.mark.parametrize(
    ("negative", "rated", "consistent"),
    [(0, 0, False), (1, 1, False), (2, 2, False), (3, 3, True), (4, 5, False), (6, 7, True), (0, 9, False), (25, 50, False)],
)
def test_negatives_are_consistent_beyond_doubt(negative: int, rated: int, consistent: bool):
    assert is_consistent(negative, rated) is consistent


def test_consistent_negatives_flag_their_type_alone(client: FlexOrch):
    rate(client, "invoice", "---")
    rate(client, "receipt", "+++-")
    flags = {item.document_type: item.needs_reevaluation for item in client.jobs.feedback_by_type()}
    assert flags == {"invoice": True, "receipt": False}


def test_clicking_twice_counts_once(client: FlexOrch):
    target = job(client, "invoice 1")
    for _ in range(5):
        client.jobs.submit_feedback(job_id=target.id, rating="negative", issue="wrong_fields")
    (invoice,) = client.jobs.feedback_by_type()
    assert (invoice.negative, invoice.issues, invoice.needs_reevaluation) == (1, {"wrong_fields": 1}, False)


def test_later_feedback_replaces_earlier(client: FlexOrch):
    target = job(client, "invoice 1")
    assert client.jobs.get_feedback(target.id) is None
    client.jobs.submit_feedback(target.id, "negative", "wrong_values", notes="the date")
    target.feedback("positive")
    stored = client.jobs.get_feedback(target.id)
    assert (stored.job_id, stored.rating, stored.issue, stored.notes) == (target.id, "positive", None, None)


@pytest.mark.parametrize(
    ("given", "kept"),
    [("wrong_values", "wrong_fields"), ("pii_missed", "missed_pii"), ("my own code", "my own code"), (None, None)],
)
def test_issues_are_open_and_aliases_are_one(client: FlexOrch, given: str | None, kept: str | None):
    assert client.jobs.submit_feedback(job(client, "invoice").id, "negative", given).issue == kept


def test_wrong_feedback_is_refused(client: FlexOrch):
    target = job(client, "invoice").id
    for rating in ("bad", "", "POSITIVE", None):
        with pytest.raises(ValidationError):
            client.jobs.submit_feedback(job_id=target, rating=rating)
    with pytest.raises(ValueError, match="issue"):
        client.jobs.submit_feedback(job_id=target, rating="negative", issue=" ")
    with pytest.raises(TypeError):
        client.jobs.submit_feedback(job_id=target)
    with pytest.raises(NotFoundError):
        client.jobs.submit_feedback(job_id="job_999", rating="positive")
