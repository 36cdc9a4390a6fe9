from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "concord.operations.referrals"
    label = "referrals"

    def ready(self) -> None:
        from concord.foundation.access import log_words
        from concord.operations.referrals import subscribers, words

        subscribers.connect()
        log_words.register(words.LOG)
