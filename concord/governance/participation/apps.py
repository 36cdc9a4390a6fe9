from django.apps import AppConfig


class ParticipationConfig(AppConfig):
    name = "concord.governance.participation"
    label = "participation"
