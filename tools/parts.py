"""A pytest plugin: runs the tests part by part, quickest first, and says how long each part took.

One run and one summary, so that no failure scrolls away behind a later part. The browser comes last:
its driver keeps an event loop that Django would take for asynchronous code.
"""

import time
from collections import Counter, defaultdict

import pytest

PARTS = ("unit", "rest", "sweep", "browser", "drill")
_part_of: dict[str, str] = {}
_seconds: dict[str, float] = defaultdict(float)
_tests: Counter[str] = Counter()
_began = time.monotonic()


def part(item: pytest.Item) -> str:
    """Return the part of a test: by its marker, else ``rest`` when it uses the database."""
    for name in ("drill", "browser", "sweep"):
        if item.get_closest_marker(name):
            return name
    if "journeys" in item.path.parts:  # whose author forgot the marker
        return "browser"
    return "rest" if item.get_closest_marker("django_db") else "unit"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        _part_of[item.nodeid] = part(item)
    items.sort(key=lambda item: PARTS.index(_part_of[item.nodeid]))  # stable: the order within a part stays


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    name = _part_of.get(report.nodeid, "rest")
    _seconds[name] += report.duration
    _tests[name] += report.when == "call" or (report.when == "setup" and not report.passed)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    terminalreporter.section("parts")
    for name in PARTS:
        if _tests[name]:
            terminalreporter.line(f"{name:8} {_tests[name]:5} tests  {_seconds[name]:7.1f} s")
    total = time.monotonic() - _began
    terminalreporter.line(f"{'total':8} {sum(_tests.values()):5} tests  {total:7.1f} s")
