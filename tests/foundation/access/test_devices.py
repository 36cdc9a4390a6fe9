"""A device is named coarsely, from a list."""

import pytest

from concord.foundation.access.devices import describe


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Firefox on Windows",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0",
            "Edge on Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
            "Safari on iPhone",
        ),
        (
            "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36",
            "Chrome on Android",
        ),
        (
            "Mozilla/5.0 (X11; CrOS x86_64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36",
            "Chrome on ChromeOS",
        ),
        ("curl/8.0", ""),
        ("", ""),
    ],
)
def test_browser_and_system_are_named_without_a_version(agent: str, words: str) -> None:
    assert describe(agent) == words


def test_what_a_browser_says_of_itself_is_never_repeated() -> None:
    assert describe("<script> Firefox/1 " + "Windows " * 100) == "Firefox on Windows"
