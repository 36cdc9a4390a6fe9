"""Runs the tests, after making sure of a browser.

python -m tools.suite [--drill] [pytest arguments]

Without arguments the tests run as two halves side by side, the sweep and those with a browser beside all
others: each keeps about one core busy. What one half said follows the other's, so that no failure scrolls
away.
"""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryFile

from tools import browser

ROOT = Path(__file__).resolve().parent.parent
_PYTEST = [sys.executable, "-m", "pytest", "-p", "tools.parts"]
_FEW = 2  # cores that two halves need
_ASIDE, _HERE = "(browser or sweep) and not drill", "not browser and not sweep and not drill"


def main() -> int:
    arguments = sys.argv[1:]
    drill = "--drill" in arguments
    rest = [argument for argument in arguments if argument != "--drill"]
    try:
        os.environ["CONCORD_CHROMIUM"] = str(browser.chromium_path())
    except browser.BrowserError as problem:
        print(problem, file=sys.stderr)
        return 1
    if drill or rest or (os.cpu_count() or 1) < _FEW:
        command = [*_PYTEST, "-m", "drill" if drill else "not drill", *rest]
        return subprocess.run(command, cwd=ROOT, check=False).returncode
    return _halves()


def _halves() -> int:
    """Run both halves; returns the first exit code that is not zero."""
    with (
        TemporaryFile() as said,
        subprocess.Popen([*_PYTEST, "-m", _ASIDE], cwd=ROOT, stdout=said, stderr=subprocess.STDOUT) as aside,
    ):
        try:
            here = subprocess.run([*_PYTEST, "-m", _HERE], cwd=ROOT, check=False)
            print("\nThe sweep and the tests with a browser:\n", flush=True)
            aside.wait()
        except KeyboardInterrupt:
            aside.terminate()
            raise
        finally:
            said.seek(0)
            sys.stdout.buffer.write(said.read())
            sys.stdout.flush()
    print(
        "Both halves passed."
        if not here.returncode and not aside.returncode
        else "Something failed: see above."
    )
    return here.returncode or aside.returncode


if __name__ == "__main__":
    sys.exit(main())
