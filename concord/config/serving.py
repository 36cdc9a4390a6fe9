"""The web process: gunicorn with threads, started from here so that a dangerous start is refused first."""

import gc
import os
import sys
from pathlib import Path
from typing import Any

from concord.config import logs

_MEMORY = Path("/dev/shm")  # noqa: S108 -- gunicorn's heartbeat file: on a disk, a slow write looks like a hang
_OBJECTS = 10_000  # made and not yet ended, before the collector looks for rings of them


def options(*, bind: str, workers: int, threads: int, json_logs: bool) -> dict[str, Any]:
    """Return gunicorn's settings."""
    return {
        "bind": bind,
        "workers": workers,
        "threads": threads,
        "worker_class": "gthread",
        "preload_app": True,
        "when_ready": _share,
        "pre_fork": _close_connections,
        "worker_exit": _close_connections,
        "timeout": 30,
        "graceful_timeout": 20,
        "keepalive": 5,
        # A worker is replaced now and then, so that a slow leak never becomes an outage.
        "max_requests": 20_000,
        "max_requests_jitter": 2_000,
        "worker_tmp_dir": str(_MEMORY) if _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK) else None,
        "forwarded_allow_ips": os.environ.get("CONCORD_PROXIES", "127.0.0.1,::1"),
        "accesslog": None,  # the application writes its own line a request, without addresses
        "logconfig_dict": logs.logging_config(json=json_logs),
        "control_socket_disable": True,
        "proc_name": "concord",
    }


def load_undisturbed() -> None:
    """Keep the collector away while modules are loaded: nearly all of it stays, and looking costs time."""
    gc.disable()


def _share(_arbiter: object = None) -> None:
    """Keep it away from what was loaded for good: it would copy every page of it into each worker.

    From now on it looks once in many pages instead of at nearly each: what a page makes ends with it.
    """
    gc.freeze()
    gc.set_threshold(_OBJECTS)
    gc.enable()


def _close_connections(_arbiter: object, _worker: object) -> None:
    """Close connections and pools: one that two processes share garbles both their answers."""
    from django.db import connections
    from django.db.backends.postgresql.base import DatabaseWrapper

    for connection in connections.all(initialized_only=True):
        connection.close()
        if isinstance(connection, DatabaseWrapper):
            connection.close_pool()


def run(*, bind: str, workers: int, threads: int, json_logs: bool) -> None:
    """Serve until told to stop."""
    if sys.platform == "win32":
        _run_simply(bind)
        return
    from gunicorn.app.base import BaseApplication

    settings = options(bind=bind, workers=workers, threads=threads, json_logs=json_logs)

    class Web(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
        def load_config(self) -> None:
            for name, value in settings.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            from concord.config.wsgi import application

            return application

    Web(prog="concord").run()


def _run_simply(bind: str) -> None:
    """Serve the demo on Windows, where gunicorn does not run."""
    from socketserver import ThreadingMixIn
    from wsgiref.simple_server import WSGIServer, make_server

    from concord.config.wsgi import application

    _share()

    class Threaded(ThreadingMixIn, WSGIServer):
        daemon_threads = True

    host, _, port = bind.rpartition(":")
    with make_server(host, int(port), application, server_class=Threaded) as server:
        server.serve_forever()
