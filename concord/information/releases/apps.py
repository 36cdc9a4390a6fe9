from django.apps import AppConfig


class ReleasesConfig(AppConfig):
    name = "concord.information.releases"
    label = "releases"
