"""What callers of the referrals API send and read: every field is listed, and nothing else is taken."""

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Header
from pydantic import Field

from concord.foundation.access.json_doors import (
    After,
    Asked,
    Code,
    Given,
    Instant,
    Line,
    OneOf,
    Reference,
    Told,
)
from concord.governance.directory import codes as directory_codes
from concord.operations.referrals import codes, rules
from concord.operations.referrals.actions import Sending
from concord.operations.referrals.queries.lists import VIEWS

IdempotencyKey = Annotated[
    str,
    Header(
        "",
        alias="Idempotency-Key",
        max_length=64,
        pattern=r"^[!-~]*$",
        description="Drawn by the caller for one referral. A retry with the same key sends nothing again "
        "and answers the same.",
    ),
]


# -- what is sent --------------------------------------------------------------------------------------
class Looked(Asked):
    view: Annotated[str, OneOf(VIEWS)] = "needs"
    after: After = ""


class ReferralGiven(Given):
    """A referral. Codes only; ``release`` is needed unless it is ``about`` coordination."""

    receiver_program: Reference = ""
    about: Code = "person"
    sensitivity: Code = ""
    pathway: Code = "warm_linkage"
    function: Code = ""
    release: Reference = ""
    category: Annotated[str, OneOf(directory_codes.CATEGORIES, empty=True)] = ""
    interpreter_language: Annotated[str, OneOf(directory_codes.LANGUAGES, empty=True)] = ""
    accessibility: Annotated[
        list[Annotated[str, OneOf(directory_codes.ACCESSIBILITY)]], Field(max_length=20)
    ] = []
    cultural_preference: Annotated[str, OneOf(directory_codes.COMMUNITIES, empty=True)] = ""
    safe_contact: Annotated[list[Code], Field(max_length=10)] = []
    source: Code = ""
    basis: Annotated[list[Code], Field(max_length=10)] = []
    basis_partner: Reference = ""
    text: Annotated[Line, Field(max_length=rules.MOST_TEXT * 10)] = ""
    contact_name: Line = ""
    contact_phone: Code = ""
    referring_organization: Reference = ""

    def sending(self) -> Sending:
        given: dict[str, Any] = self.model_dump()
        lists = {name: tuple(value) for name, value in given.items() if isinstance(value, list)}
        return Sending(**(given | lists))


class AnswerGiven(Given):
    outcome: Annotated[str, OneOf(codes.OUTCOMES)]
    reason: Code = ""
    needs_met: Annotated[dict[Code, Code], Field(max_length=10)] = {}


class FullAnswerGiven(AnswerGiven):
    expected_on: Annotated[date | None, Field(strict=False)] = None
    follow_up_on: Annotated[date | None, Field(strict=False)] = None
    suggested_program: Reference = ""


class JointGiven(Given):
    at: Instant
    mode: Code = "conference_call"
    person_present: Code = ""
    roles_agreed: Code = ""
    next_steps: Annotated[list[Code], Field(max_length=10)] = []
    sender_name: Line = ""
    receiver_name: Line = ""


class PlanGiven(Given):
    """A time for a joint call. ``instead_of`` is the one that stood when this was chosen, if any did."""

    at: Instant
    mode: Code = "conference_call"
    instead_of: Instant | None = None


class TimeGiven(Given):
    at: Instant


class ResultGiven(Given):
    result: Code


class NoteGiven(Given):
    text: Annotated[Line, Field(max_length=rules.MOST_NOTE * 2)]


class CallGiven(Given):
    """A call that needs no record of a person. Without ``program`` the place was outside the network.

    A ``phone_handoff`` says who ``spoke`` of the person: they, nobody or we; we, under a ``release`` of ours.
    """

    kind: Code
    answer: Code
    program: Reference = ""
    category: Annotated[str, OneOf(directory_codes.CATEGORIES, empty=True)] = ""
    reason: Annotated[str, OneOf(codes.DECLINES, empty=True)] = ""
    spoke: Annotated[str, OneOf(codes.SPOKE, empty=True)] = ""
    release: Reference = ""


# -- what is answered ----------------------------------------------------------------------------------
class Contact(Told):
    name: str
    phone: str


class Confirmation(Told):
    """All that a system learns of a verb that was carried out."""

    reference: str
    code: str
    at: datetime
    contact: Contact


class RowTold(Told):
    """One line of the queue. What is about the person is empty where the release does not hold."""

    reference: str
    role: str
    state: str
    about: str
    sensitivity: str
    function: str
    category: str
    interpreter_language: str
    safe_contact: list[str]
    sender: str
    receiver: str
    sent_at: datetime
    clock: str
    turn: bool
    overdue_at: datetime | None
    handler: str
    released: bool
    closed_at: datetime | None


class QueuePage(Told):
    items: list[RowTold]
    after: str


class PersonTold(Told):
    """What was released about the person; what was not is absent."""

    category: str = ""
    interpreter_language: str = ""
    accessibility: list[str] = []
    cultural_preference: str = ""
    safe_contact: list[str] = []
    source: str = ""
    basis: list[str] = []
    text: str = ""


class AnswerTold(Told):
    state: str
    reason: str
    said_at: datetime
    needs_met: dict[str, str]
    expected_on: date | None
    follow_up: str


class JointTold(Told):
    """The joint call as it stands: planned, recorded or confirmed. ``ours``: our side said so last."""

    state: str
    at: datetime
    mode: str
    agreed: bool
    ours: bool
    person_present: str
    roles_agreed: str
    next_steps: list[str]
    sender_name: str
    receiver_name: str


class StepTold(Told):
    """One step. ``who`` is who spoke for the agency."""

    code: str
    record: str
    who: str
    ours: bool
    at: datetime
    before: str
    reason: str
    late: bool | None


class TimelineTold(Told):
    items: list[StepTold]


class NoteTold(Told):
    """An internal note of the own agency."""

    at: datetime
    who: str
    text: str


class ReferralTold(Told):
    """A referral as this party may read it now. ``stub``: only reference, dates and state are left."""

    reference: str
    side: str
    stub: bool
    state: str
    about: str
    sensitivity: str
    pathway: str
    function: str
    sender: str
    receiver: str
    contact: Contact | None
    release_state: str
    sent_at: datetime | None
    acknowledged_at: datetime | None
    closed_at: datetime | None
    clock: str
    overdue_at: datetime | None
    handler: str
    person: PersonTold
    answer: AnswerTold | None
    joint: JointTold | None
    notes: list[NoteTold]


class CallTold(Told):
    kind: str
    answer: str
    on_day: date
