"""No invented person gets into a real network."""

from django.conf import settings
from django.core.management.base import CommandError


def refuse_in_production() -> None:
    """Raise CommandError in what looks like a real installation: a secret of its own, an https address."""
    if settings.PRODUCTION_SECRET or settings.SECURE:
        raise CommandError(
            "This is a real installation: CONCORD_SECRET_KEY is set, or CONCORD_ORIGIN is https. "
            "The invented people of the demo stay out of it. To begin: concord network start."
        )
