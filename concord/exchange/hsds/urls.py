"""Addresses of the exchange in HSDS."""

from django.urls import path

from concord.exchange.hsds import api, views

app_name = "hsds"
urlpatterns = [
    path("export/", views.export, name="export"),
    path("export/publish/", views.choose, name="choose"),
    path("export/open/", views.switch, name="switch"),
    path("export/services/<slug:whose>/<slug:shape>/", views.download, name="download"),
    path("imports/services/", views.bring_in, name="bring_in"),
    path("imports/own/", views.bring_own, name="bring_own"),
    *(path(f"hsds/v3/{where}", view, name=name) for where, view, name in api.all_views()),
]
