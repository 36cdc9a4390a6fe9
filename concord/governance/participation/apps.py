from django.apps import AppConfig


class ParticipationConfig(AppConfig):
    name = "concord.governance.participation"
    label = "participation"

    def ready(self) -> None:
        """Make the events of this room known to every process, and its actions in the log."""
        from concord.foundation.access import log_words
        from concord.governance.participation import events, words  # noqa: F401 - importing registers events

        log_words.register(words.LOG)
