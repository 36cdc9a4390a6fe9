"""Runs the tests, after making sure of a browser.

python -m tools.suite [--drill] [pytest arguments]
"""

import os
import subprocess
import sys
from pathlib import Path

from tools import browser

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    arguments = sys.argv[1:]
    drill = "--drill" in arguments
    rest = [argument for argument in arguments if argument != "--drill"]
    try:
        os.environ["CONCORD_CHROMIUM"] = str(browser.chromium_path())
    except browser.BrowserError as problem:
        print(problem, file=sys.stderr)
        return 1
    chosen = ["-m", "drill" if drill else "not drill"]
    command = [sys.executable, "-m", "pytest", "-p", "tools.parts", *chosen, *rest]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
