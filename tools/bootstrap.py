"""Makes everything ready on a machine that has only Python 3.11 or newer, and says each step.

It runs before the environment exists, so it uses the standard library only. A second run compares
one hash and is done.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements" / "dev.txt"
INSTALLER = ROOT / "tools" / "bootstrap.txt"
STAMP = VENV / "concord.stamp"
OLDEST = (3, 11)
NEWER = ("python3.14", "python3.13", "python3.12", "python3.11")


class BootstrapError(Exception):
    """This machine cannot be made ready; the message says what to install."""


def main() -> int:
    if sys.version_info < OLDEST:
        return again_with_newer()
    began = time.monotonic()
    try:
        changed = make_ready()
        subprocess.run([python(), "-m", "tools.assets"], cwd=ROOT, check=True)
        if not translations_compiled():
            subprocess.run([python(), "-m", "tools.words", "compile"], cwd=ROOT, check=True)
    except BootstrapError as problem:
        print(problem, file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as problem:
        print(f"This step failed: {' '.join(map(str, problem.cmd))}", file=sys.stderr)
        return 1
    if changed:
        say(f"Ready after {time.monotonic() - began:.0f} seconds.")
    return 0


def again_with_newer() -> int:
    """Run again with a newer Python of this machine, or say that there is none."""
    for name in NEWER:
        newer = shutil.which(name)
        if newer:
            return subprocess.run([newer, *sys.argv], check=False).returncode
    print(
        f"Concord needs Python 3.11 or newer; this is {sys.version.split()[0]}. "
        "Install a newer one, or name it: make PYTHON=/path/to/python3.12 run",
        file=sys.stderr,
    )
    return 1


def make_ready() -> bool:
    """Install what the lock names into .venv; False when it is there already."""
    wanted = fingerprint()
    if STAMP.exists() and STAMP.read_text() == wanted and works(python()):
        return False
    if not works(python()):
        make_environment()
    install()
    STAMP.write_text(wanted)
    return True


def translations_compiled() -> bool:
    """Say whether each catalog has a compiled one that is not older."""
    for catalog in (ROOT / "concord" / "locale").rglob("*.po"):
        compiled = catalog.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < catalog.stat().st_mtime:
            return False
    return True


def python() -> Path:
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def fingerprint() -> str:
    """One hash over the locks and the place: an environment that was moved does not work."""
    text = b"\0".join([LOCK.read_bytes(), INSTALLER.read_bytes(), str(VENV).encode()])
    return hashlib.sha256(text).hexdigest()


def works(interpreter: Path) -> bool:
    """Say whether this Python starts and is new enough."""
    if not interpreter.exists():
        return False
    test = f"import sys; sys.exit(sys.version_info < {OLDEST})"
    return subprocess.run([interpreter, "-c", test], check=False, capture_output=True).returncode == 0


def make_environment() -> None:
    say(f"Making an environment in {VENV} with Python {sys.version.split()[0]}.")
    if shutil.which("uv") and not has_venv():
        subprocess.run(
            ["uv", "venv", "--quiet", "--seed", "--clear", "--python", sys.executable, VENV], check=True
        )
        return
    if not has_venv():
        install_venv()
    subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=True)


def has_venv() -> bool:
    """Say whether this Python can make environments; Debian leaves that out."""
    test = [sys.executable, "-c", "import ensurepip, venv"]
    return subprocess.run(test, check=False, capture_output=True).returncode == 0


def install_venv() -> None:
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        raise BootstrapError(
            f"This Python cannot make environments. On Debian or Ubuntu, install that with: "
            f"sudo apt-get install {package}; elsewhere, install Python from python.org."
        )
    say(f"This Python cannot make environments: installing {package} with apt-get.")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (("update", "-q"), ("install", "-q", "-y", package)):
        subprocess.run([apt, *words], check=True, env=environment, stdout=subprocess.DEVNULL)


def install() -> None:
    """Install the lock with uv, or with pip where uv cannot; both refuse a file whose hash differs."""
    say("Installing the packages that requirements/dev.txt names, by hash (the first time: a minute or two).")
    pip = [str(python()), "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
    if subprocess.run([*pip, "--require-hashes", "-r", str(INSTALLER)], check=False).returncode == 0:
        environment = {**os.environ, "VIRTUAL_ENV": str(VENV)}
        sync = [str(python()), "-m", "uv", "pip", "sync", "--quiet", "--require-hashes", str(LOCK)]
        if subprocess.run(sync, check=False, env=environment, cwd=ROOT).returncode == 0:
            return
    say("uv could not install them; trying with pip, which takes longer.")
    subprocess.run([*pip, "--require-hashes", "-r", str(LOCK)], check=True)


def say(sentence: str) -> None:
    print(sentence, flush=True)


if __name__ == "__main__":
    sys.exit(main())
