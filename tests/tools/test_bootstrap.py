from pathlib import Path

import pytest

from tools import bootstrap
from tools.bootstrap import BootstrapError


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with locks of its own and no environment."""
    for name in ("LOCK", "INSTALLER"):
        monkeypatch.setattr(bootstrap, name, tmp_path / name)
        (tmp_path / name).write_text(name)
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(bootstrap, "STAMP", tmp_path / ".venv" / "stamp")
    return tmp_path


def test_an_unchanged_lock_installs_nothing(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    monkeypatch.setattr(bootstrap, "works", lambda _: (place / ".venv").exists())
    monkeypatch.setattr(bootstrap, "make_environment", (place / ".venv").mkdir)
    monkeypatch.setattr(bootstrap, "install", lambda: done.append("installed"))
    assert bootstrap.make_ready() is True
    assert bootstrap.make_ready() is False
    (place / "LOCK").write_text("another version")
    assert bootstrap.make_ready() is True
    assert done == ["installed", "installed"]


def test_a_python_without_venv_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap.shutil, "which", lambda _: None)
    monkeypatch.setattr(bootstrap, "has_venv", lambda: False)
    with pytest.raises(BootstrapError, match=r"sudo apt-get install python3\.\d+-venv"):
        bootstrap.make_environment()


def test_an_old_python_says_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(bootstrap.shutil, "which", lambda _: None)
    monkeypatch.setattr(bootstrap.sys, "version_info", (3, 9, 2))
    assert bootstrap.main() == 1
    assert "needs Python 3.11 or newer" in capsys.readouterr().err
