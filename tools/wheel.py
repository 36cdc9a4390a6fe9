"""Builds the wheel, installs it into an empty environment, and asks it for a page.

python -m tools.wheel FOLDER    the folder is made, and holds everything that this leaves behind

The installation is set up as the guide says, so this also proves that a well made one may start.
"""

import argparse
import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements" / "run.txt"
NEEDED = (
    "concord/config/cli.py",
    "concord/ui/static/dist/manifest.json",
    "concord/locale/es/LC_MESSAGES/django.mo",
)
PATIENCE = 60


class WheelError(Exception):
    """The wheel does not do what it should; the message says what."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.wheel", description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o711)  # the database's account passes through
    try:
        wheel = build(folder / "dist")
        concord = install(wheel, folder / "venv")
        with installation(concord, folder / "home") as environment:
            answer(concord, environment)
    except (WheelError, subprocess.CalledProcessError) as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


def build(target: Path) -> Path:
    """Build the wheel without the network, and look into it."""
    run(sys.executable, "-m", "tools.assets")
    run(sys.executable, "-m", "tools.words", "compile")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target))
    (wheel,) = target.glob("*.whl")
    with zipfile.ZipFile(wheel) as file:
        names = set(file.namelist())
    missing = [name for name in NEEDED if name not in names]
    strange = [name for name in names if name.startswith(("tests/", "tools/", "frontend/"))]
    if missing or strange:
        raise WheelError(f"The wheel lacks {missing} and holds {strange}, which it should not.")
    print(f"Built {wheel.name}: {len(names)} files, {wheel.stat().st_size / 1e6:.1f} MB.")
    return wheel


def install(wheel: Path, venv: Path) -> Path:
    """Install the lock and the wheel, nothing else, and return the command."""
    uv = [sys.executable, "-m", "uv"]
    run(*uv, "venv", "--quiet", "--python", sys.executable, str(venv))
    into = ["--quiet", "--python", str(venv / "bin" / "python")]
    run(*uv, "pip", "install", *into, "--require-hashes", "-r", str(LOCK))
    run(*uv, "pip", "install", *into, "--no-deps", str(wheel))
    return venv / "bin" / "concord"


@contextlib.contextmanager
def installation(concord: Path, home: Path) -> Iterator[dict[str, str]]:
    """Prepare the database as the guide says, and stop it in the end."""
    home.mkdir(mode=0o711)
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("CONCORD_", "DATABASE_"))
    }
    secret = subprocess.run([concord, "secret"], check=True, capture_output=True, text=True).stdout.strip()
    environment = kept | {
        "CONCORD_HOME": str(home),
        "CONCORD_SECRET_KEY": secret,
        "CONCORD_ORIGIN": "https://concord.example.org",
        "CONCORD_HOSTS": "concord.example.org,127.0.0.1",
        "CONCORD_BEHIND_PROXY": "1",
    }
    try:
        for words in (("db", "prepare"), ("db", "migrate"), ("doctor",)):
            run(str(concord), *words, cwd=home, env=environment)
        yield environment
    finally:
        subprocess.run([concord, "db", "stop"], cwd=home, env=environment, check=False)


def answer(concord: Path, environment: dict[str, str]) -> None:
    """Start the web process on a free port and ask whether it lives."""
    port = free_port()
    command = [str(concord), "serve", "--bind", f"127.0.0.1:{port}", "--workers", "1"]
    with subprocess.Popen(command, cwd=environment["CONCORD_HOME"], env=environment) as web:
        try:
            print(f"/healthz answers {status(port, web)} from the installed wheel.")
        finally:
            web.terminate()
            web.wait(timeout=30)


def status(port: int, web: "subprocess.Popen[bytes]") -> int:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and web.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as page:
                return int(page.status)
        except urllib.error.HTTPError as problem:
            raise WheelError(f"/healthz answers {problem.code}.") from problem
        except OSError:
            time.sleep(0.2)
    raise WheelError("The web process did not answer.")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def run(*command: str, cwd: Path = ROOT, env: dict[str, str] | None = None) -> None:
    subprocess.run(command, cwd=cwd, env=env, check=True)


if __name__ == "__main__":
    sys.exit(main())
