"""An organization of ours and one of HSDS, as a table of lenses."""

from collections.abc import Sequence
from typing import Final

from concord.exchange.hsds import identifiers, lenses, services, terms
from concord.exchange.hsds.lenses import Lens, fit, keep, rows
from concord.exchange.hsds.structure import Record

_ORGANIZATION: Final = "organization"
# A published contact: (name, title, telephone, extension, mail).
Contacts = tuple[tuple[str, str, str, str, str], ...]


def _read_website(record: Record) -> str:
    said = fit(record.get("website"), 200)
    return said if said.startswith(("https://", "http://")) else ""


def _write_website(record: Record, value: str) -> None:
    if value:
        record["website"] = value
    else:
        record.pop("website", None)


def _read_phone(record: Record) -> str:
    return next((number for one in rows(record, "phones") if (number := fit(one.get("number"), 40))), "")


def _write_phone(record: Record, value: str) -> None:
    rest = rows(record, "phones")[1:]
    made = {"id": identifiers.below(str(record["id"]), "phone", value), "number": value, "type": "voice"}
    keep(record, "phones", [made, *rest] if value else [])


def _extension(said: object) -> str:
    return f"{said:g}" if isinstance(said, int | float) else fit(said, 12)


def _read_contacts(record: Record) -> Contacts:
    return tuple(
        dict.fromkeys(_contact(one) for one in rows(record, "contacts") if fit(one.get("name"), 120))
    )


def _contact(one: Record) -> tuple[str, str, str, str, str]:
    phone = next(iter(rows(one, "phones")), {})
    return (
        " ".join(fit(one.get("name"), 120).split()),
        fit(one.get("title"), 80),
        fit(phone.get("number"), 40),
        _extension(phone.get("extension")),
        fit(one.get("email"), 254),
    )


def _write_contacts(record: Record, value: Contacts) -> None:
    held = [one for one in rows(record, "contacts") if not fit(one.get("name"), 120)]
    for name, title, number, extension, mail in value:
        own = identifiers.below(str(record["id"]), "contact", name, number, mail)
        made: Record = {"id": own, "name": name}
        made |= {"title": title} if title else {}
        made |= {"email": mail} if mail else {}
        if number:
            phone: Record = {"id": identifiers.below(own, "phone"), "number": number, "type": "voice"}
            # HSDS counts extensions among the numbers; one with other signs is said with the number.
            if extension.isdecimal() and str(int(extension)) == extension:
                phone["extension"] = int(extension)
            elif extension:
                phone["number"] = f"{number} x{extension}"
            made["phones"] = [phone]
        held.append(made)
    keep(record, "contacts", held)


def describe(org_type: str, sub_type: str) -> str:
    """Say what kind of organization it is: HSDS asks for a description, which we do not keep."""
    return terms.label("sub_type", sub_type) if sub_type else terms.label("org_type", org_type)


LENSES: Final[tuple[Lens, ...]] = (
    Lens("name", services.read_name, services.write_name),
    Lens("website", _read_website, _write_website),
    Lens("phone", _read_phone, _write_phone),
    Lens("contacts", _read_contacts, _write_contacts),
    lenses.one_code(_ORGANIZATION, "org_type", ""),
    lenses.one_code(_ORGANIZATION, "sub_type", ""),
    lenses.coded(_ORGANIZATION, "sectors"),
    lenses.facts(_ORGANIZATION, "region", 40),
    lenses.one_code(_ORGANIZATION, "status", "active"),
    lenses.fact(_ORGANIZATION, "ended_on", 10),
    lenses.flag(_ORGANIZATION, "public_body"),
    lenses.flag(_ORGANIZATION, "nation_or_tribe"),
)


def of_ours(contacts: Sequence[tuple[str, str | None, str | None, str, str]]) -> Contacts:
    """Return stored contacts in the form in which they are read."""
    return tuple(
        dict.fromkeys(
            (name, title or "", phone or "", extension, mail)
            for name, title, phone, extension, mail in contacts
        )
    )
