"""Dataclasses of the queries as templates show them: labels, addresses, and which buttons stand there."""

from collections.abc import Iterable, Mapping
from datetime import time
from typing import Any

from django.urls import reverse

from concord.foundation.access.actor import Actor
from concord.foundation.lib.denied import allowed
from concord.governance.directory import codes, rules, words
from concord.governance.directory.queries import (
    ContactRow,
    Hours,
    OrganizationDetail,
    ProgramDetail,
    ProgramRow,
)


def categories(given: Iterable[str], local_names: Mapping[str, str] | None = None) -> list[dict[str, str]]:
    """Return categories with the local word beside and the definition one click away (DIR-05)."""
    page = reverse("directory:services")
    return [
        {
            "label": words.category_label(code),
            "local": (local_names or {}).get(code, ""),
            "url": f"{page}#{code}",
        }
        for code in given
    ]


def row(shown: ProgramRow, lacks: Iterable[str] = ()) -> dict[str, Any]:
    """Return a line of the directory; ``lacks``: contacts that its organization has not named."""
    return {
        "name": shown.program_name or shown.organization_name,
        "organization": shown.organization_name if shown.program_name else "",
        "url": _url_of(shown),
        "type": words.label(words.SUB_TYPES, shown.sub_type)
        if shown.sub_type
        else words.label(words.ORG_TYPES, shown.org_type),
        "categories": categories(shown.categories),
        "languages": words.labels(words.LANGUAGES, shown.languages),
        "accessibility": words.labels(words.ACCESSIBILITY, shown.accessibility),
        "asks": words.labels(words.FACETS, shown.asks),
        "phone": shown.phone,
        "ended": shown.ended,
        "paused": shown.paused,
        "unconfirmed": shown.listing_state == codes.COALITION_LISTED,
        "due": shown.listed and shown.confirmation_due,
        "region_missing": shown.region_missing and not shown.ended,
        "lacking": [] if shown.ended else words.say_lacking(lacks),
        "openings": [words.say_opening(view) for view in shown.openings],
    }


def _url_of(shown: ProgramRow) -> str:
    if shown.listed:
        return reverse("directory:program", args=[shown.program_reference])
    return reverse("directory:organization", args=[shown.organization_reference])


def program(shown: ProgramDetail, actor: Actor) -> dict[str, Any]:
    """Return a program's page or its part of the organization's page."""
    reference = shown.row.organization_reference
    return {
        **row(shown.row),
        **_offer(shown),
        **_takes(shown),
        **_reach(shown),
        "reference": shown.row.program_reference,
        "organization": shown.row.organization_name,
        "organization_url": reverse("directory:organization", args=[reference]),
        "confirmed_at": shown.row.confirmed_at,
        "confirmed_by": shown.confirmed_by,
        "may_edit": allowed(rules.check_edit, actor, shown.facts) is None,
        "may_confirm": allowed(rules.check_own_edit, actor, shown.facts.organization_id) is None,
        "may_claim": allowed(rules.check_claim, actor, shown.facts) is None,
    }


def _offer(shown: ProgramDetail) -> dict[str, Any]:
    return {
        "description": shown.description,
        "categories": categories(shown.row.categories, shown.local_names),
        "harm_scope": words.labels(words.HARM_SCOPES, shown.row.harm_scope),
        "serves": words.labels(words.SERVES, shown.row.serves),
        "regions": list(shown.row.regions),
        "interpreter": shown.row.interpreter_available,
        "communities": [*words.labels(words.COMMUNITIES, shown.communities), *shown.population_focus],
        "culturally_specific": shown.culturally_specific,
    }


def _takes(shown: ProgramDetail) -> dict[str, Any]:
    return {
        "eligibility": [
            {
                "field": words.label(words.ELIGIBILITY_FIELDS, each.field),
                "rule": words.label(words.ELIGIBILITY_RULES, each.rule),
                "text": each.plain_text,
            }
            for each in shown.eligibility
        ],
        "facets": [
            (words.label(words.FACETS, code), words.label(words.FACET_ANSWERS, shown.facets[code]))
            for code in codes.FACETS
            if code in shown.facets
        ],
        "length_of_stay": shown.length_of_stay,
        "how_to_get_in": shown.how_to_get_in,
        "address": shown.address,
        "address_confidential": shown.address_confidential,
    }


def _reach(shown: ProgramDetail) -> dict[str, Any]:
    return {
        "hours": hours(shown.hours),
        "always_open": shown.hours.always_open,
        "time_zone": shown.hours.time_zone.replace("_", " "),
        "closures": sorted(shown.hours.closures),
        "preferred_channel": words.label(words.PREFERRED_CHANNELS, shown.preferred_channel),
        "urgent_phone": shown.urgent_phone,
        "after_hours": shown.after_hours_process,
        "channels": [
            {
                "reference": each.reference,
                "kind": words.label(words.CHANNEL_KINDS, each.kind),
                "is_phone": each.kind in {"phone", "fax"},
                "value": each.value,
                "hours": each.hours,
            }
            for each in shown.channels
        ],
    }


def hours(given: Hours) -> list[tuple[str, str]]:
    """Return the week as lines of day and times; days without hours are left out."""
    return [
        (str(words.WEEKDAYS[weekday]), ", ".join(_span(opens, closes) for opens, closes in pairs))
        for weekday, pairs in sorted(given.weekly.items())
    ]


def _span(opens: time, closes: time) -> str:
    return f"{opens:%H:%M}\u2013{closes:%H:%M}"


def contact(shown: ContactRow) -> dict[str, Any]:
    """Return a contact as a line."""
    return {
        "reference": shown.reference,
        "scope": words.label(words.CONTACT_SCOPES, shown.scope),
        "rank": words.label(words.CONTACT_RANKS, shown.rank) if shown.rank else "",
        "name": shown.name,
        "title": shown.role_title or "",
        "phone": shown.phone or "",
        "extension": shown.extension,
        "email": shown.secure_email,
        "after_hours": shown.after_hours_process,
        "warnings": words.labels(words.CONTACT_WARNINGS, shown.warnings),
        "confirmed_at": shown.last_confirmed_at,
        "confirmed_by": shown.confirmed_by,
    }


def organization(shown: OrganizationDetail, actor: Actor) -> dict[str, Any]:
    """Return an organization's page."""
    tier_name, tier_means = words.TIERS[shown.tier]
    return {
        "id": shown.id,
        "reference": shown.reference,
        "name": shown.name,
        "type": words.label(words.ORG_TYPES, shown.org_type),
        "sub_type": words.label(words.SUB_TYPES, shown.sub_type) if shown.sub_type else "",
        "sectors": words.labels(words.SECTORS, shown.sectors),
        "tier": shown.tier,
        "tier_name": tier_name,
        "tier_means": tier_means,
        "regions": list(shown.regions),
        "ended": shown.ended,
        "paused": shown.status == "paused",
        "ended_on": shown.ended_on,
        "legacy_contact": shown.legacy_contact,
        "website": shown.website,
        "phone": shown.phone,
        "public_body": shown.public_body,
        "nation_or_tribe": shown.nation_or_tribe,
        "programs": [program(each, actor) for each in shown.programs],
        "unlisted": [row(each) for each in shown.unlisted],
        "region_missing": shown.region_missing and not shown.ended,
        "contacts": [contact(each) for each in shown.contacts],
        "lacking": words.say_lacking(shown.contacts_incomplete),
        "own": shown.own,
        "may_add": allowed(rules.check_create, actor, shown.id) is None and not shown.ended,
        "may_end": allowed(rules.check_end, actor, shown.id) is None and not shown.ended,
        "may_name": allowed(rules.check_own_edit, actor, shown.id) is None,
    }
