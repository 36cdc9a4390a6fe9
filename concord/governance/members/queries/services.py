"""The service map of a region: which services there are, and who offers them."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from concord.foundation.organizations import queries as organizations
from concord.governance.directory import codes, rules
from concord.governance.directory.states import ENDED

MOST: Final = 25  # programs of a category that are named; the directory has the others


@dataclass(frozen=True, slots=True)
class Offer:
    """A program that offers something in a region: its name and how sure its entry is, no place."""

    reference: str
    name: str
    organization: str
    paused: bool
    unconfirmed: bool
    due: bool


@dataclass(frozen=True, slots=True)
class Service:
    """A category with the first of those who offer it, by name, and how many there are."""

    offers: tuple[Offer, ...]
    count: int


def list_services(region: str, now: datetime) -> dict[str, Service]:
    """List every category with the programs of a region that offer it, in one query (DIR-10).

    A category that nobody offers stands there with nobody; what has ended is left out.
    """
    offered: defaultdict[str, list[Offer]] = defaultdict(list)
    counts: Counter[str] = Counter()
    found = (
        organizations.list_verified_programs()
        .filter(listing__regions__contains=[region])
        .exclude(status=ENDED)
        .exclude(organization__status=ENDED)
        .annotate(review_days=organizations.get_review_days())
        .order_by("organization__name", "name", "id")
        .values_list(
            "reference", "name", "organization__name", "status", "organization__status",
            "listing__listing_state", "listing__last_confirmed_at", "review_days", "listing__categories",
        )
    )  # fmt: skip
    for reference, name, organization, status, theirs, state, confirmed_at, days, categories in found:
        offer = Offer(
            reference=reference,
            name=name,
            organization=organization,
            paused="paused" in {status, theirs},
            unconfirmed=state == codes.COALITION_LISTED,
            due=rules.is_due(confirmed_at, now, days=days),
        )
        counts += Counter(categories)
        for category in categories:
            if len(offered[category]) < MOST:
                offered[category].append(offer)
    return {category: Service(tuple(offered[category]), counts[category]) for category in codes.CATEGORIES}
