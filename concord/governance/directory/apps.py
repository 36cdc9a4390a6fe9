from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "concord.governance.directory"
    label = "directory"

    def ready(self) -> None:
        """Make the events of this room known, and its actions in the log."""
        from concord.foundation.access import log_words
        from concord.governance.directory import events, words  # noqa: F401 - importing registers events

        log_words.register(words.LOG)
