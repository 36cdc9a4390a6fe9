"""Addresses of an organization's own data."""

from django.urls import path

from concord.exchange.own import views

app_name = "own"
urlpatterns = [path("export/own/<slug:shape>/", views.download, name="download")]
