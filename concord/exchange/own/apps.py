from django.apps import AppConfig


class OwnConfig(AppConfig):
    name = "concord.exchange.own"
    label = "own"
