"""Addresses of participation."""

from django.urls import path

from concord.governance.participation import views

app_name = "participation"
urlpatterns = [
    path("level/", views.level, name="level"),
    path("level/change/", views.change, name="change"),
    path("level/switch/", views.switch, name="switch"),
]
