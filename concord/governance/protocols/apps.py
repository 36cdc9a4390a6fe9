from django.apps import AppConfig


class ProtocolsConfig(AppConfig):
    name = "concord.governance.protocols"
    label = "protocols"

    def ready(self) -> None:
        """Make the actions of this room known in the log."""
        from concord.foundation.access import log_words
        from concord.governance.protocols import words

        log_words.register(words.LOG)
