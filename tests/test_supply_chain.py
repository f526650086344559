"""What is installed, under what terms, and that it is what was chosen: locks, licences, bill of materials, air gap."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from pipeline.artefacts import manifest
from pipeline.cli import air_gap, licences, packages
from pipeline.cli.packages import Package, needed
from tests.conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
OF_THE_MACHINE = {"torch", "torchvision"}  # their build is the machine's choice: see scripts/lock
ENTRY = re.compile(r"^(\S+)==(\S+)(?: ; (.+?))? \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.M)


def locked(name: str) -> dict[str, list[str]]:
    """Package to its versions in a lock file."""
    text = (ROOT / "locks" / name).read_text(encoding="utf-8")
    found: dict[str, list[str]] = {}
    for entry in ENTRY.finditer(text):
        found.setdefault(entry[1], []).append(entry[2])
    assert sum(map(len, found.values())) == len(re.findall(r"^\S+==", text, re.M)), "an entry without a hash"
    return found


def pinned() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        requirement = Requirement(line)
        found.setdefault(requirement.name, set()).add(str(requirement.specifier).removeprefix("=="))
    return found


def asked(*extras: str) -> set[str]:
    project = PROJECT["project"]
    lines = [*project["dependencies"], *(line for extra in extras for line in project["optional-dependencies"][extra])]
    return {canonicalize_name(Requirement(line).name) for line in lines}


@pytest.mark.parametrize("name", ["demo.txt", "easyocr.txt", "test.txt"])
def test_every_locked_package_has_hashes_and_the_pinned_version(name: str) -> None:
    pins = pinned()
    for package, versions in locked(name).items():
        assert package not in OF_THE_MACHINE
        assert set(versions) <= pins.get(package, set(versions)), package


@pytest.mark.parametrize(
    ("name", "extras"),
    [
        ("demo.txt", ["openvino"]),
        ("easyocr.txt", ["openvino", "easyocr"]),
        ("test.txt", ["openvino", "easyocr", "dask", "encryption", "server", "dev"]),
    ],
)
def test_locks_hold_what_the_project_asks_for(name: str, extras: list[str]) -> None:
    """Add a dependency, and scripts/lock has to run."""
    assert asked(*extras) - OF_THE_MACHINE <= set(locked(name))
    assert asked(*extras) <= set(pinned())
    assert {"hatchling", "editables"} <= set(locked(name))


def test_tools_of_those_who_work_on_it_are_not_installed_for_users() -> None:
    tools = asked("dev") - asked() - asked("openvino")
    assert not tools & set(locked("demo.txt"))


def test_needed_packages_are_found_with_what_they_need() -> None:
    found = {package.name: package for package in needed()}
    direct = {
        canonicalize_name(Requirement(line).name) for line in distribution("flexorch-local").requires or () if ";" not in line
    }
    assert direct <= set(found)
    assert "flatbuffers" in found or "protobuf" in found  # of onnxruntime: what others need is there as well
    assert "pytest" not in found
    assert list(found) == sorted(found)
    assert not [package for package in found.values() if package.is_missing]


def test_missing_package_and_wrong_version_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    real = packages._requirements

    def more(found: object, extras: set[str]) -> list[Requirement]:
        name = getattr(found, "name", "")
        more = [Requirement("no-such-package>=1"), Requirement("msgspec>=999")] if name == "flexorch-local" else []
        return [*real(found, extras), *more]  # type: ignore[arg-type]

    monkeypatch.setattr(packages, "_requirements", more)
    wrong = {finding.subject: finding.detail for finding in air_gap._packages() if finding.state == "wrong"}
    assert set(wrong) == {"package no-such-package", "package msgspec"}
    assert "not installed" in wrong["package no-such-package"]
    assert "msgspec>=999" in wrong["package msgspec"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("msgspec", {"BSD-3-Clause"}),  # by its expression or the text it carries
        ("rich", {"MIT"}),
        ("phonenumbers", {"Apache-2.0"}),
        ("pytest", {"MIT"}),
    ],
)
def test_licence_is_what_the_package_says(name: str, expected: set[str]) -> None:
    assert licences.licence_of(distribution(name)) in expected


def test_unknown_licences_are_flagged_and_only_known_ones_left_unknown() -> None:
    rows, unknown = licences.table(())
    said = {name.plain: licence.plain for name, _, licence, _ in rows}
    without = {name for name, licence in said.items() if licence.startswith(licences.UNKNOWN)}
    assert len(without) == unknown
    assert without <= set(licences.NOTES), "a package without a licence: look at its source, then say so in NOTES"
    assert all(f"model {name}" in said for name in manifest())


def test_air_gap_check_reads_a_scan_of_its_own() -> None:
    finding = air_gap._trial()
    assert finding.state == "ok", finding.detail
    assert "words right" in finding.detail


def _bill() -> bytes:
    command = [sys.executable, str(ROOT / "scripts" / "sbom")]
    return subprocess.run(command, capture_output=True, check=True, timeout=120).stdout


def test_bill_of_materials_is_valid_and_the_same_twice() -> None:
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    text = _bill()
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text.decode()) is None
    assert _bill() == text
    bill = json.loads(text)
    models = {item["name"]: item for item in bill["components"] if item["type"] == "machine-learning-model"}
    assert set(models) == set(manifest())
    for name, artefact in manifest().items():
        assert models[name]["hashes"] == [{"alg": "SHA-256", "content": artefact.sha256}]
        assert models[name]["licenses"]
    libraries = {item["name"] for item in bill["components"] if item["type"] == "library"}
    assert {package.name for package in needed() if package.name != "flexorch-local"} <= libraries
    graph = {item["ref"]: set(item.get("dependsOn", ())) for item in bill["dependencies"]}
    assert "pkg:pymupdf" in graph["pkg:flexorch-local"]


def test_wheelhouse_takes_what_the_other_machine_needs() -> None:
    script = ROOT / "scripts" / "wheelhouse"
    space: dict[str, object] = {"__name__": "wheelhouse", "__file__": str(script)}
    exec(compile(script.read_text(encoding="utf-8"), str(script), "exec"), space)
    environment, wanted = space["environment"], space["wanted"]
    lock = ROOT / "locks" / "demo.txt"
    windows = "".join(wanted(lock, environment(["win_amd64"], "3.12")))  # type: ignore[operator]
    linux = "".join(wanted(lock, environment(["manylinux_2_28_x86_64"], "3.12")))  # type: ignore[operator]
    assert "colorama==" in windows
    assert "colorama==" not in linux
    assert ";" not in linux
    assert "hatchling" not in linux
    assert linux.count("==") > 30
    assert all(entry.count("--hash") for entry in re.split(r"^(?=\S)", linux, flags=re.M) if entry)
    there = environment(["macosx_14_0_arm64"], "3.13")  # type: ignore[operator]
    assert (there["sys_platform"], there["platform_machine"], there["python_full_version"]) == ("darwin", "arm64", "3.13.0")


def test_package_knows_when_it_is_missing() -> None:
    assert Package("a", None, "", "", (), "a>=1").is_missing
    assert not Package("a", "1", "", "", (), "").is_missing


def test_setup_refuses_a_set_it_does_not_know(tmp_path: Path) -> None:
    result = subprocess.run([ROOT / "scripts" / "setup", "nothing"], capture_output=True, text=True, timeout=30, check=False)
    assert (result.returncode, "usage" in result.stderr) == (2, True)
