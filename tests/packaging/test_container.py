"""What the container, the composition and the unit promise, read from their own files; `tools/container` tries them."""

import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.config import Settings

ROOT = Path(__file__).resolve().parents[2]
TOOL = runpy.run_path(str(ROOT / "tools" / "container"))
STAGES = TOOL["read"](ROOT / "Containerfile")
FINAL = STAGES[-1]
UNIT = ROOT / "deploy/sitrep.service"
NAMES = {name.upper() for name in Settings.model_fields}
OF_OTHERS = {"SITE", "POSTGRES_PASSWORD"}
"""What compose.yaml asks of `.env` for the services that are not ours."""


def _copied() -> list[str]:
    """What comes from the checkout."""
    steps = [each for stage in STAGES for each in stage.steps if each.keyword == "COPY" and "--from" not in each.rest]
    return [source for each in steps for source in each.words()[:-1]]


def test_it_runs_as_a_user_without_rights_named_by_number() -> None:
    user, group = FINAL.last("USER").rest.split(":")
    assert int(user) > 1000
    assert int(group) > 1000
    assert [each.keyword for each in FINAL.steps].index("USER") < [each.keyword for each in FINAL.steps].index("CMD")


def test_every_package_is_installed_by_its_hash() -> None:
    installs = [each.rest for stage in STAGES for each in stage.steps if "pip install" in each.rest]
    assert len(installs) == 2
    locked, ours = installs
    assert "--require-hashes" in locked
    assert "-r requirements.lock" in locked
    assert "--no-deps" in ours
    assert "--no-build-isolation" in ours


def test_it_gets_the_packages_that_the_wheel_has_and_nothing_else_of_the_checkout() -> None:
    assert set(_copied()) == {
        "requirements.lock", "pyproject.toml", "README.md", "LICENSE", "tally", "storage", "news", "answers", "bot",
    }  # fmt: skip
    assert all((ROOT / each).exists() for each in _copied())


def test_a_build_is_given_only_what_is_copied() -> None:
    lines = (ROOT / ".containerignore").read_text("utf-8").splitlines()
    assert "*" in lines
    assert {each[1:] for each in lines if each.startswith("!")} == set(_copied())
    assert {"**/.env", "**/*.db"} <= set(lines)


def test_what_is_written_lies_in_its_one_volume() -> None:
    environment = FINAL.environment()
    assert FINAL.last("VOLUME").rest == FINAL.last("WORKDIR").rest == "/data"
    assert environment["DATABASE_URL"] == "sqlite:////data/sitrep.db"
    assert all(environment[each].startswith("/data") for each in ("HOME", "TMPDIR", "SQLITE_TMPDIR", "MPLCONFIGDIR"))


def test_its_health_is_asked_without_another_program() -> None:
    program, _, question = FINAL.health()
    assert program == "python3"
    compile(question, "HEALTHCHECK", "exec")
    assert "HEALTH_LISTEN" in FINAL.environment()
    assert FINAL.last("ENTRYPOINT").words() + FINAL.last("CMD").words() == ["sitrep", "run"]


@pytest.fixture
def composed() -> dict[str, Any]:
    yaml: Any = pytest.importorskip("yaml")
    read: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
    return read


def test_every_setting_of_the_composition_exists(composed: dict[str, Any]) -> None:
    ours = [each for each in composed["services"].values() if each["image"] == "sitrep"]
    assert ours
    for each in ours:
        assert set(each["environment"]) <= NAMES
    asked = set(re.findall(r"\$\{(\w+)", (ROOT / "compose.yaml").read_text("utf-8")))
    assert asked <= NAMES | OF_OTHERS


def test_by_default_there_is_one_process_and_with_the_profile_two_on_postgresql(composed: dict[str, Any]) -> None:
    services = composed["services"]
    assert [name for name, each in services.items() if "profiles" not in each] == ["sitrep"]
    assert {name for name, each in services.items() if each["image"] == "sitrep"} == {"sitrep", "sitrep-2"}
    assert services["sitrep-2"] | {"profiles": None} == {
        name: value for name, value in services["sitrep"].items() if name != "build"
    } | {"profiles": None}
    assert services["postgres"]["profiles"] == ["postgres"]


def test_services_of_the_composition_are_shut_in(composed: dict[str, Any]) -> None:
    for each in composed["services"].values():
        assert each["read_only"] is True
        assert "no-new-privileges:true" in each["security_opt"]
        assert "privileged" not in each
    assert composed["services"]["sitrep"]["cap_drop"] == ["ALL"]
    assert [name for name, each in composed["services"].items() if "ports" in each] == ["proxy"]
    assert set(composed["volumes"]) == {
        volume.partition(":")[0]
        for each in composed["services"].values()
        for volume in each["volumes"]
        if not volume.startswith(".")
    }


def test_the_proxy_leads_to_the_webhook_of_every_process(composed: dict[str, Any]) -> None:
    ours = [name for name, each in composed["services"].items() if each["image"] == "sitrep"]
    port = composed["services"]["sitrep"]["environment"]["WEBHOOK_LISTEN"].rpartition(":")[2]
    caddy = (ROOT / "deploy/caddy/Caddyfile").read_text("utf-8")
    (line,) = re.findall(r"reverse_proxy (.+) \{", caddy)
    assert line.split() == [f"{name}:{port}" for name in ours]


def _unit() -> list[tuple[str, str]]:
    lines = UNIT.read_text("utf-8").splitlines()
    return [(name, value) for name, equals, value in (line.partition("=") for line in lines) if equals]


def test_the_unit_does_not_start_again_what_a_person_must_mend() -> None:
    unit = dict(_unit())
    assert "78" in unit["RestartPreventExitStatus"].split()
    assert unit["Restart"] == "always"
    assert float(unit["TimeoutStopSec"]) > 10


def test_every_setting_of_the_unit_exists() -> None:
    given = [pair.partition("=")[0] for name, value in _unit() if name == "Environment" for pair in value.split()]
    assert set(given) - {"HOME", "MPLCONFIGDIR", "PYTHONDONTWRITEBYTECODE"} <= NAMES


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd on this machine")
def test_systemd_understands_the_unit_and_finds_it_shut_in(tmp_path: Path) -> None:
    copy = tmp_path / UNIT.name
    copy.write_text(UNIT.read_text("utf-8").replace("/opt/sitrep/bin/sitrep", sys.executable))
    checked = subprocess.run(["systemd-analyze", "verify", copy], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    assert UNIT.name not in checked.stderr
    rated = subprocess.run(
        ["systemd-analyze", "security", "--offline=yes", "--threshold=15", copy],
        capture_output=True,
        text=True,
        check=False,
    )
    assert rated.returncode == 0, rated.stdout
