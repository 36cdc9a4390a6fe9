"""Every address of the product. Paths are short and neutral: history shows little."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from concord.config import health

_ROOMS = (
    "concord.foundation.access",
    "concord.foundation.notices",
    "concord.information.releases",
    "concord.governance.directory",
    "concord.governance.members",
    "concord.governance.agreements",
    "concord.governance.protocols",
    "concord.governance.participation",
    "concord.operations.referrals",
    "concord.exchange.transfers",
    "concord.exchange.hsds",
    "concord.exchange.own",
    "concord.learning.training",
    "concord.pages",
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("api/", include("concord.config.api")),
    path("", include("concord.config.doctor_page")),
    *(path("", include(f"{room}.urls")) for room in _ROOMS if find_spec(f"{room}.urls")),
]
if settings.DEMO:  # one-click sign-in; it asks again, at each request, whether it may be there
    urlpatterns.insert(0, path("", include("concord.config.demo.urls")))
handler404 = "concord.config.refusals.not_found"
handler500 = "concord.config.static_pages.server_error"
