"""Stages and chains: what is refused, what is in a cache key, what a deadline does."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from pipeline.exceptions import ChainError, ConfigError, JobDeadlineError, UnknownStageError
from pipeline.record import Document
from pipeline.stage import Deadline, Pipeline, Stage, load_stage
from tests.conftest import CallStage, EchoOptions, EchoStage

DOCUMENT = Document("00" * 32, "text/plain", 5)


class NeedsFields(Stage):
    name = "needs-fields"
    reads = frozenset({"fields"})

    def run(self, record, deadline):
        return record


def test_chain_is_refused_when_a_stage_reads_what_nobody_writes():
    with pytest.raises(ChainError) as caught:
        Pipeline([EchoStage(), NeedsFields()])
    assert caught.value.code == "config.chain"
    assert caught.value.stage == "needs-fields"


def test_chain_is_refused_when_two_stages_share_a_name():
    with pytest.raises(ChainError):
        Pipeline([EchoStage(), EchoStage()])


def test_chain_is_refused_when_a_part_does_not_exist():
    class Odd(NeedsFields):
        reads = frozenset({"txet"})

    with pytest.raises(ChainError, match="txet"):
        Pipeline([EchoStage(), Odd()])


def test_order_decides_whether_a_chain_works():
    def pass_on(record):
        return None

    Pipeline([EchoStage(), CallStage(pass_on)])
    with pytest.raises(ChainError):
        Pipeline([CallStage(pass_on), EchoStage()])


def test_unknown_stage_name_is_refused():
    with pytest.raises(UnknownStageError):
        Pipeline(["no-such-stage"])


@pytest.mark.parametrize("name", ["read", "classify", "fields", "pii", "quality"])
def test_the_default_stages_are_announced(name: str):
    assert load_stage(name).name == name


def test_changed_option_leaves_earlier_results_valid():
    before = Pipeline([EchoStage(), CallStage(print)]).keys(DOCUMENT)
    after = Pipeline([EchoStage(), CallStage(print, name="other")]).keys(DOCUMENT)
    assert before[0] == after[0]
    assert before[1] != after[1]


@pytest.mark.parametrize("change", ["option", "version", "engine", "document"])
def test_key_changes_with_everything_the_result_depends_on(change: str):
    class Newer(EchoStage):
        version = 2

    stage, document = EchoStage(), DOCUMENT
    if change == "option":
        stage = EchoStage(EchoOptions("!"))
    elif change == "version":
        stage = Newer()
    elif change == "engine":
        stage.engines = ("model 2",)
    else:
        document = Document("11" * 32, "text/plain", 5)
    assert Pipeline([stage]).keys(document) != Pipeline([EchoStage()]).keys(DOCUMENT)


def test_key_of_a_known_chain_is_stable():
    """A silent change of the keys would throw away every cache: it has to be deliberate."""
    (key,) = Pipeline([EchoStage()]).keys(DOCUMENT)
    assert key == "06f3804f0a1f599c951283102e1fb1f2227dce73d91c8dbcd652c100bada105f"


def test_settings_reach_the_stages_that_have_them_and_share_the_rest():
    other = CallStage(print)
    chain = Pipeline([EchoStage(), other])
    changed = chain.with_settings({"suffix": "!"})
    assert changed[0].options.suffix == "!"
    assert chain[0].options.suffix == ""
    assert changed[1] is other


def test_setting_no_stage_has_is_refused():
    with pytest.raises(ConfigError, match="locale"):
        Pipeline([EchoStage()]).with_settings({"locale": "de"})


def test_options_refuse_what_they_do_not_allow():
    @dataclass(frozen=True)
    class Small:
        size: int = 1

        def __post_init__(self):
            if self.size > 3:
                raise ConfigError("size must be 3 or less.")

    stage = EchoStage()
    stage.options = Small()
    with pytest.raises(ConfigError):
        Pipeline([stage]).with_settings({"size": 4})


def test_deadline_names_the_page_it_stopped_before():
    now = iter([0.0, 1.0, 3.0, 3.0])
    deadline = Deadline(2, clock=lambda: next(now))
    deadline.check(page=1)
    with pytest.raises(JobDeadlineError) as caught:
        deadline.check(page=2)
    assert caught.value.page == 2


def test_no_deadline_never_passes():
    assert Deadline().remaining_s is None
    Deadline().check()
