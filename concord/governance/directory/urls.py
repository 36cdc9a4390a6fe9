"""Addresses of the directory: short and neutral."""

from django.urls import path

from concord.governance.directory import views

app_name = "directory"
urlpatterns = [
    path("directory/", views.program_list, name="list"),
    path("directory/services/", views.services_page, name="services"),
    path("directory/contacts/", views.contacts_page, name="contacts"),
    path("directory/contacts/confirm/", views.confirm_named, name="confirm_contacts"),
    path("directory/contacts/<str:contact>/", views.contacts_page, name="contact"),
    path("directory/contacts/<str:contact>/remove/", views.drop_contact, name="drop_contact"),
    path("directory/organizations/<slug:reference>/", views.organization_page, name="organization"),
    path("directory/organizations/<slug:reference>/new/", views.new_program_page, name="new_program"),
    path("directory/organizations/<slug:reference>/end/", views.end_page, name="end"),
    path("directory/programs/<slug:reference>/", views.program_page, name="program"),
    path("directory/programs/<slug:reference>/edit/", views.edit_page, name="edit"),
    path("directory/programs/<slug:reference>/confirm/", views.confirm, name="confirm"),
    path("directory/programs/<slug:reference>/claim/", views.claim_listing, name="claim"),
    path("directory/programs/<slug:reference>/channels/", views.add_channel, name="add_channel"),
    path(
        "directory/programs/<slug:reference>/channels/<str:channel>/remove/",
        views.drop_channel,
        name="drop_channel",
    ),
    path("openings/", views.openings_page, name="openings"),
    path("openings/<slug:reference>/", views.post_opening, name="post_opening"),
    path("openings/<slug:reference>/still-right/", views.post_still_right, name="still_right"),
    path("openings/<slug:reference>/on-call/", views.on_call_page, name="on_call"),
    path("openings/<slug:reference>/on-call/<str:shift>/end/", views.end_shift, name="end_shift"),
]
