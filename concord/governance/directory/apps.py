from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "concord.governance.directory"
    label = "directory"

    def ready(self) -> None:
        """Make the events of this room known."""
        from concord.governance.directory import events  # noqa: F401 - importing registers them
