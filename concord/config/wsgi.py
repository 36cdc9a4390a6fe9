"""The WSGI application that `concord serve` runs.

Addresses and components are loaded before the first request, and before the workers part: a mistake in
them keeps the server from starting, and what is loaded once is shared.
"""

import os
from contextlib import suppress
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "concord.config.settings")
application = get_wsgi_application()


def _warm() -> None:
    from django.template import engines
    from django.urls import NoReverseMatch, reverse

    with suppress(NoReverseMatch):
        reverse("none")  # imports every room's views, and fills the table of their names
    engine: Any = engines["jinja2"]
    for name in engine.env.list_templates():
        if name.startswith("ui/") and not name.startswith("ui/gallery"):
            engine.env.get_template(name)


_warm()
