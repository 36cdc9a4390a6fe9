from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "concord.foundation.organizations"
    label = "organizations"
