from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "concord.foundation.access"
    label = "access"
