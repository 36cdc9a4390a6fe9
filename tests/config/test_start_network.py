"""From nothing to the first invited agency, by the guide alone; then a copy, a restore, and the end.

Everything runs as it would on a server: the commands of the guide, a web process and a worker of its own, a
mail server, and pages asked for by HTTP as a proxy passes them on.
"""

import http.client
import os
import re
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from email import message_from_bytes
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from aiosmtpd.controller import Controller
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from concord.config.commands.demo import free_port
from tests import ground

pytestmark = [pytest.mark.req("ONB-11"), pytest.mark.timeout(280)]

HOST = "network.example"
PASSWORD = "four tall green kettles"
SECRET = secrets.token_hex(32)
_LINK = re.compile(rf"https://{HOST}(/join/\S+?/)(?:\s|$)")


class Letters:
    """A mail server that keeps what it took."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.controller = Controller(self, hostname="127.0.0.1", port=free_port(8600))

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd
        for part in message_from_bytes(envelope.content).walk():
            if part.get_content_type() == "text/plain":
                self.texts.append((part.get_payload(decode=True) or b"").decode())
        return "250 kept"


class Browser:
    """Asks as the proxy in front does: the public host, TLS ended, cookies kept."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}
        self.status, self.text, self.at = 0, "", ""

    def get(self, path: str) -> str:
        self._ask("GET", path, None)
        return self.text

    def post(self, path: str, **fields: Any) -> str:
        """Send the form that stands on the page; its token is taken from there."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.text)
        assert token, self.text[:2000]
        self._ask("POST", path, urlencode({"csrfmiddlewaretoken": token[1], **fields}, doseq=True))
        return self.text

    def _ask(self, method: str, path: str, body: str | None) -> None:
        for _ in range(5):
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            headers = {
                "Host": HOST, "X-Forwarded-Proto": "https", "Origin": f"https://{HOST}",
                "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            }  # fmt: skip
            if body is not None:
                headers["Content-Type"] = "application/x-www-form-urlencoded"
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            self.text, self.status, self.at = answer.read().decode(), answer.status, path
            for cookie in answer.headers.get_all("Set-Cookie") or []:
                name, _, value = cookie.partition(";")[0].partition("=")
                self.cookies[name] = value
            connection.close()
            target = answer.headers.get("Location")
            if not target:
                return
            method, path, body = "GET", target.removeprefix(f"https://{HOST}").partition("#")[0], None
        raise AssertionError(f"{path} leads on and on")

    def join(self, link: str) -> None:
        """Open an invitation, choose a password, add a code app."""
        assert "password1" in self.get(link), self.text[:3000]
        self.post(link, password1=PASSWORD, password2=PASSWORD)
        page = self.get("/second-factor/app/")
        key = re.search(r'<code translate="no">([^<]+)</code>', page)
        assert key, page[:3000]
        code = format_hotp_value(hotp_value(key[1].replace(" ", ""), int(time.time()) // 30))
        self.post("/second-factor/app/", code=code)
        assert self.status == 200, self.text[:3000]


class Server:
    """A folder, the settings of the guide, and the processes that were started with them."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.letters = Letters()
        self.port = free_port(8550)
        self.children: list[subprocess.Popen[bytes]] = []

    @property
    def environment(self) -> dict[str, str]:
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("CONCORD_", "DATABASE_", "DJANGO_"))
        }
        return kept | {
            "CONCORD_HOME": str(self.home),
            "CONCORD_SECRET_KEY": SECRET,
            "CONCORD_ORIGIN": f"https://{HOST}",
            "CONCORD_HOSTS": HOST,
            "CONCORD_BEHIND_PROXY": "1",
            "CONCORD_SMTP_PORT": str(self.letters.controller.port),
        }

    def run(self, words: str, *more: str, fails: bool = False, **environ: str) -> str:
        """Run a command of the guide; returns what it said."""
        done = subprocess.run(  # noqa: S603 - ourselves
            [sys.executable, "-m", "concord.config.cli", *words.split(), *more],
            cwd=ground.ROOT, env=self.environment | environ, capture_output=True, text=True, check=False,
        )  # fmt: skip
        said = done.stdout + done.stderr
        assert bool(done.returncode) is fails, said
        return said

    def start(self) -> None:
        self.letters.controller.start()
        for words in (["serve", "--bind", f"127.0.0.1:{self.port}", "--workers", "1"], ["worker"]):
            log = (self.home / f"{words[0]}.log").open("wb")
            command = [sys.executable, "-m", "concord.config.cli", *words]
            self.children.append(
                subprocess.Popen(  # noqa: S603 - ourselves
                    command, cwd=ground.ROOT, env=self.environment, stdout=log, stderr=log
                )
            )
            log.close()
        self.until("the web process answers", self._answers)

    def _answers(self) -> bool:
        with suppress(OSError):
            Browser(self.port).get("/healthz")
            return True
        return False

    def until(self, what: str, found: Any) -> Any:
        end = time.monotonic() + 90
        while time.monotonic() < end:
            if got := found():
                return got
            time.sleep(0.3)
        logs = "".join(path.read_text(errors="replace")[-2000:] for path in self.home.glob("*.log"))
        raise AssertionError(f"{what}: {logs}")

    def stop(self) -> None:
        for child in self.children:
            child.terminate()
        for child in self.children:
            child.wait(timeout=30)
        self.children.clear()
        self.letters.controller.stop()


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    folder = Path(tempfile.mkdtemp(prefix="concord-start-", dir="/tmp"))
    folder.chmod(0o711)
    server = Server(folder)
    yield server
    server.stop() if server.children else None
    subprocess.run(
        [sys.executable, "-m", "concord.config.cli", "db", "stop"],
        cwd=ground.ROOT, env=server.environment, capture_output=True, check=False,
    )  # fmt: skip
    shutil.rmtree(folder, ignore_errors=True)


def test_a_fresh_server_reaches_its_first_invited_agency_by_the_guide_alone(server: Server) -> None:
    server.run("db prepare")
    server.run("db migrate")
    assert "stay out of it" in _raised(server, "manage load_cast")
    assert "stay out of it" in _raised(server, "manage load_demo")
    assert "looks like a real installation" in server.run("demo", fails=True)
    words = ["--office", "Harbor Region Office", "--name", "Ines Vale", "--email", "ines@network.example"]
    said = server.run("network start", *words)
    assert "There is a network already" in _raised(server, "network start", *words)
    assert "problem" not in server.run("doctor")
    server.start()
    ines = Browser(server.port)
    found = _LINK.search(said)
    assert found
    ines.join(found[1])
    _settle(ines)
    _check_page(ines)
    lead = Browser(server.port)
    lead.join(_invite(server, ines))
    assert "Shoreline Shelter" in lead.get("/today/")
    assert lead.status == 200
    assert lead.get("/network/start/")
    assert lead.status == 403
    page = ines.get("/network/start/")
    assert "1 has joined." in page
    assert "9 of 10 steps are done" in page  # the last one is counsel's
    server.stop()


def _raised(server: Server, words: str, *more: str) -> str:
    return server.run(words, *more, fails=True)


def _settle(ines: Browser) -> None:
    """Go through the steps in their order; each is marked as done, and the next as next."""
    page = ines.get("/network/start/")
    assert ines.status == 200, page[:2000]
    assert "0 of 10 steps are done" in page
    assert "Not confirmed by counsel" in page
    ines.post("/network/start/name/", name="Gull", exit_url="https://www.weather.gov/")
    ines.post("/network/start/regions/", region_scheme="coalition_region")
    ines.get("/network/")
    ines.post("/network/regions/", name="Shore", code="")
    ines.get("/network/start/")
    ines.post("/network/start/languages/", languages=["en", "es"], time_zone="America/New_York")
    ines.post(
        "/network/start/lines/",
        line_name="Region line", line_phone="860-555-0100", language_line_phone="860-555-0101",
    )  # fmt: skip
    ines.get("/network/holidays/")
    ines.post("/network/holidays/", date="2027-01-01", name="New Year")
    ines.get("/network/start/")
    page = ines.post("/network/start/names/", host_name="County computing", steward_name="Ines Vale")
    assert ines.status == 200, page[:2000]
    assert "6 of 10 steps are done" in page
    kit = ines.get("/network/start/kit/")
    assert "County computing" in kit
    assert "860-555-0100" in kit


def _check_page(ines: Browser) -> None:
    """The page says what the command says, and nothing secret."""
    page = unescape(ines.get("/network/check/"))
    assert ines.status == 200
    assert "Nothing needs mending" in page
    assert SECRET not in page
    assert "postgresql://" not in page


def _invite(server: Server, ines: Browser) -> str:
    """Register the first agency and invite its lead; returns the link in the letter."""
    ines.get("/organizations/new/")
    page = ines.post(
        "/organizations/new/", name="Shoreline Shelter", kind="direct_service/shelter", regions=["shore"]
    )
    assert ines.status == 200, page[:3000]
    assert ines.at.endswith("/lead/"), page[:3000]
    ines.post(ines.at, email="mara@shoreline.example", name="Mara Quist")

    def link() -> str:
        found = [_LINK.search(text) for text in server.letters.texts if "/join/" in text]
        return found[-1][1] if len(found) > 1 and found[-1] else ""

    return str(server.until("the letter comes", link))


def test_the_copy_of_it_restores_with_its_keys_and_with_no_others(server: Server) -> None:
    file, other = server.home / "copy.sql", server.home / "other-keys"
    server.run("backup write", "--to", str(file))
    assert file.stat().st_mode & 0o077 == 0
    said = server.run("backup check", str(file), "--keys", str(server.home / "keys"))
    assert "This copy can be restored" in said
    opened = re.search(r"encrypted text: (\d+) looked at", said)
    assert opened
    other.mkdir(mode=0o700)
    assert "do not open" in server.run("backup check", str(file), "--keys", str(other), fails=True)
    cut = server.home / "cut.sql"
    cut.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    assert "not whole" in server.run(
        "backup check", str(cut), "--keys", str(server.home / "keys"), fails=True
    )


def test_what_is_left_is_counted_until_nothing_is(server: Server) -> None:
    said = server.run("remains", fails=True)
    assert re.search(r"table accounts_person: 2 rows", said)
    assert re.search(r"keys: 1 in ", said)
    server.run("db stop")
    for name in ("postgres", "keys"):
        shutil.rmtree(server.home / name)
    assert "Nothing is left here" in server.run("remains")
