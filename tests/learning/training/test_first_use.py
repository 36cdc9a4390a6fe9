"""First use teaches: five sentences, one question, fourteen days; nothing else is ever kept closed."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from concord.foundation.access import gates, scope
from concord.foundation.access.models import Qualification
from concord.foundation.lib import clock
from concord.foundation.organizations.models import Membership
from concord.information.releases import codes as release_codes
from concord.information.releases.models import Release
from concord.learning.training import codes, words
from concord.operations.referrals.models import Referral
from tests import cast
from tests.api.support import api_of

pytestmark = [pytest.mark.django_db, pytest.mark.req("TRAIN-11")]

FORTNIGHT = timedelta(days=14)


def _answer(browser: Client, module: str, answer: str, onward: str = "/new/") -> Any:
    return browser.post(f"/learn/{module}/", {"answer": answer, "next": onward})


def _right(module: str) -> str:
    return codes.KEYS[module].primer


def _whole(module: str) -> dict[str, str]:
    return {f"answer_{number}": right for number, right in enumerate(codes.KEYS[module].whole, start=1)}


def _shelter_release(browser: Client) -> Any:
    return browser.post(
        "/releases/new/",
        {
            "to": "harbor-shelter", "program": "line-hotline", "purpose": "referral", "lang": "en",
            "items": ["service_needed", "how_soon", "referral_source", "information_basis"],
            "explained_points": list(release_codes.POINTS), "method": "written",
            "holds_signed_copy": "on", "signer": "person",
            "given_on": clock.now().date().isoformat(),
            "ends_on": (clock.now() + timedelta(days=10)).date().isoformat(),
        },
    )  # fmt: skip


def _send(browser: Client, release: str) -> Any:
    return browser.post(
        "/new/send/",
        {
            "category": "emergency_housing", "sensitivity": "priority", "receiver_program": "harbor-shelter",
            "release": release, "source": "community_based_organization",
            "basis": ["direct_client_interview"], "pathway": "warm_linkage", "contact_name": "Kit Moreno",
            "contact_phone": "860-555-0192",
        },
    )  # fmt: skip


def _newest() -> Release:
    with scope.acting(cast.actor("noor")):
        return Release.objects.latest("recorded_at")


def test_a_new_night_worker_reads_answers_and_sends(now: clock.Frozen) -> None:
    kit = cast.client("kit")
    page = kit.get("/releases/new/").text
    for sentence in words.LESSONS["releases"].sentences:
        assert str(sentence) in page.replace("&#39;", "'")
    assert 'name="to"' not in page
    answer = _answer(kit, "releases", _right("releases"), "/releases/new/?to=harbor-shelter")
    assert (answer.status_code, answer["Location"]) == (303, "/releases/new/?to=harbor-shelter")
    assert 'name="explained_points"' in kit.get("/releases/new/?to=harbor-shelter").text
    assert _shelter_release(kit).status_code == 303
    assert 'id="new-form"' not in kit.get("/new/").text
    _answer(kit, "referrals", _right("referrals"))
    assert 'id="new-form"' in kit.get("/new/").text
    sent = _send(kit, _newest().reference)
    assert sent.status_code == 303, sent.text
    with scope.acting(cast.actor("noor")):
        assert Referral.objects.exclude(state="draft").count() == 1


def test_until_then_nothing_is_recorded_and_nothing_sent() -> None:
    kit = cast.client("kit")
    refused = _shelter_release(kit)
    assert refused.status_code == 403
    assert "/learn/releases/" in refused.text
    refused = _send(kit, "")
    assert refused.status_code == 403
    assert "/learn/referrals/" in refused.text
    with scope.acting(cast.actor("kit")):
        assert (Release.objects.count(), Referral.objects.count()) == (0, 0)


def test_a_wrong_answer_opens_nothing_and_says_why() -> None:
    kit = cast.client("kit")
    answer = _answer(kit, "referrals", "send")
    assert answer.status_code == 422
    assert "nobody is turned away" in answer.text
    assert 'id="new-form"' not in kit.get("/new/").text


def test_day_fifteen_is_refused_with_the_modules_link_and_a_way_out(now: clock.Frozen) -> None:
    kit = cast.client("kit")
    _answer(kit, "referrals", _right("referrals"))
    now.move_to(clock.now() + FORTNIGHT - timedelta(minutes=1))
    assert 'id="new-form"' in cast.client("kit").get("/new/").text
    now.tick(60)
    kit = cast.client("kit")
    page = kit.get("/new/")
    assert 'id="new-form"' not in page.text
    assert 'href="/learn/referrals/"' in page.text
    assert "every call stays open to you" in page.text
    refused = _send(kit, "")
    assert refused.status_code == 403
    assert "/learn/referrals/" in refused.text
    assert _answer(kit, "referrals", _right("referrals")).status_code == 403  # the five sentences hold once
    assert kit.post("/learn/referrals/", _whole("referrals")).status_code == 303
    assert 'id="new-form"' in kit.get("/new/").text


def test_a_module_with_one_wrong_answer_qualifies_nobody() -> None:
    kit = cast.client("kit")
    _answer(kit, "referrals", _right("referrals"))
    answers = _whole("referrals") | {"answer_2": "order"}
    page = kit.post("/learn/referrals/", answers)
    assert page.status_code == 422
    assert "for nobody else" in page.text
    assert Qualification.objects.get(membership__person__email=cast.email("kit")).kind == codes.PROVISIONAL


def test_a_lead_sees_who_is_due_and_answers_for_equal_training(now: clock.Frozen) -> None:
    kit, sam = cast.client("kit"), cast.client("sam")
    _answer(kit, "referrals", _right("referrals"))
    page = sam.get("/learn/").text
    assert page.index("Kit Moreno") < page.index("Noor Haddad")
    place = Membership.objects.get(person__email=cast.email("kit"))
    attested = sam.post("/learn/attest/", {"person": place.reference, "module": "referrals"})
    assert attested.status_code == 303
    now.move_to(clock.now() + timedelta(days=60))
    assert 'id="new-form"' in cast.client("kit").get("/new/").text


def test_nobody_answers_for_themselves_for_strangers_or_without_being_a_lead() -> None:
    places = {one.person.email.partition("@")[0]: one for one in Membership.objects.select_related("person")}

    def attest(who: str, whom: str) -> int:
        said = {"person": places[whom].reference, "module": "referrals"}
        return cast.client(who).post("/learn/attest/", said).status_code

    assert attest("sam", "sam") == 403
    assert attest("sam", "ana") == 404
    assert attest("noor", "kit") == 403
    assert "Who is due" not in cast.client("noor").get("/learn/").text


@pytest.mark.parametrize(
    "path", ["/tonight/", "/today/", "/directory/", "/openings/", "/queue/", "/new/call/", "/new/look/",
             "/releases/", "/learn/"],
)  # fmt: skip
def test_what_is_never_gated_opens_to_whoever_has_learned_nothing(path: str) -> None:
    assert cast.client("kit").get(path).status_code == 200


def test_only_sending_and_recording_are_kept_closed() -> None:
    assert gates.LESSONS == {"referral.send": "referrals", "release.record": "releases"}
    assert set(gates.LESSONS.values()) == set(codes.MODULES) == set(codes.KEYS) == set(words.LESSONS)


def test_whoever_has_learned_nothing_acknowledges_and_withdraws() -> None:
    """The line received a referral and gave a release, both by trained colleagues."""
    noor = cast.client("noor")
    assert _shelter_release(noor).status_code == 303
    release = _newest().reference
    kit = cast.client("kit")
    assert kit.post(f"/releases/{release}/withdraw/").status_code == 303
    assert _newest().state == "withdrawn"


def test_a_key_does_what_the_person_it_belongs_to_has_learned() -> None:
    Qualification.objects.filter(membership__person__email=cast.email("cam")).delete()
    api = api_of("cam")
    sent = api.post("referrals", {"receiver_program": "harbor-shelter", "about": "person"})
    assert sent.status_code == 403
    assert sent.json()["code"] == "lesson_due"


def test_every_lesson_is_five_sentences_one_question_and_right_answers_that_can_be_chosen() -> None:
    for module, lesson in words.LESSONS.items():
        assert len(lesson.sentences) == 5
        assert len(" ".join(map(str, lesson.sentences)).split()) < 110  # read in well under ninety seconds
        assert codes.KEYS[module].primer in dict(lesson.question.answers)
        assert len(lesson.parts) == len(codes.KEYS[module].whole)
        for part, right in zip(lesson.parts, codes.KEYS[module].whole, strict=True):
            assert right in dict(part.question.answers)
            assert len(part.question.answers) == 3
