from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "concord.foundation.access"
    label = "access"

    def ready(self) -> None:
        from concord.foundation.access import subscribers

        subscribers.connect()
