from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "concord.foundation.events"
    label = "events"
