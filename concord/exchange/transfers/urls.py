"""Addresses of what is brought in: short and neutral."""

from django.urls import path

from concord.exchange.transfers import views

app_name = "transfers"
urlpatterns = [
    path("imports/", views.listing, name="list"),
    path("imports/files/<slug:reference>/", views.show, name="show"),
    path("imports/files/<slug:reference>/<slug:step>/", views.move, name="move"),
]
