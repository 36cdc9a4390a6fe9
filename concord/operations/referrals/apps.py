from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "concord.operations.referrals"
    label = "referrals"

    def ready(self) -> None:
        from concord.operations.referrals import subscribers

        subscribers.connect()
