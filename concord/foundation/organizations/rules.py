"""What an organization and a membership can be, whoever asks. Pure."""

from collections.abc import Collection, Iterable, Mapping
from zoneinfo import available_timezones

from concord.foundation.lib.denied import Invalid, Problem
from concord.foundation.organizations import codes

_REVIEW_DAYS = range(codes.LEAST_REVIEW_DAYS, codes.MOST_REVIEW_DAYS + 1)


def check_kind(org_type: str, sub_type: str, sectors: Iterable[str]) -> None:
    """Refuse a type, sub-type or sector that the vocabularies do not name (DIR-02, DIR-03)."""
    problems = []
    if org_type not in codes.SUB_TYPES:
        problems.append(Problem("org_type", "unknown_type"))
    elif sub_type and sub_type not in codes.SUB_TYPES[org_type]:
        problems.append(Problem("sub_type", "unknown_sub_type"))
    if not set(sectors) <= set(codes.SECTORS):
        problems.append(Problem("sectors", "unknown_sector"))
    if problems:
        raise Invalid(problems)


def check_regions(regions: Iterable[str], *, known: Iterable[str]) -> None:
    """Refuse a region that the network does not have."""
    if not set(regions) <= set(known):
        raise Invalid([Problem("regions", "unknown_region")])


def check_regime(regime: str) -> None:
    if regime not in codes.REGIMES:
        raise Invalid([Problem("confidentiality_regime", "unknown_regime")])


def check_scheme(scheme: str) -> None:
    if scheme not in codes.REGION_SCHEMES:
        raise Invalid([Problem("scheme", "unknown_scheme")])


def check_network(facts: Mapping[str, object]) -> None:
    """Refuse an unknown time zone or scheme, a way out that is not secure, too short or long an interval."""
    problems = []
    if "time_zone" in facts and facts["time_zone"] not in available_timezones():
        problems.append(Problem("time_zone", "unknown_time_zone"))
    if "region_scheme" in facts and facts["region_scheme"] not in codes.REGION_SCHEMES:
        problems.append(Problem("region_scheme", "unknown_scheme"))
    if "exit_url" in facts and not str(facts["exit_url"]).startswith("https://"):
        problems.append(Problem("exit_url", "exit_not_secure"))
    if "review_interval_days" in facts and facts["review_interval_days"] not in _REVIEW_DAYS:
        problems.append(Problem("review_interval_days", "review_interval_unfit"))
    if problems:
        raise Invalid(problems)


def check_roles(roles: Collection[str]) -> None:
    """Refuse unknown roles, none at all, and analyst beside a case-facing role (TIER-08)."""
    held = set(roles)
    if not held:
        raise Invalid([Problem("roles", "roles_missing")])
    if not held <= set(codes.ROLES):
        raise Invalid([Problem("roles", "unknown_role")])
    if "analyst" in held and held & codes.CASE_FACING:
        raise Invalid([Problem("roles", "analyst_apart")])
