"""The command line: `concord hsds export` and `concord hsds import`."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from concord.config import cli
from concord.governance.directory import queries
from concord.governance.directory.models import Listing
from tests import cast

pytestmark = pytest.mark.django_db
EXAMPLES = Path(__file__).resolve().parents[3] / "tests" / "data" / "hsds" / "examples"


def _import(file: Path, *flags: str, by: str = "bea") -> str:
    told = io.StringIO()
    region = queries.get_regions()[0][0]
    meant = ["--org-type", "direct_service", "--categories", "counselling", "--serves", "pweh"]
    meant += ["--harm-scope", "domestic_violence", "--regions", region]
    call_command(
        "hsds_import", str(file), "--by", cast.email(by), *meant, *flags, stdout=told, stderr=io.StringIO()
    )
    return told.getvalue()


def test_the_directory_is_written_into_a_folder_and_reads_itself_again(tmp_path: Path) -> None:
    call_command("hsds_export", str(tmp_path / "out"), stdout=io.StringIO())
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {"services.json", "services.ndjson", "services.zip"}
    for name in names:
        assert "New programs: 0" in _import(tmp_path / "out" / name, "--dry-run")


def test_a_dry_run_writes_nothing_and_the_other_does() -> None:
    file = EXAMPLES / "organization_full.json"
    assert "New programs: 1" in _import(file, "--dry-run")
    assert not Listing.objects.filter(program__name="Community Counselling").exists()
    assert "Written." in _import(file)
    assert Listing.objects.filter(program__name="Community Counselling").exists()


def test_a_fault_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    record = json.loads((EXAMPLES / "organization_full.json").read_text())
    record["services"][0]["status"] = "perhaps"
    (tmp_path / "a.json").write_text(json.dumps([record]))
    with pytest.raises(CommandError, match="Nothing was written"):
        _import(tmp_path / "a.json")
    assert not Listing.objects.filter(program__name="Community Counselling").exists()


@pytest.mark.parametrize("by", ["bo", "nobody"])
def test_only_the_office_brings_in(by: str) -> None:
    with pytest.raises(CommandError, match="backbone office"):
        _import(EXAMPLES / "organization_full.json", by=by)


def test_the_words_of_the_command_lead_to_it() -> None:
    assert cli.DELEGATED["hsds"] == "app"
