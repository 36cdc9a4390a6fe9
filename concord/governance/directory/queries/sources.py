"""Where rows come from: the organizations below with what this room says of them; and who looks."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet

from concord.foundation.access.actor import Actor
from concord.foundation.organizations import queries as below
from concord.governance.directory.models import Listing, Opening
from concord.governance.directory.rules import (
    ActorFacts,
    ListingFacts,
    OpeningFacts,
    opening_view,
)
from concord.governance.directory.seen import OpeningView

_LAW_ENFORCEMENT: Final = "law_enforcement"
# SEC-11: treatment providers, probation and parole serve people who cause harm.
_SEPARATED_SECTORS: Final = frozenset({"probation_parole", "batterer_treatment", "sex_offender_treatment"})


def organizations() -> QuerySet[Any]:
    """Return all verified organizations, those that have ended too."""
    return below.list_verified_organizations()


def programs() -> QuerySet[Any]:
    """Return all programs of verified organizations, with organization, tier and listing."""
    return below.list_verified_programs().select_related(
        "organization__standing", "listing__last_confirmed_by", "listing__edited_by"
    )


def get_regions() -> tuple[tuple[str, str], ...]:
    """Return code and name of every region, in their order."""
    return tuple((region.code, region.name) for region in below.list_regions())


def tier_of(organization: Any) -> int:
    """Return the current tier; an organization whose standing was never written stands at 1."""
    standing = getattr(organization, "standing", None)
    return standing.tier if standing is not None else 1


def listing_of(program: Any) -> Listing | None:
    """Return a program's listing, or None where it has none."""
    found: Listing | None = getattr(program, "listing", None)
    return found


def facts_of(program: Any, listing: Listing) -> ListingFacts:
    """Return what the rules ask of a listing."""
    return ListingFacts(
        program_id=program.id,
        organization_id=program.organization_id,
        listing_state=listing.listing_state,
        serves_pwch=program.serves_pwch,
        publish_openings_tier1=listing.publish_openings_tier1,
        publish_on_call_tier1=listing.publish_on_call_tier1,
        opt_in_law_enforcement=listing.opt_in_law_enforcement,
        time_zone=listing.time_zone,
    )


def get_actor_facts(for_: Actor) -> ActorFacts:
    """Return what the rules ask of who looks, in one query.

    Somebody who works for one program counts as that program; somebody without one counts as serving
    people who cause harm as soon as one program of the organization does.
    """
    if for_.organization_id is None:
        return ActorFacts(None, 4 if for_.door == "job" else 0)
    rows = list(
        organizations().filter(id=for_.organization_id).values(
            "sub_type", "sectors", "programs__id", "programs__serves_pwch",
            "programs__confidentiality_regime",
        )
    )  # fmt: skip
    sectors = set(rows[0]["sectors"]) if rows else set()
    mine = [row for row in rows if for_.program_id in {None, row["programs__id"]}]
    separated = any(row["programs__serves_pwch"] for row in mine)
    if for_.program_id is None:
        separated = separated or bool(sectors & _SEPARATED_SECTORS)
    return ActorFacts(
        organization_id=for_.organization_id,
        tier=for_.tier,
        direct_service=for_.org_type == "direct_service",
        law_enforcement=_LAW_ENFORCEMENT in sectors
        or any(row["sub_type"] == _LAW_ENFORCEMENT for row in rows)
        or any(row["programs__confidentiality_regime"] == _LAW_ENFORCEMENT for row in mine),
        serves_pwch=separated,
    )


def openings_for(
    viewer: ActorFacts, listings: Mapping[UUID, ListingFacts], now: datetime
) -> dict[UUID, tuple[OpeningView, ...]]:
    """Return, for each program, its openings as the viewer may see them; absent ones are left out."""
    return seen(viewer, listings, Opening.objects.filter(program_id__in=listings).order_by("kind"), now)


def seen(
    viewer: ActorFacts, listings: Mapping[UUID, ListingFacts], stored: Iterable[Opening], now: datetime
) -> dict[UUID, tuple[OpeningView, ...]]:
    """Sort openings by program, each as the viewer may see it."""
    views: dict[UUID, list[OpeningView]] = {}
    for opening in stored:
        view = opening_view(viewer, listings[opening.program_id], opening_facts(opening), now)
        if view.shows != "none":
            views.setdefault(opening.program_id, []).append(view)
    return {program_id: _one_line(of_program) for program_id, of_program in views.items()}


def opening_facts(stored: Opening) -> OpeningFacts:
    """Return what the rules ask of an opening."""
    return OpeningFacts(stored.kind, stored.state, stored.band, stored.updated_at, stored.changed_at)


def _one_line(views: list[OpeningView]) -> tuple[OpeningView, ...]:
    """Say "call the line" once, without the kinds: they too tell what is there."""
    if any(view.shows == "line" for view in views):
        return (OpeningView("line"),)
    return tuple(views)
