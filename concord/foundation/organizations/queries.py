"""Reads organizations, programs, regions and the network's own facts, which are public to every member."""

from collections.abc import Sequence
from uuid import UUID

from django.conf import settings

from concord.foundation.lib.denied import NotVisible
from concord.foundation.organizations.models import Network, Organization, Program, Region


def get_network() -> Network:
    """Return what holds for the whole network; the defaults until somebody has settled it."""
    return Network.objects.filter(id=1).first() or Network(exit_url=settings.NEUTRAL_EXIT_URL)


def get_exit_url() -> str:
    """Return where Leave leads to: a secure address elsewhere."""
    return get_network().exit_url or str(settings.NEUTRAL_EXIT_URL)


def get_organization(reference: str) -> Organization:
    """Return an organization by its reference; raises NotVisible where there is none."""
    found = Organization.objects.filter(reference=reference).first()
    if found is None:
        raise NotVisible
    return found


def list_regions(scheme: str = "") -> Sequence[Region]:
    """List the regions, of one scheme or of all."""
    return list(Region.objects.filter(scheme=scheme) if scheme else Region.objects.all())


def list_programs(organization_id: UUID) -> Sequence[Program]:
    """List an organization's programs in their order."""
    return list(Program.objects.filter(organization_id=organization_id))
