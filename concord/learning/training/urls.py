"""Addresses of training."""

from django.urls import path

from concord.learning.training import views

app_name = "training"
urlpatterns = [
    path("learn/", views.index, name="index"),
    path("learn/attest/", views.attest, name="attest"),
    path("learn/<slug:module>/", views.lesson, name="lesson"),
]
