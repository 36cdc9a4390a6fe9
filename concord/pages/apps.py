from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "concord.pages"
    label = "pages"

    def ready(self) -> None:
        """Make known what the log says of these pages, and of addresses of all rooms."""
        from concord.foundation.access import log_tried, log_words
        from concord.pages import words

        log_words.register(words.LOG)
        log_tried.register(words.TRIED)
