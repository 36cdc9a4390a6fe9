"""What is fixed of the exchange in HSDS 3.1: versions, measures, and what is told as coded attributes."""

from types import MappingProxyType
from typing import Final
from uuid import UUID

from concord.foundation.organizations import codes as organizations
from concord.governance.directory import codes as directory

VERSION: Final = "3.1"
PROFILE: Final = "https://docs.openreferral.org/en/v3.1.1/"
# Ids that we make are derived under this name from keys that are never shown.
NAMESPACE: Final = UUID("0d8f5c9e-6a0e-5b57-9c1a-3f6b7d1c2e44")

# Measures of what is read.
MOST_BYTES: Final = 20_000_000  # of the file that is brought in
MOST_UNPACKED: Final = 80_000_000  # of everything that a package holds
MOST_MEMBERS: Final = 60
MOST_ROWS: Final = 200_000
MOST_DEPTH: Final = 24
MOST_FAULTS: Final = 200  # told one by one; the rest is counted

# Measures of what is told to everybody.
PER_PAGE: Final = 25
MOST_PER_PAGE: Final = 100
LIMITS: Final = "240/m/ip"

FLAGS: Final = ("yes",)
# Fields of a listing that HSDS has no place for: each becomes coded attributes under a taxonomy of ours.
# field -> the codes that it may hold
SETS: Final = MappingProxyType(
    {
        "categories": directory.CATEGORIES,
        "harm_scope": directory.HARM_SCOPES,
        "serves": directory.SERVES,
        "communities": directory.COMMUNITIES,
        "accessibility": directory.ACCESSIBILITY,
        "facets": directory.FACETS,
        "eligibility": directory.ELIGIBILITY_FIELDS,
        "preferred_channel": directory.PREFERRED_CHANNELS,
        "regime": organizations.REGIMES,
        "org_type": organizations.TYPES,
        "sub_type": tuple(dict.fromkeys(sub for subs in organizations.SUB_TYPES.values() for sub in subs)),
        "sectors": organizations.SECTORS,
        "status": organizations.STATUSES,
    }
)
# Fields whose codes are those of another field's taxonomy.
BORROWED: Final = MappingProxyType({"local_names": "categories", "taxonomy_codes": "categories"})
# Texts and yes-or-no facts: one taxonomy, one term each.
FACTS: Final = (
    "population_focus", "culturally_specific", "length_of_stay", "after_hours_process", "time_zone",
    "closures", "address_confidential", "publish_openings_tier1", "publish_on_call_tier1",
    "opt_in_law_enforcement", "in_person", "secure_email", "region", "public_body", "nation_or_tribe",
    "ended_on",
)  # fmt: skip
FACTS_TAXONOMY: Final = "facts"
# What the network's own members may read, and nobody outside.
INTERNAL: Final = frozenset(
    {"regime", "publish_openings_tier1", "publish_on_call_tier1", "opt_in_law_enforcement"}
)

STATUSES: Final = MappingProxyType(
    {"active": "active", "paused": "temporarily closed", organizations.ENDED: "defunct"}
)
READ_STATUSES: Final = MappingProxyType(
    {
        "active": "active",
        "temporarily closed": "paused",
        "inactive": organizations.ENDED,
        "defunct": organizations.ENDED,
    }
)
DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
URGENT: Final = "Urgent line"  # the description that marks a number as the urgent one
BAND_SCHEME: Final = "concord-opening-band"
BANDS: Final = MappingProxyType({"none": 0, "some": 1, "several": 2})
