"""Compiled templates are kept, and never outlive what they were made from."""

import sys
from pathlib import Path

import pytest
from jinja2 import DictLoader

from concord.config import compiled
from concord.config.rendering import QuickEnvironment


def _environment(folder: Path, text: str = "{{ 1 + 1 }}") -> QuickEnvironment:
    return QuickEnvironment(
        loader=DictLoader({"page.html": text}), bytecode_cache=compiled.Compiled(folder), autoescape=True
    )


@pytest.fixture(autouse=True)
def _writes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note each template that is compiled from its text."""
    seen: list[str] = []
    before = QuickEnvironment._generate

    def generate(self: QuickEnvironment, *arguments: object, **options: object) -> str:
        seen.append(str(arguments[1]))
        return before(self, *arguments, **options)

    monkeypatch.setattr(QuickEnvironment, "_generate", generate)
    return seen


def test_a_template_is_compiled_once(tmp_path: Path, counted: list[str]) -> None:
    for _ in range(3):
        assert _environment(tmp_path).get_template("page.html").render() == "2"
    assert counted == ["page.html"]


def test_a_changed_template_is_compiled_again(tmp_path: Path, counted: list[str]) -> None:
    assert _environment(tmp_path).get_template("page.html").render() == "2"
    assert _environment(tmp_path, "{{ 1 + 2 }}").get_template("page.html").render() == "3"
    assert len(counted) == 2


def test_a_changed_compiler_compiles_again(
    tmp_path: Path, counted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _environment(tmp_path).get_template("page.html")
    monkeypatch.setattr(compiled, "_compiler", lambda: "another")
    _environment(tmp_path).get_template("page.html")
    assert len(counted) == 2


def test_a_damaged_file_is_not_taken_for_a_template(tmp_path: Path) -> None:
    _environment(tmp_path).get_template("page.html")
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(kept.read_bytes()[:-20])
    assert _environment(tmp_path).get_template("page.html").render() == "2"


def test_a_folder_that_cannot_be_written_changes_nothing(tmp_path: Path) -> None:
    assert _environment(tmp_path / "missing").get_template("page.html").render() == "2"


def test_nothing_is_kept_where_python_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    _environment(tmp_path).get_template("page.html")
    assert not list(tmp_path.iterdir())
