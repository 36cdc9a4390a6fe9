from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "concord.governance.members"
    label = "members"

    def ready(self) -> None:
        """Make the room's actions known in the log, its letters to the post, its notices to readers."""
        from concord.foundation.access import log_tried, log_words
        from concord.governance.members import subscribers, words

        log_words.register(words.LOG)
        log_tried.register(words.TRIED)
        subscribers.connect()
