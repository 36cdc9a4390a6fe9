"""Addresses of the member list: short and neutral."""

from django.urls import path

from concord.governance.members.views import imports, invitations, letters, region, still

app_name = "members"
urlpatterns = [
    path("network/members/", imports.imports_page, name="imports"),
    path("network/members/<slug:reference>/", imports.import_page, name="import"),
    path("network/members/<slug:reference>/import/", imports.take_in, name="take_in"),
    path("network/members/<slug:reference>/undo/", imports.undo, name="undo"),
    path("network/invitations/", invitations.show, name="invitations"),
    path("network/invitations/letters/", invitations.print_letters, name="letters"),
    path("network/invitations/<slug:reference>/letter/", invitations.print_letter, name="letter"),
    path("network/invitations/<slug:reference>/again/", invitations.again, name="again"),
    path("network/invitations/<slug:reference>/end/", invitations.end, name="end"),
    path("network/confirmations/<slug:reference>/ask/", still.ask, name="ask"),
    path("region/", region.show, name="region"),
    path("still/<str:token>/", still.still, name="still"),
    path("join/", letters.enter, name="enter"),
    path("join/letter/holder/", letters.name, name="name"),
]
