from pathlib import Path

import pytest

from tools import ledger


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a small repository: two rows planned, one test."""
    (tmp_path / "docs" / "requirements").mkdir(parents=True)
    (tmp_path / ledger.PLAN).write_text("row,proved_in\nREF-01,spine\nREF-02,spine\nAAR-01,crisis\n")
    (tmp_path / "tests").mkdir()
    return tmp_path


def write(root: Path, text: str) -> ledger.Ledger:
    (root / "tests" / "test_x.py").write_text(text)
    return ledger.read(root)


def test_markers_on_functions_classes_files_and_cases_count(root: Path) -> None:
    found = write(
        root,
        "pytestmark = [pytest.mark.req('A')]\n"
        "@pytest.mark.req('B', 'C')\ndef test_one(): ...\n"
        "@pytest.mark.req('D')\nclass TestTwo:\n  @pytest.mark.req('E')\n  def test_three(self): ...\n"
        "@pytest.mark.parametrize('x', [pytest.param(1, marks=pytest.mark.req('F'))])\n"
        "def test_four(x): ...\n",
    )
    assert sorted(found.proofs) == ["A", "B", "C", "D", "E", "F"]
    assert [proof.test for proof in found.proofs["E"]] == ["test_three"]


def test_a_marker_for_an_unknown_row_is_found(root: Path) -> None:
    found = write(root, "@pytest.mark.req('REF-99')\ndef test_one(): ...\n")
    assert [(proof.row, proof.test) for proof in found.unknown] == [("REF-99", "test_one")]


def test_the_page_shows_what_is_proved_and_what_is_missing(root: Path) -> None:
    text = ledger.page(write(root, "@pytest.mark.req('REF-01')\ndef test_one(): ...\n"))
    assert "1 of 3 rows are proved" in text
    assert "| REF-01 | `tests/test_x.py`: test_one |" in text
    assert "Not proved yet: REF-02." in text
