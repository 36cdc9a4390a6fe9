from django.apps import AppConfig


class ReleasesConfig(AppConfig):
    name = "concord.information.releases"
    label = "releases"

    def ready(self) -> None:
        """Make the events of this room known to every process; the worker imports no pages."""
        from concord.information.releases import events  # noqa: F401 - importing registers them
