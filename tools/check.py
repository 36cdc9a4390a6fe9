"""Checks everything that needs no running test, changes nothing, and reports every failure.

python -m tools.check          all checks
python -m tools.check --list   their names and commands
"""

import concurrent.futures
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
AT_ONCE = 2  # mypy takes one core for itself


@dataclass(frozen=True)
class Check:
    """One tool that says yes by ending with code 0."""

    name: str
    command: tuple[str, ...]
    tells: bool = False  # what it says is worth reading even when all is well


def _program(name: str) -> str:
    return str(Path(sys.executable).with_name(name))


# Without a database at hand, Django warns that it cannot compare; the files are what is checked.
_CONCORD = (sys.executable, "-W", "ignore::RuntimeWarning", "-m", "concord.config.cli")
CHECKS = (
    Check("types", (_program("mypy"),)),
    Check("lint", (_program("ruff"), "check", "--output-format=concise")),
    Check("format", (_program("ruff"), "format", "--check", "--output-format=concise")),
    Check("imports between rooms", (_program("lint-imports"), "--no-cache")),
    Check("types of the browser sources", (sys.executable, "-m", "tools.assets", "--types")),
    Check("migrations are written", (*_CONCORD, "manage", "makemigrations", "--check", "--dry-run")),
    Check("translations are complete", (sys.executable, "-m", "tools.words", "check")),
    Check("requirement ledger", (sys.executable, "-m", "tools.ledger", "--quiet"), tells=True),
    Check("generated pages are current", (sys.executable, "-m", "tools.generated")),
)


def main() -> int:
    if "--list" in sys.argv[1:]:
        for check in CHECKS:
            print(f"{check.name}: {' '.join(check.command)}")
        return 0
    began = time.monotonic()
    failed = []
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        for check, (code, words, seconds) in zip(CHECKS, pool.map(_run, CHECKS), strict=True):
            print(f"{'ok     ' if code == 0 else 'PROBLEM'}  {check.name} ({seconds:.1f} s)", flush=True)
            if code:
                failed.append(check)
            if code or check.tells:
                print(_indented(words), flush=True)
    total = time.monotonic() - began
    if failed:
        names = ", ".join(check.name for check in failed)
        print(f"{len(failed)} of {len(CHECKS)} checks found problems after {total:.0f} s: {names}.")
        return 1
    print(f"All {len(CHECKS)} checks are well after {total:.0f} s.")
    return 0


def _run(check: Check) -> tuple[int, str, float]:
    began = time.monotonic()
    try:
        done = subprocess.run(
            check.command,
            cwd=ROOT,
            check=False,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            env=os.environ | {"NO_COLOR": "1"},
        )
    except OSError as problem:
        return 1, f"{problem}. Run: make run", time.monotonic() - began
    return done.returncode, done.stdout, time.monotonic() - began


def _indented(words: str) -> str:
    return "\n".join(f"    {line}" for line in words.strip().splitlines())


if __name__ == "__main__":
    sys.exit(main())
