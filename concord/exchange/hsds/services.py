"""A program of ours and a service of HSDS: every fact both know, as a table of lenses."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time
from typing import Final

from concord.exchange.hsds import codes, identifiers, lenses, terms
from concord.exchange.hsds.lenses import Lens, Told, fit, keep, rows
from concord.exchange.hsds.structure import Record
from concord.governance.directory import codes as directory

_SERVICE: Final = "service"
_VOICE: Final = frozenset({"", "voice", "cell", "hotline", "tty"})
# -- telephones ------------------------------------------------------------------------------------
# First the main number, then the urgent one, then other channels: (kind, number, hours).
Phones = tuple[str, str, tuple[tuple[str, str, str], ...]]


def _read_phones(record: Record) -> Phones:
    main, urgent, others = "", "", []
    extra = _further_ids(record)
    for one in rows(record, "phones"):
        number, said = fit(one.get("number"), 40), fit(one.get("description"), 120)
        if not _is_read(one):
            continue
        voice = str(one.get("type") or "").casefold() in _VOICE
        if voice and said == codes.URGENT and not urgent:
            urgent = number
        elif voice and not main and one.get("id") not in extra:
            main = number
        else:
            others.append(("phone" if voice else "fax", number, said))
    return main, urgent, tuple(dict.fromkeys(others))


def _further_ids(record: Record) -> frozenset[str]:
    """Return the ids that we give to numbers which are not the main one."""
    held = rows(record, "phones")
    if not any(identifiers.is_derived(one.get("id")) for one in held):
        return frozenset()  # nothing of ours among them
    numbers = {fit(one.get("number"), 40) for one in held}
    return frozenset(
        _phone_id(record, place, number) for number in numbers for place in range(2, len(held) + 2)
    )


def _phone_id(record: Record, place: int, number: str) -> str:
    return identifiers.below(str(record.get("id")), "phone", place, number)


def _write_phones(record: Record, value: Phones) -> None:
    main, urgent, others = value
    ours: list[Record] = []
    wanted = [("voice", main, ""), ("voice", urgent, codes.URGENT)]
    wanted += [("fax" if kind == "fax" else "voice", number, hours) for kind, number, hours in others]
    for place, (kind, number, said) in enumerate(wanted):
        if number:
            made = {"id": _phone_id(record, place, number), "number": number, "type": kind}
            ours.append(made | ({"description": said} if said else {}))
    kept = [one for one in rows(record, "phones") if not _is_read(one)]
    keep(record, "phones", ours + kept)


def _is_read(one: Record) -> bool:
    kind = str(one.get("type") or "").casefold()
    return bool(fit(one.get("number"), 40)) and (kind in _VOICE or kind == "fax")


# -- web and mail ----------------------------------------------------------------------------------
Links = tuple[tuple[str, str], ...]  # (address, hours)


def _read_web(record: Record) -> Links:
    held = [(fit(record.get("url"), 200), "")]
    held += [
        (fit(one.get("url"), 200), fit(one.get("label"), 120)) for one in rows(record, "additional_urls")
    ]
    return _once(pair for pair in held if _is_web(pair[0]))


def _is_web(address: str) -> bool:
    return address.startswith(("https://", "http://"))


def _write_web(record: Record, value: Links) -> None:
    record.pop("url", None)
    rest = list(value)
    if rest and not rest[0][1]:
        record["url"] = rest.pop(0)[0]
    held = [one for one in rows(record, "additional_urls") if not _is_web(fit(one.get("url"), 200))]
    for address, hours in rest:
        made = {"id": identifiers.below(str(record["id"]), "url", address), "url": address}
        held.append(made | ({"label": hours} if hours else {}))
    keep(record, "additional_urls", held)


def _read_mail(record: Record) -> Links:
    held = [(fit(record.get("email"), 200), "")]
    held += [(told.value, told.label) for told in lenses.attributes(record, "secure_email")]
    return _once(pair for pair in held if "@" in pair[0])


def _write_mail(record: Record, value: Links) -> None:
    record.pop("email", None)
    rest = list(value)
    if rest and not rest[0][1]:
        record["email"] = rest.pop(0)[0]
    told = [Told("secure_email", address, hours) for address, hours in rest]
    lenses.set_attributes(record, _SERVICE, "secure_email", told)


def _read_places(record: Record) -> Links:
    return _once((one.value, one.label) for one in lenses.attributes(record, "in_person") if one.value)


def _write_places(record: Record, value: Links) -> None:
    told = [Told("in_person", place, hours) for place, hours in value]
    lenses.set_attributes(record, _SERVICE, "in_person", told)


def _once(pairs: Iterator[tuple[str, str]]) -> Links:
    found: dict[str, str] = {}
    for address, hours in pairs:
        found.setdefault(address, hours)
    return tuple(found.items())


# -- languages, areas, accessibility ---------------------------------------------------------------
_NAMES: Final = {"english": "en", "spanish": "es", "french": "fr", "portuguese": "pt", "arabic": "ar"}


def _language(one: Record) -> str:
    code = str(one.get("code") or "").strip().casefold().partition("-")[0]
    found = code or _NAMES.get(str(one.get("name") or "").strip().casefold(), "")
    return found if found in directory.LANGUAGES else ""


def _read_languages(record: Record) -> tuple[str, ...]:
    held = {_language(one) for one in rows(record, "languages")}
    return tuple(code for code in directory.LANGUAGES if code in held)


def _write_languages(record: Record, value: Sequence[str]) -> None:
    held = [one for one in rows(record, "languages") if not _language(one) or _language(one) in value]
    there = {_language(one) for one in held}
    held += [
        {"id": identifiers.below(str(record["id"]), "language", code), "code": code}
        for code in value
        if code not in there
    ]
    keep(record, "languages", held)


def _read_interpreter(record: Record) -> bool:
    return bool(fit(record.get("interpretation_services"), 400))


def _write_interpreter(record: Record, value: bool) -> None:  # noqa: FBT001 - a lens writes whatever its value is
    if value:
        record["interpretation_services"] = "An interpreter can be called in."
    else:
        record.pop("interpretation_services", None)


def regions(known: Mapping[str, str]) -> Lens:
    """Map the areas that are regions of this network: code -> name; other areas stay as they are."""
    by_name = {name.casefold(): code for code, name in known.items()}

    def region(area: Record) -> str:
        uri = str(area.get("uri") or "")
        code = uri.removeprefix("urn:region:") if uri.startswith("urn:region:") else ""
        return code if code in known else by_name.get(str(area.get("name") or "").strip().casefold(), "")

    def read(record: Record) -> tuple[str, ...]:
        held = {region(one) for one in rows(record, "service_areas")}
        return tuple(code for code in known if code in held)

    def write(record: Record, value: Sequence[str]) -> None:
        held = [one for one in rows(record, "service_areas") if not region(one) or region(one) in value]
        there = {region(one) for one in held}
        held += [
            {
                "id": identifiers.below(str(record["id"]), "area", code),
                "name": known.get(code, code),
                "uri": f"urn:region:{code}",
            }
            for code in value
            if code not in there
        ]
        keep(record, "service_areas", held)

    return Lens("regions", read, write)


# -- hours -----------------------------------------------------------------------------------------
Week = dict[str, tuple[tuple[str, str], ...]]
_AT: Final = re.compile(r"^([01]\d|2[0-3]):([0-5]\d)(:[0-5]\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?$")


def clock_of(said: object) -> str:
    """Return an opening time as hours and minutes; "" for what is no time of a day."""
    found = _AT.match(said) if isinstance(said, str) else None
    return f"{found[1]}:{found[2]}" if found else ""


def _pairs(one: Record) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield the days of a weekly schedule, each with its times; nothing for any other rhythm."""
    other = ("byweekno", "bymonthday", "byyearday", "until", "count", "valid_from", "valid_to")
    if one.get("freq") not in {"WEEKLY", None, ""} or any(one.get(name) for name in other):
        return
    begins, ends = clock_of(one.get("opens_at")), clock_of(one.get("closes_at"))
    if one.get("interval") not in {1, None} or not begins or not ends or begins == ends:
        return
    for day in str(one.get("byday") or "").replace(" ", "").split(","):
        if day in codes.DAYS:
            yield str(codes.DAYS.index(day)), (begins, ends)


def _read_week(record: Record) -> Week:
    held: dict[str, list[tuple[str, str]]] = {}
    for one in rows(record, "schedules"):
        for day, pair in _pairs(one):
            if not any(_overlap(pair, other) for other in held.get(day, ())):
                held.setdefault(day, []).append(pair)
    return {day: tuple(sorted(pairs)) for day, pairs in sorted(held.items())}


def _overlap(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Tell whether two stretches of a day meet; one that ends earlier than it begins runs into the night."""
    ends = [pair[1] if pair[1] > pair[0] else "24:00" for pair in (one, other)]
    return one[0] < ends[1] and other[0] < ends[0]


def _write_week(record: Record, value: Week) -> None:
    held = [one for one in rows(record, "schedules") if not any(True for _ in _pairs(one))]
    days: dict[tuple[str, str], list[str]] = {}
    for day, pairs in sorted(value.items()):
        for pair in pairs:
            days.setdefault((pair[0], pair[1]), []).append(codes.DAYS[int(day)])
    for (begins, ends), on in days.items():
        held.append(
            {
                "id": identifiers.below(str(record["id"]), "schedule", begins, ends),
                "freq": "WEEKLY",
                "byday": ",".join(on),
                "opens_at": f"{begins}:00",
                "closes_at": f"{ends}:00",
            }
        )
    keep(record, "schedules", held)


def _read_closures(record: Record) -> tuple[date, ...]:
    return tuple(sorted({day for told in lenses.attributes(record, "closures") if (day := _day(told.value))}))


def _write_closures(record: Record, value: Sequence[date]) -> None:
    told = [Told("closures", day.isoformat()) for day in value]
    lenses.set_attributes(record, _SERVICE, "closures", told)


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None


def week_of(hours: Mapping[str, Sequence[Sequence[str]]]) -> Week:
    """Return stored hours in the form that a schedule is read into."""
    week = {}
    for day, pairs in hours.items():
        plain = sorted((_minutes(pair[0]), _minutes(pair[1])) for pair in pairs)
        if plain:
            week[str(day)] = tuple(plain)
    return dict(sorted(week.items()))


def _minutes(said: str) -> str:
    return time.fromisoformat(said).isoformat("minutes")


def _is_always(one: Record) -> bool:
    days = set(str(one.get("byday") or "").replace(" ", "").split(","))
    begins, ends = clock_of(one.get("opens_at")), clock_of(one.get("closes_at"))
    return bool(begins) and begins == ends and days >= set(codes.DAYS)


def _read_always(record: Record) -> bool:
    return any(_is_always(one) for one in rows(record, "schedules"))


def _write_always(record: Record, value: bool) -> None:  # noqa: FBT001 - a lens writes whatever its value is
    held = [one for one in rows(record, "schedules") if not _is_always(one)]
    if value:
        every = {"freq": "WEEKLY", "byday": ",".join(codes.DAYS), "description": "Day and night"}
        made = {"id": identifiers.below(str(record["id"]), "schedule", "always"), **every}
        held.append(made | {"opens_at": "00:00:00", "closes_at": "00:00:00"})
    keep(record, "schedules", held)


# -- eligibility -----------------------------------------------------------------------------------
Criteria = tuple[tuple[str, str, str], ...]  # (field, rule, words)


def _read_eligibility(record: Record) -> Criteria:
    told = lenses.attributes(record, "eligibility")
    if told:
        rules = directory.ELIGIBILITY_RULES
        return tuple((one.code, one.value, one.label) for one in told if one.value in rules)
    found = []
    if said := fit(record.get("eligibility_description"), 400):
        found.append(("who", "ask", said))
    least, most = record.get("minimum_age"), record.get("maximum_age")
    if isinstance(least, int | float) or isinstance(most, int | float):
        ages = " - ".join(f"{age:g}" for age in (least, most) if isinstance(age, int | float))
        found.append(("ages", "required", ages))
    return tuple(found)


def _write_eligibility(record: Record, value: Criteria) -> None:
    for key in ("minimum_age", "maximum_age", "eligibility_description"):
        record.pop(key, None)
    told = [Told(field, rule, said) for field, rule, said in value]
    lenses.set_attributes(record, _SERVICE, "eligibility", told)
    lines = [f"{terms.label('eligibility', field)}: {said or rule}" for field, rule, said in value]
    if lines:
        record["eligibility_description"] = "; ".join(lines)


# -- status ----------------------------------------------------------------------------------------
def _read_status(record: Record) -> str:
    return codes.READ_STATUSES.get(str(record.get("status")), "active")


def _write_status(record: Record, value: str) -> None:
    record["status"] = codes.STATUSES[value]


def read_name(record: Record) -> str:
    """Return the name of a service or an organization, as we can keep it."""
    return fit(record.get("name"), 120)


def write_name(record: Record, value: str) -> None:
    """Name a service or an organization."""
    record["name"] = value


def lenses_of(known_regions: Mapping[str, str]) -> tuple[Lens, ...]:
    """Return every fact of a service but its place; ``known_regions``: code -> name, in their order."""
    return (
        Lens("name", read_name, write_name),
        Lens("status", _read_status, _write_status),
        lenses.text("description", "description", 2000),
        lenses.text("how_to_get_in", "application_process", 400),
        Lens("phones", _read_phones, _write_phones),
        Lens("web", _read_web, _write_web),
        Lens("mail", _read_mail, _write_mail),
        Lens("places", _read_places, _write_places),
        Lens("languages", _read_languages, _write_languages),
        Lens("interpreter_available", _read_interpreter, _write_interpreter),
        regions(known_regions),
        Lens("hours", _read_week, _write_week),
        Lens("always_open", _read_always, _write_always),
        Lens("closures", _read_closures, _write_closures),
        Lens("eligibility", _read_eligibility, _write_eligibility),
        *(
            lenses.coded(_SERVICE, field)
            for field in ("categories", "harm_scope", "serves", "communities", "accessibility")
        ),
        lenses.answers(_SERVICE, "facets", directory.FACET_ANSWERS),
        lenses.answers(_SERVICE, "local_names"),
        lenses.answers(_SERVICE, "taxonomy_codes"),
        lenses.one_code(_SERVICE, "preferred_channel", "phone"),
        lenses.one_code(_SERVICE, "regime", "unknown"),
        lenses.facts(_SERVICE, "population_focus", 60),
        lenses.fact(_SERVICE, "length_of_stay", 120),
        lenses.fact(_SERVICE, "after_hours_process", 400),
        lenses.fact(_SERVICE, "time_zone", 40),
        *(
            lenses.flag(_SERVICE, field)
            for field in (
                "culturally_specific", "publish_openings_tier1", "publish_on_call_tier1",
                "opt_in_law_enforcement",
            )
        ),
    )  # fmt: skip
