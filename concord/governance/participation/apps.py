from django.apps import AppConfig


class ParticipationConfig(AppConfig):
    name = "concord.governance.participation"
    label = "participation"

    def ready(self) -> None:
        """Make the events of this room known to every process; the worker imports no pages."""
        from concord.governance.participation import events  # noqa: F401 - importing registers them
