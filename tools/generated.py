"""Pages that are written by the code, and so cannot say anything else than the code does.

python -m tools.generated           compares; fails when a page is stale
python -m tools.generated --write   writes them
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from tools import docs, ledger

ROOT = Path(__file__).resolve().parent.parent


def proved() -> str:
    return ledger.page(ledger.read())


# A page -> the function that returns its text. Add a line for a new page.
PAGES: dict[str, Callable[[], str]] = {
    ledger.PAGE.as_posix(): proved,
    **docs.PAGES,
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.generated", description=__doc__)
    parser.add_argument("--write", action="store_true")
    wanted = parser.parse_args()
    stale = [name for name, text in PAGES.items() if _current(name) != text()]
    for name in stale:
        if wanted.write:
            (ROOT / name).parent.mkdir(parents=True, exist_ok=True)
            (ROOT / name).write_text(PAGES[name](), encoding="utf-8")
            print(f"Wrote {name}.")
        else:
            print(f"{name} is stale. Run: make fix")
    return 1 if stale and not wanted.write else 0


def _current(name: str) -> str:
    path = ROOT / name
    return path.read_text(encoding="utf-8") if path.exists() else ""


if __name__ == "__main__":
    sys.exit(main())
