import socket
from argparse import Namespace

import pytest

from concord.config import cli
from concord.config.commands import demo


def test_a_port_that_is_taken_leads_to_the_next() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert demo.free_port(port) > port


def test_the_demo_keeps_away_from_a_real_installation(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CONCORD_SECRET_KEY", "x")
    assert demo._run(Namespace(port=8000)) == 1
    assert "Unset it" in capsys.readouterr().err


def test_the_demo_names_an_address_for_each_person() -> None:
    lines = demo.places(8000)
    assert lines[0].split()[0] == "http://localhost:8000/"
    assert lines[1].split()[:2] == ["http://hal.localhost:8000/", "Hal"]
    assert "mia" in lines[-1]


def test_a_new_secret_is_strong_each_time(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["secret"]) == 0
    assert cli.main(["secret"]) == 0
    first, second = capsys.readouterr().out.split()
    assert first != second
    assert len(first) >= 64


def test_an_unknown_command_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["dance"])
    assert "invalid choice" in capsys.readouterr().err
