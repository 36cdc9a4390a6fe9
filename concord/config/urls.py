"""Every address of the product. Paths are short and neutral: history shows little."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from concord.config import health

_ROOMS = (
    "concord.foundation.access",
    "concord.foundation.notices",
    "concord.information.releases",
    "concord.governance.directory",
    "concord.governance.agreements",
    "concord.governance.protocols",
    "concord.governance.participation",
    "concord.operations.referrals",
    "concord.pages",
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    *(path("", include(f"{room}.urls")) for room in _ROOMS if find_spec(f"{room}.urls")),
]
handler404 = "concord.config.refusals.not_found"
handler500 = "concord.config.static_pages.server_error"
