from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "concord.foundation.accounts"
    label = "accounts"
    verbose_name = "People and sign-in"
