from django.apps import AppConfig


class ProtocolsConfig(AppConfig):
    name = "concord.governance.protocols"
    label = "protocols"
