"""Addresses of the member list: short and neutral."""

from django.urls import path

from concord.governance.members.views import imports

app_name = "members"
urlpatterns = [
    path("network/members/", imports.imports_page, name="imports"),
    path("network/members/<slug:reference>/", imports.import_page, name="import"),
    path("network/members/<slug:reference>/import/", imports.take_in, name="take_in"),
    path("network/members/<slug:reference>/undo/", imports.undo, name="undo"),
]
