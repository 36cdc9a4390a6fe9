from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "concord.foundation.accounts"
    label = "accounts"
    verbose_name = "People and sign-in"

    def ready(self) -> None:
        """Make the events of this room known to every process; the worker imports no pages."""
        from concord.foundation.accounts import events  # noqa: F401 - importing registers them
