from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "concord.governance.agreements"
    label = "agreements"
