from django.apps import AppConfig


class ReleasesConfig(AppConfig):
    name = "concord.information.releases"
    label = "releases"

    def ready(self) -> None:
        """Make the events of this room known to every process, and tell recipients that access ended."""
        from concord.information.releases import subscribers

        subscribers.connect()
