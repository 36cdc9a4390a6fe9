"""Row 15: what a first visit costs on the wire: the page and all it names, compressed, nothing kept."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from benchmarks.bench import Bench
from benchmarks.measure import Result
from benchmarks.serving import ask, running

_TAGS = re.compile(r"<(link|script|img|use|image)\b([^>]*)>", re.IGNORECASE)
_ADDRESS = re.compile(r'\b(?:href|src)="([^"]+)"', re.IGNORECASE)
_REL = re.compile(r'\brel="([^"]+)"', re.IGNORECASE)
_FETCHED = {"stylesheet", "icon", "modulepreload", "preload", "manifest", "apple-touch-icon"}
_IN_CSS = re.compile(r"url\(\s*['\"]?([^'\")]+)['\"]?\s*\)")
_IN_SCRIPT = re.compile(r"""(?:from|import)\s*\(?\s*["'](\.{0,2}/[^"']+\.js)["']""")


def first_visit(bench: Bench) -> list[Result]:
    """Weigh the landing page, sign-in, the queue and the directory with its map, each as a first page."""
    stage = bench.smallest
    cookie = stage.cookie(1)
    found = []
    with running(stage.network) as server:
        for path, who, most in (
            ("/", "", 60), ("/sign-in/", "", 60), ("/queue/", cookie, 60), ("/directory/", cookie, 90),
        ):  # fmt: skip
            parts = weigh(server.port, path, who)
            kilobytes = sum(parts.values()) / 1000
            heaviest = sorted(parts.items(), key=lambda part: -part[1])[:4]
            found.append(
                Result(15, f"first visit {path}", kilobytes, "kB", most, 28, f"{len(parts)} files",
                       ", ".join(f"{name.rpartition('/')[2] or 'page'} {size / 1000:.1f}"
                                 for name, size in heaviest))
            )  # fmt: skip
    return found


def weigh(port: int, path: str, cookie: str = "") -> dict[str, int]:
    """Return the compressed bytes of a page and of everything that a browser fetches for it."""
    parts: dict[str, int] = {}
    waiting = [path]
    while waiting:
        address = waiting.pop()
        if address in parts:
            continue
        headers, body = ask(port, address, cookie if address == path else "")
        parts[address] = len(body)
        text = _text(headers, body)
        waiting += [found for found in _named(headers.get("content-type", ""), address, text) if found]
    return parts


def _text(headers: dict[str, str], body: bytes) -> str:
    import gzip

    plain = gzip.decompress(body) if headers.get("content-encoding") == "gzip" else body
    return plain.decode(errors="replace")


def _named(kind: str, address: str, text: str) -> Iterator[str]:
    if kind.startswith("text/html"):
        found = _in_page(text)
    elif kind.startswith("text/css"):
        found = iter(_IN_CSS.findall(text))
    elif "javascript" in kind:
        found = iter(_IN_SCRIPT.findall(text))
    else:
        return
    for name in found:
        parts = urlsplit(urljoin(address, name))
        if not parts.netloc and not name.startswith(("data:", "#")):
            yield parts.path


def _in_page(text: str) -> Iterator[str]:
    for tag, attributes in _TAGS.findall(text):
        address, rel = _ADDRESS.search(attributes), _REL.search(attributes)
        if address is None:
            continue
        if tag.lower() != "link" or (rel and _FETCHED & set(rel[1].split())):
            yield address[1]
