"""Letters say that something waits, and nothing else (COMM-08)."""

import re
import smtplib
from datetime import timedelta
from uuid import UUID

import pytest
from django.core import mail
from django.core.mail.backends import locmem
from django.utils import translation

from concord.config.demo.cast import ORGANIZATIONS, PEOPLE
from concord.foundation.access.actor import Actor
from concord.foundation.accounts import actions as accounts
from concord.foundation.accounts import links, states
from concord.foundation.accounts.models import Invitation, Person
from concord.foundation.events import actions as events
from concord.foundation.lib import clock
from concord.foundation.notices import actions, codes, words
from concord.foundation.notices.models import Letter, Notice, Preference
from tests import cast

SUBJECTS = {"You have a message", "Tiene un mensaje", "Vous avez un message"}


@pytest.fixture(autouse=True)
def kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two kinds of notice, as a room above would register them."""
    monkeypatch.setattr(words, "KINDS", {})
    words.register("thing.came", "A thing came in.", "access:settings", "")
    words.register("thing.left", "A thing left.", "access:settings", "")


def person(name: str) -> Person:
    return Person.objects.get(email=cast.email(name))


def tell(*names: str, kind: str = "thing.came") -> None:
    actions.notify(
        person_ids=[person(name).id for name in names],
        kind=kind,
        organization_id=None,
        subject_kind="referral",
        subject_reference="R-7KQ2-94XM",
        now=clock.now(),
    )


def send_all() -> list[mail.EmailMessage]:
    while actions.send_next(now=clock.now()):
        pass
    return list(mail.outbox)


# -- what a letter holds ---------------------------------------------------------------------------
@pytest.mark.req("COMM-08")
@pytest.mark.parametrize("kind", ["thing.came", "thing.left"])
def test_a_letter_holds_no_reference_no_agency_no_person_and_no_purpose(worker: Actor, kind: str) -> None:
    tell("ana", kind=kind)
    letter = send_all()[0]
    text = f"{letter.subject}\n{letter.body}"
    told = ["R-7KQ2-94XM", "referral", "thing", "Ana", *(member.name for member in ORGANIZATIONS)]
    told += [someone.name for someone in PEOPLE.values()]
    assert [word for word in told if word.lower() in text.lower()] == []


@pytest.mark.req("COMM-08")
def test_its_only_link_leads_to_the_front_page(worker: Actor) -> None:
    tell("ana")
    assert re.findall(r"https?://\S+", send_all()[0].body) == ["http://localhost/"]


@pytest.mark.req("COMM-08")
@pytest.mark.parametrize("language", ["en", "es", "fr"])
@pytest.mark.parametrize("template", codes.TEMPLATES)
def test_the_subject_is_one_of_a_fixed_set(language: str, template: str) -> None:
    with translation.override(language):
        assert str(words.SUBJECT) in SUBJECTS
        assert "%(link)s" in str(words.LETTERS[template])


@pytest.mark.req("COMM-08")
def test_two_kinds_of_news_make_the_same_letter(worker: Actor) -> None:
    tell("ana", kind="thing.came")
    tell("ruth", kind="thing.left")
    one, two = send_all()
    assert (one.subject, one.body, one.from_email) == (two.subject, two.body, two.from_email)


def test_a_duplicate_can_be_recognized(worker: Actor) -> None:
    tell("ana")
    letter = Letter.objects.get()
    assert send_all()[0].extra_headers["Message-ID"] == letter.message_id
    assert letter.id.hex in letter.message_id


# -- to whom, and how often ------------------------------------------------------------------------
def test_whoever_wants_no_mail_gets_the_notice_only(worker: Actor) -> None:
    Preference(person=person("ana"), mail=False).save(force_insert=True)
    tell("ana", "ruth")
    assert Notice.objects.count() == 2
    assert [letter.to for letter in send_all()] == [[cast.email("ruth")]]


def test_one_letter_an_hour_is_enough(worker: Actor, now: clock.Frozen) -> None:
    for _ in range(3):
        tell("ana")
    assert (Notice.objects.count(), len(send_all())) == (3, 1)
    now.tick(3601)
    tell("ana")
    assert len(send_all()) == 2


def test_whoever_cannot_sign_in_is_not_written_to(worker: Actor) -> None:
    Person.objects.filter(email=cast.email("ana")).update(state=states.SUSPENDED)
    tell("ana")
    assert send_all() == []


def test_a_person_who_is_named_twice_is_told_once(worker: Actor) -> None:
    tell("ana", "ana")
    assert Notice.objects.count() == 1


def test_news_without_words_is_a_fault_of_the_program(worker: Actor) -> None:
    with pytest.raises(ValueError, match="no words"):
        tell("ana", kind="thing.unknown")


# -- sending ---------------------------------------------------------------------------------------
def _refuse(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def send(*_args: object) -> int:
        raise error

    monkeypatch.setattr(locmem.EmailBackend, "send_messages", send)


@pytest.mark.parametrize(
    "error", [smtplib.SMTPServerDisconnected("x"), ConnectionRefusedError(), TimeoutError()]
)
def test_a_mail_server_that_is_away_is_tried_again_later(
    worker: Actor, monkeypatch: pytest.MonkeyPatch, now: clock.Frozen, error: Exception
) -> None:
    tell("ana")
    with monkeypatch.context() as away:
        _refuse(away, error)
        assert actions.send_next(now=clock.now()) is True
    letter = Letter.objects.get()
    assert (letter.sent_at, letter.tries, letter.error) == (None, 1, type(error).__name__)
    assert actions.send_next(now=clock.now()) is False
    now.tick(31)
    assert len(send_all()) == 1


def test_after_eight_tries_a_letter_is_given_up(
    worker: Actor, monkeypatch: pytest.MonkeyPatch, now: clock.Frozen
) -> None:
    tell("ana")
    _refuse(monkeypatch, ConnectionRefusedError())
    for _ in range(8):
        actions.send_next(now=clock.now())
        now.tick(3601)
    assert Letter.objects.get().dead_at is not None
    assert actions.send_next(now=clock.now()) is False


def test_a_letter_is_sent_once(worker: Actor) -> None:
    tell("ana")
    assert len(send_all()) == 1
    assert len(send_all()) == 1
    assert Letter.objects.get().sent_at == clock.now()


def test_the_oldest_goes_first(worker: Actor, now: clock.Frozen) -> None:
    tell("ana")
    now.tick()
    tell("ruth")
    assert [letter.to[0] for letter in send_all()] == [cast.email("ana"), cast.email("ruth")]


# -- links -----------------------------------------------------------------------------------------
def _invited(worker: Actor) -> Person:
    someone = accounts.create_person(email="new@demo.example", name="New", by=worker, now=clock.now())
    accounts.invite(person=someone, by=worker, now=clock.now())
    while events.deliver_next(now=clock.now()):
        pass
    return someone


@pytest.mark.req("COMM-08")
def test_an_invitation_is_written_by_event_and_its_link_works(worker: Actor) -> None:
    _invited(worker)
    letter = send_all()[0]
    code = links.invitation_code(Invitation.objects.get(person__email="new@demo.example").id)
    assert letter.to == ["new@demo.example"]
    assert re.findall(r"https?://\S+", letter.body) == [f"http://localhost/join/{code}/"]
    assert letter.subject in SUBJECTS


def test_no_table_holds_the_code_of_a_link(worker: Actor) -> None:
    from django.db import connection

    _invited(worker)
    code = links.invitation_code(Invitation.objects.get(person__email="new@demo.example").id)
    send_all()
    for table in ("notices_letter", "accounts_invitation", "events_outbox"):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {table} t WHERE t::text LIKE %s", [f"%{code}%"])  # noqa: S608 - names from above
            assert cursor.fetchone()[0] == 0


def test_an_invitation_that_has_ended_meanwhile_is_not_sent(worker: Actor, now: clock.Frozen) -> None:
    _invited(worker)
    now.tick(timedelta(days=8).total_seconds())
    assert send_all() == []
    assert Letter.objects.get().error == "link_ended"


def test_an_event_that_is_delivered_twice_writes_one_letter(worker: Actor) -> None:
    from concord.foundation.events.models import Outbox

    _invited(worker)
    Outbox.objects.filter(name="person.invited").update(delivered_at=None)
    while events.deliver_next(now=clock.now()):
        pass
    assert Letter.objects.count() == 1


def test_a_new_password_is_written_about_with_a_link(worker: Actor) -> None:
    eve = person("eve")
    accounts.ask_password_reset(person=eve, by=worker, now=clock.now())
    while events.deliver_next(now=clock.now()):
        pass
    letter = send_all()[0]
    assert letter.to == [eve.email]
    assert re.findall(r"https?://localhost/password/new/[0-9a-zA-Z]+-[0-9a-zA-Z-]+/", letter.body)
    assert letter.subject in SUBJECTS


def test_a_letter_is_written_in_the_language_of_its_reader(worker: Actor) -> None:
    Person.objects.filter(email=cast.email("ana")).update(language="es")
    tell("ana")
    assert Letter.objects.get().language == "es"


def test_two_rooms_cannot_lead_one_kind_to_different_pages() -> None:
    with pytest.raises(ValueError, match=r"thing\.came"):
        words.register("thing.came", "x", "access:people")


def test_ids_are_what_a_letter_keeps(worker: Actor) -> None:
    _invited(worker)
    assert isinstance(Letter.objects.get().about_id, UUID)
