from django.apps import AppConfig


class TransfersConfig(AppConfig):
    name = "concord.exchange.transfers"
    label = "transfers"

    def ready(self) -> None:
        from concord.exchange.transfers import words
        from concord.foundation.access import log_tried, log_words

        log_words.register(words.LOG)
        log_tried.register(words.TRIED)
