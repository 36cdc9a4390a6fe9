from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "concord.config"
    label = "config"
