from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "concord.governance.agreements"
    label = "agreements"

    def ready(self) -> None:
        """Make the actions of this room known in the log."""
        from concord.foundation.access import log_words
        from concord.governance.agreements import words

        log_words.register(words.LOG)
