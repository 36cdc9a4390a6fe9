from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "concord.learning.training"
    label = "training"

    def ready(self) -> None:
        """Make known what the log says of an address of this room that was refused."""
        from concord.foundation.access import log_tried
        from concord.learning.training import words

        log_tried.register(words.TRIED)
