"""The verbs of access: standing, people of an organization, organizations, keys."""

from concord.foundation.access.actions.standing import set_standing

__all__ = ["set_standing"]
