"""The import contracts hold, cover every room, and would notice a breach."""

import configparser
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.house import ROOT, rooms

LINT = str(Path(sys.executable).with_name("lint-imports"))
# lib is small and pure: everything in it is for everybody. keyring has a field and keys, no door.
OPEN_ROOMS = {"lib", "keyring"}
PRIVATE = {"api", "apps", "forms", "jobs", "management", "models", "subscribers", "urls", "views"}


def _contracts() -> configparser.ConfigParser:
    found = configparser.ConfigParser()
    found.read(ROOT / ".importlinter")
    return found


def _lint(config: Path, at: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own tool
        [LINT, "--no-cache", "--no-logo", "--config", str(config)],
        cwd=at,
        check=False,
        capture_output=True,
        text=True,
    )


def test_every_contract_is_kept() -> None:
    done = _lint(ROOT / ".importlinter")
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("room", rooms())
def test_every_room_keeps_its_tables_and_doors_to_itself(room: str) -> None:
    name = room.rpartition(".")[2]
    section = f"importlinter:contract:private-{name}"
    if name in OPEN_ROOMS:
        assert section not in _contracts()
        return
    kept = set(_contracts()[section]["protected_modules"].split())
    assert kept == {f"concord.*.{name}.{part}" for part in PRIVATE}


def test_every_exception_has_a_reason() -> None:
    reasoned = False
    for line in (ROOT / ".importlinter").read_text().splitlines():
        if line.startswith("ignore_imports"):
            reasoned = False
        elif line.strip().startswith(";"):
            reasoned = True
        elif "->" in line:
            assert reasoned, f"no reason above: {line.strip()}"


@pytest.mark.parametrize(
    ("module", "breach"),
    [
        ("concord/foundation/access/rules.py", "import concord.operations.referrals.states"),
        ("concord/operations/referrals/rules.py", "import django.utils.timezone"),
        ("concord/operations/referrals/queries/lists.py", "import concord.operations.referrals.actions"),
        ("concord/operations/referrals/clocks.py", "import concord.governance.directory.models"),
        ("concord/pages/apps.py", "import concord.config.settings"),
    ],
)
def test_a_planted_breach_is_noticed(module: str, breach: str, tmp_path: Path) -> None:
    for path in (ROOT / "concord").rglob("*.py"):
        copy = tmp_path / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    broken = tmp_path / module
    broken.write_text(broken.read_text() + f"\n{breach}\n")
    done = _lint(ROOT / ".importlinter", at=tmp_path)
    assert done.returncode != 0
    assert "BROKEN" in done.stdout
