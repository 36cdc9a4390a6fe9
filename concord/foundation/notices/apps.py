from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "concord.foundation.notices"
    label = "notices"

    def ready(self) -> None:
        from concord.foundation.notices import subscribers

        subscribers.connect()
