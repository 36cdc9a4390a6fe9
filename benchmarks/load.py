"""A light client: so many connections that are kept, one request at a time on each, for so many seconds.

Run as a process of its own; reads the plan as JSON from its input, and answers with JSON. A request is given
as raw bytes; ``{key}`` in it becomes a new idempotency key of the same length each time.
"""

import json
import secrets
import socket
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

_HEAD_END = b"\r\n\r\n"
_KEY = b"{key}"


@dataclass
class Tally:
    """What the connections saw together."""

    statuses: Counter[int] = field(default_factory=Counter)
    milliseconds: list[float] = field(default_factory=list)
    bytes: int = 0
    broken: int = 0


class Connection:
    """One kept connection."""

    def __init__(self, host: str, port: int) -> None:
        self.address = (host, port)
        self._socket: socket.socket | None = None

    def ask(self, request: bytes) -> tuple[int, int]:
        """Send one request and read its whole answer; returns status and bytes."""
        if self._socket is None:
            self._socket = socket.create_connection(self.address, timeout=30)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket.sendall(request)
        data = self._until(b"", _HEAD_END)
        end = data.index(_HEAD_END) + len(_HEAD_END)
        head = data[:end].lower()
        if b"transfer-encoding: chunked" in head:
            data = data if data.endswith(b"0\r\n\r\n") else self._until(data, b"0\r\n\r\n", at_end=True)
        else:
            data = self._as_long_as(data, end + _length(head))
        if b"connection: close" in head:
            self.drop()
        return int(data[9:12]), len(data)

    def _until(self, data: bytes, mark: bytes, *, at_end: bool = False) -> bytes:
        while not (data.endswith(mark) if at_end else mark in data):
            data += self._more()
        return data

    def _as_long_as(self, data: bytes, length: int) -> bytes:
        while len(data) < length:
            data += self._more()
        return data

    def _more(self) -> bytes:
        assert self._socket is not None
        got = self._socket.recv(65536)
        if not got:
            raise ConnectionError("closed by the server")
        return got

    def drop(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name == b"content-length":
            return int(value)
    return 0


def run(plan: dict[str, Any]) -> dict[str, Any]:
    """Ask as the plan says, and return statuses, times, rate and the client's own processor time."""
    requests = [text.encode() for text in plan["requests"]]
    tally, lock = Tally(), threading.Lock()
    start = time.monotonic() + plan["warm"]
    end = start + plan["seconds"]

    def work(number: int) -> None:
        own, connection = Tally(), Connection(plan["host"], plan["port"])
        turn = number
        while (now := time.monotonic()) < end:
            request = requests[turn % len(requests)].replace(_KEY, secrets.token_hex(16).encode())
            turn += plan["connections"]
            try:
                status, size = connection.ask(request)
            except OSError:
                connection.drop()
                own.broken += 1
                continue
            done = time.monotonic()
            if start <= now and done <= end:
                own.statuses[status] += 1
                own.milliseconds.append((done - now) * 1000)
                own.bytes += size
        connection.drop()
        with lock:
            tally.statuses += own.statuses
            tally.milliseconds += own.milliseconds
            tally.bytes += own.bytes
            tally.broken += own.broken

    threads = [threading.Thread(target=work, args=(number,)) for number in range(plan["connections"])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {**vars(tally), "processor": time.process_time()}


if __name__ == "__main__":
    json.dump(run(json.load(sys.stdin)), sys.stdout)
