"""Addresses of the demo; `config.urls` includes them only where the settings say that it is one."""

from django.urls import path

from concord.config.demo import door

app_name = "demo"
urlpatterns = [
    path("", door.front, name="front"),
    path("demo/", door.show, name="show"),
    path("demo/as/<slug:name>/", door.enter, name="enter"),
]
