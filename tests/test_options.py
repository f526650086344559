"""Settings: where they come from, in which order, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import FlexOrch, Limits
from pipeline.exceptions import ConfigError
from pipeline.options import Settings, load_settings


def toml(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "settings.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_arguments_win_over_environment_over_file(tmp_path: Path):
    file = toml(tmp_path, 'workers = 3\nocr = "easyocr"\ncache = false\n[limits]\nmax_pages = 7\n')
    environ = {"FLEXORCH_WORKERS": "5", "FLEXORCH_OCR": "replay"}
    settings = load_settings({"workers": 9, "ocr": None}, file, environ)
    assert (settings.workers, settings.ocr, settings.cache) == (9, "replay", False)
    assert settings.limits == Limits(max_pages=7)


def test_settings_file_can_be_named_by_the_environment(tmp_path: Path):
    file = toml(tmp_path, "workers = 3")
    assert load_settings({}, None, {"FLEXORCH_CONFIG": str(file)}).workers == 3


@pytest.mark.parametrize(
    "text",
    [
        "no_such = 1",
        "[limits]\nno_such = 1",
        "workers = -1",
        "workers = 'two'",
        'ocr = "tesseract"',
        "= broken",
        "limits = 3",
        "cache = 1",
    ],
)
def test_wrong_settings_file_is_refused(tmp_path: Path, text: str):
    with pytest.raises(ConfigError) as caught:
        load_settings({}, toml(tmp_path, text), {})
    assert caught.value.code == "config.invalid"


@pytest.mark.parametrize("environ", [{"FLEXORCH_WORKERS": "many"}, {"FLEXORCH_WORKERS": "-1"}, {"FLEXORCH_OCR": "auto"}])
def test_wrong_environment_is_refused(environ: dict[str, str]):
    with pytest.raises(ConfigError):
        load_settings({}, None, environ)


def test_missing_settings_file_is_refused(tmp_path: Path):
    with pytest.raises(ConfigError):
        load_settings({}, tmp_path / "none.toml", {})


def test_api_key_in_the_environment_is_no_setting():
    assert load_settings({}, None, {"FLEXORCH_API_KEY": "fx_live"}) == Settings()


@pytest.mark.parametrize("limits", [{"max_bytes": 0}, {"max_pages": -1}, {"max_pixels": True}])
def test_limits_are_above_zero(limits: dict[str, int]):
    with pytest.raises(ConfigError):
        Limits(**limits)


@pytest.mark.parametrize("wrong", [{"workers": -1}, {"job_timeout_s": -1}, {"ocr": "auto"}])
def test_wrong_argument_is_refused_before_a_workspace_is_made(tmp_path: Path, wrong: dict):
    with pytest.raises(ConfigError):
        FlexOrch(workspace=tmp_path / "w", **wrong)
    assert not (tmp_path / "w").exists()


def test_worker_count_is_the_cores_unless_given():
    assert Settings(workers=3).worker_count == 3
    assert Settings().worker_count >= 1
