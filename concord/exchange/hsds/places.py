"""Where a service is, and above all: how the place of one that hides it leaves every record (DIR-13, DIR-18).

A confidential place has no physical location, no address, no coordinates and no directions, wherever in a
record they might stand. A postal box and a virtual location stay where they are stated.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

from concord.exchange.hsds import identifiers, lenses
from concord.exchange.hsds.lenses import Lens, Told, fit, keep, rows
from concord.exchange.hsds.structure import Record
from concord.foundation.lib.screening import Kind, screen

_SERVICE: Final = "service"
_CONFIDENTIAL: Final = "address_confidential"
_LONGEST: Final = 200
_PLACES: Final = frozenset({Kind.STREET_ADDRESS, Kind.COORDINATES})
# How others flag a place that is not to be told: iCarol's own word first, then what is seen elsewhere.
_FLAGS: Final = frozenset(
    {"physicaladdressisprivate", "addressisprivate", "addressconfidential", "isaddressconfidential",
     "confidentialaddress", "isconfidential", "confidential", "hideaddress", "locationconfidential"}
)  # fmt: skip
_YES: Final = frozenset({"true", "yes", "y", "1", "t", "on"})
# Names of fields that tell a place, in any record and under any spelling.
_TELLING: Final = re.compile(
    r"^(x_|geo_|physical|mailing)?(lat|latitude|lon|lng|longitude|coord\w*|geo\w*|street\w*|address(_?\d|line\w*)?|"
    r"physicaladdress\w*|post_?code|postal_?code|zip\w*|transportation|directions|extent|extent_type|"
    r"external_identifier\w*|cross_?street\w*|plus_?code|what3words|map\w*)$",
    re.IGNORECASE,
)
_NOT_KNOWN: Final = "n/a"  # HSDS asks for every part of an address
_BOX: Final = re.compile(r"^(p\.?\s*o\.?\s*box|post office box|pmb)\s*#?\s*\w+$", re.IGNORECASE)
_PARTS: Final = frozenset(
    {"id", "location_id", "address_1", "city", "region", "state_province", "postal_code", "country",
     "address_type"}
)  # fmt: skip
_US: Final = re.compile(r"^(?P<line>.+), (?P<city>[^,]+), (?P<state>[A-Z]{2}) (?P<zip>\d{5}(-\d{4})?)$")


def is_flagged(record: Mapping[str, Any]) -> bool:
    """Tell whether a record, or anything that hangs on it, is marked as a place not to be told."""
    return any(True for _ in _flags(record))


def _flags(held: Any) -> Iterator[str]:
    if isinstance(held, dict):
        if held.get("link_type") == _CONFIDENTIAL and held.get("value") == "yes":
            yield _CONFIDENTIAL
        for key, value in held.items():
            if _is_flag(key) and str(value).strip().casefold() in _YES:
                yield str(key)
            elif isinstance(value, dict | list):
                yield from _flags(value)
    elif isinstance(held, list):
        for one in held:
            yield from _flags(one)


@lru_cache(maxsize=4096)
def _is_flag(key: str) -> bool:
    return re.sub(r"[^a-z]", "", key.casefold()) in _FLAGS


# -- the two facts ---------------------------------------------------------------------------------
def _read_confidential(record: Record) -> bool:
    return is_flagged(record)


def _write_confidential(record: Record, value: bool) -> None:  # noqa: FBT001 - a lens writes whatever its value is
    if not value:
        _unflag(record)
    told = [Told(_CONFIDENTIAL, "yes")] if value else []
    lenses.set_attributes(record, _SERVICE, _CONFIDENTIAL, told)


def _unflag(held: Any) -> None:
    if isinstance(held, dict):
        for key in [key for key in held if _is_flag(key)]:
            del held[key]
        for one in held.values():
            _unflag(one)
    elif isinstance(held, list):
        for one in held:
            _unflag(one)


def _locations(record: Record) -> Iterator[Record]:
    for link in rows(record, "service_at_locations"):
        place = link.get("location")
        if isinstance(place, dict) and place.get("location_type", "physical") == "physical":
            yield place


def _read_address(record: Record) -> str:
    for place in _locations(record):
        for one in rows(place, "addresses"):
            if one.get("address_type", "physical") != "postal" and (said := joined(one)):
                return said
    return ""


def joined(one: Mapping[str, Any]) -> str:
    """Say an address in one line."""
    one = {key: value for key, value in one.items() if value != _NOT_KNOWN}
    region = " ".join(
        part for part in (fit(one.get("state_province"), 60), fit(one.get("postal_code"), 20)) if part
    )
    parts = (
        fit(one.get("address_1"), _LONGEST),
        fit(one.get("address_2"), 60),
        fit(one.get("city"), 60),
        region,
    )
    return fit(", ".join(part for part in parts if part), _LONGEST)


def taken_apart(said: str) -> Record:
    """Return the parts of an address that was said in one line; where they are not plain, all is one part."""
    found = _US.match(said)
    if found is None:
        return {
            "address_1": said,
            **dict.fromkeys(("city", "state_province", "postal_code"), _NOT_KNOWN),
            "country": "US",
        }
    return {
        "address_1": found["line"],
        "city": found["city"],
        "state_province": found["state"],
        "postal_code": found["zip"],
        "country": "US",
    }


def _write_address(record: Record, value: str) -> None:
    held = [link for link in rows(record, "service_at_locations") if not _is_physical(link)]
    if value:
        own = str(record["id"])
        place, link = identifiers.below(own, "location"), identifiers.below(own, "service_at_location")
        address = {"id": identifiers.below(own, "address"), **taken_apart(value), "address_type": "physical"}
        location: Record = {"id": place, "location_type": "physical", "addresses": [address]}
        held.insert(0, {"id": link, "location": location})
    keep(record, "service_at_locations", held)


def _is_physical(link: Record) -> bool:
    place = link.get("location")
    return isinstance(place, dict) and place.get("location_type", "physical") == "physical"


LENSES: Final = (
    Lens("address_confidential", _read_confidential, _write_confidential),
    Lens("address", _read_address, _write_address),
)


# -- hiding ----------------------------------------------------------------------------------------
def hidden(records: Iterable[Record]) -> frozenset[str]:
    """Return the ids and the written addresses of the places of services that hide them."""
    return frozenset(part for record in records for part in _places_of(record))


def _places_of(record: Record) -> Iterator[str]:
    for place in _every_location(record):
        yield str(place.get("id", ""))
        for one in rows(place, "addresses"):
            yield _plain(joined(one))


def _every_location(held: Any) -> Iterator[Record]:
    if isinstance(held, dict):
        if "location_type" in held or "addresses" in held:
            yield held
        for one in held.values():
            yield from _every_location(one)
    elif isinstance(held, list):
        for one in held:
            yield from _every_location(one)


def _plain(said: str) -> str:
    return " ".join(re.sub(r"[^\w]+", " ", said.casefold()).split())


def conceal(record: Record) -> Record:
    """Return a record without the place: what is left may be told of a service that hides where it is."""
    found: Record = _without(record)
    return found


def conceal_shared(record: Record, places: frozenset[str]) -> Record:
    """Return a record of somebody else without the places that a confidential service shares with it."""
    wanted = places - {""}
    found: Record = _without_shared(record, wanted) if wanted else record
    return found


def _without(held: Any) -> Any:
    if isinstance(held, dict):
        if _is_box(held):
            return {key: value for key, value in held.items() if key in _PARTS}
        return {
            key: kept
            for key, value in held.items()
            if not _tells(key, value) and (kept := _without(value)) is not None
        }
    if isinstance(held, list):
        return [kept for one in held if not _is_place(one) and (kept := _without(one)) is not None]
    if isinstance(held, str) and not identifiers.is_one(held):
        return None if any(finding.kind in _PLACES for finding in screen(held)) else held
    return held


def _tells(key: str, value: Any) -> bool:
    if key == "addresses" and isinstance(value, list):
        return False  # looked at one by one: a postal box may stay
    if _is_place(value):
        return True
    return bool(_TELLING.match(str(key)))


def _is_place(one: Any) -> bool:
    """Tell whether a record is a physical location, leads to one, or is an address of one."""
    if not isinstance(one, dict):
        return False
    if one.get("location_type") == "physical" or _is_physical(one):
        return True
    return ("address_type" in one or "address_1" in one) and not _is_box(one)


def _is_box(one: Mapping[str, Any]) -> bool:
    """Tell whether an address is a box at a post office, which nobody can be followed to."""
    if one.get("address_type") != "postal" or not _BOX.match(fit(one.get("address_1"), _LONGEST)):
        return False
    return not any(finding.kind in _PLACES for finding in screen(fit(one.get("address_2"), _LONGEST)))


def _without_shared(held: Any, places: frozenset[str]) -> Any:
    if isinstance(held, dict):
        return {
            key: _without_shared(value, places) for key, value in held.items() if not _shares(value, places)
        }
    if isinstance(held, list):
        return [_without_shared(one, places) for one in held if not _shares(one, places)]
    return held


def _shares(one: Any, places: frozenset[str]) -> bool:
    if not isinstance(one, dict):
        return False
    place = one.get("location")
    if isinstance(place, dict) and _shares(place, places):
        return True
    if str(one.get("location_id", "")) in places or ("location_type" in one and str(one.get("id")) in places):
        return True
    return ("address_1" in one or "address_type" in one) and _plain(joined(one)) in places
