from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "concord.foundation.audit"
    label = "audit"
