"""The directory takes the irregular shapes that real contacts have, and warns where one may be an error."""

from collections.abc import Callable

import pytest
from django.test import Client

from concord.foundation.organizations.models import Organization
from concord.governance.directory.models import Contact

pytestmark = pytest.mark.req("DIR-11")
Browse = Callable[[str], Client]
PAGE = "/directory/contacts/"
PUBLISHED = {"scope": "published", "rank": ""}
# Name, title, phone, extension, mailbox: invented, in the shapes of real lists.
SHAPES = [
    ("Pat Quill", "Director", "860-555-0100", "", "pat@lake.example"),
    ("Pat Quill", "", "860-555-0100", "", "pat@lake.example"),
    ("Pat Quill", "Director", "", "", "pat@lake.example"),
    ("Pat Quill", "", "", "", "pat@lake.example"),
    ("Pat Quill", "", "", "", ""),
    ("Front desk", "", "860-555-0100", "", "info@lake.example"),
    ("Intake", "", "860-555-0101", "221", ""),
    ("Intake", "", "(860) 555-0101", "ext 7", ""),
    ("Intake line", "", "860.555.0101", "0042", "intake@lake.example"),
    ("Family Liaison", "Family Violence Liaison", "+1 860 555 0102", "", ""),
    ("Sol", "", "860-555-0103", "", ""),
    ("Dr. María-José Núñez O'Neil", "Clinical lead", "860-555-0104", "", "mjn@lake.example"),
    ("Lt. R. Vance (nights)", "Lieutenant", "860-555-0105", "1", ""),
    ("On-call advocate", "", "860-555-0106 or 860-555-0107", "", ""),
    ("Bilingual advocate", "Advocate", "860-555-0108", "", "hola@lake.example"),
    ("info@lake.example", "", "", "", "info@lake.example"),
    ("Robin Vale", "Embedded advocate", "860-555-0109", "", "robin@police.example"),
    ("Robin Vale", "Embedded advocate", "", "", "robin@mail.police.example"),
    ("Kit Moss", "", "860-555-0110", "", "kit@notpolice.example"),
    ("TTY relay", "", "711", "", ""),
]


@pytest.fixture(autouse=True)
def _sites(db: None) -> None:
    Organization.objects.filter(reference="police").update(website="https://www.police.example/unit")
    Organization.objects.filter(reference="lakeside").update(website="https://lake.example")


@pytest.mark.parametrize("shape", SHAPES)
def test_a_published_contact_is_taken_in_any_shape_and_its_extension_stays_apart(
    client_of: Browse, shape: tuple[str, str, str, str, str]
) -> None:
    names = ("name", "role_title", "phone", "extension", "secure_email")
    lou = client_of("lou")
    assert lou.post(PAGE, PUBLISHED | dict(zip(names, shape, strict=True))).status_code == 303
    held = Contact.objects.filter(organization__reference="lakeside", scope="published").get()
    assert (held.name, held.role_title or "", held.phone or "", held.extension, held.secure_email) == shape
    assert held.warnings == (
        ["others_mailbox"] if shape[4].endswith((".police.example", "@police.example")) else []
    )
    assert lou.get(PAGE).status_code == 200
    assert 'href="tel:"' not in lou.get(PAGE).content.decode()


def test_one_organization_has_several_and_a_warning_stands_until_it_is_confirmed(client_of: Browse) -> None:
    lou = client_of("lou")
    for name, mailbox in (("Robin", "robin@police.example"), ("Kit", "kit@lake.example"), ("Sol", "")):
        lou.post(PAGE, PUBLISHED | {"name": name, "secure_email": mailbox})
    held = Contact.objects.filter(organization__reference="lakeside", scope="published", ended_at=None)
    assert held.count() == 3
    warning = "This mailbox belongs to another organization"
    assert lou.get(PAGE).content.decode().count(warning) == 1
    assert client_of("ana").post(f"{PAGE}confirm/").status_code == 403
    assert lou.post(f"{PAGE}confirm/").status_code == 303
    assert warning not in lou.get(PAGE).content.decode()
    assert {contact.last_confirmed_by_id for contact in held} != {None}
