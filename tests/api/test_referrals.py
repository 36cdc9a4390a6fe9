"""Referrals through the API: each verb once for each way out that a caller meets."""

from typing import Any

import pytest

from concord.foundation.lib import clock
from tests.api.conftest import Sent
from tests.api.support import Api, referral_body

pytestmark = pytest.mark.django_db

JOINT = {
    "at": "2026-11-18T11:30:00-05:00",
    "person_present": "yes",
    "roles_agreed": "receiver_leads",
    "next_steps": ["appointment_set"],
}


def _code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


# -- sending -------------------------------------------------------------------------------------------
@pytest.mark.req("REF-01")
def test_a_referral_is_sent_and_appears_on_both_sides(cam: Api, bo: Api, sent: Sent) -> None:
    assert [row["reference"] for row in cam.get("referrals?view=sent").json()["items"]] == [sent.by_sender]
    assert [row["reference"] for row in bo.get("referrals?view=needs").json()["items"]] == [sent.by_receiver]


@pytest.mark.req("REF-06")
def test_a_retry_with_the_same_key_sends_once_and_answers_the_same(cam: Api, bo: Api, released: str) -> None:
    headers = {"Idempotency-Key": "one-of-its-kind"}
    first = cam.post("referrals", referral_body(released), **headers)
    second = cam.post("referrals", referral_body(released), **headers)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.content == second.content
    assert len(bo.get("referrals").json()["items"]) == 1


def test_a_key_that_comes_back_with_another_body_is_refused(cam: Api, bo: Api, released: str) -> None:
    headers = {"Idempotency-Key": "one-of-its-kind"}
    cam.post("referrals", referral_body(released), **headers)
    other = cam.post("referrals", referral_body(released, contact_phone="860-555-0177"), **headers)
    assert other.status_code == 422
    assert [one["code"] for one in other.json()["problems"]] == ["key_reused"]
    assert len(bo.get("referrals").json()["items"]) == 1


def test_another_organization_may_use_the_same_idempotency_key(cam: Api, bo: Api, released: str) -> None:
    cam.post("referrals", referral_body(released), **{"Idempotency-Key": "k"})
    answer = bo.post(
        "referrals",
        {"receiver_program": "lakeside-shelter", "about": "coordination", "function": "capacity_planning",
         "sensitivity": "standard", "contact_phone": "860-555-0113"},
        **{"Idempotency-Key": "k"},
    )  # fmt: skip
    assert answer.status_code == 201


@pytest.mark.req("REF-01", "REF-02", "REF-05")
def test_everything_that_is_missing_is_named_at_once(cam: Api) -> None:
    answer = cam.post("referrals", {})
    assert answer.status_code == 422
    assert {one["field"] for one in answer.json()["problems"]} == {
        "receiver_program", "sensitivity", "contact_phone", "category", "release", "basis", "source",
    }  # fmt: skip


@pytest.mark.req("REF-28")
@pytest.mark.parametrize(
    ("changed", "status", "code"),
    [
        ({"release": "L-0000-0000"}, 422, "release_unknown"),
        ({"receiver_program": "lakeside-shelter"}, 403, "release_wrong_recipient"),
        ({"interpreter_language": "es"}, 403, "release_items_missing"),
        ({"receiver_program": "thames-homes"}, 422, "receiver_tier1"),
        ({"receiver_program": "nowhere"}, 422, "program_unknown"),
        ({"receiver_program": "northside-counseling"}, 422, "program_own"),
        ({"text": "About the room"}, 422, "text_off"),
        ({"referring_organization": "harbor"}, 403, "not_your_organization"),
    ],
)
def test_what_the_gate_keeps_back_is_kept_back_here_too(
    cam: Api, released: str, changed: dict[str, str], status: int, code: str
) -> None:
    answer = cam.post("referrals", referral_body(released) | changed)
    body = answer.json()
    said = body["code"] if status == 403 else body["problems"][0]["code"]
    assert (answer.status_code, said) == (status, code)


# -- reading -------------------------------------------------------------------------------------------
@pytest.mark.req("REF-28")
def test_only_released_items_are_keys(cam: Api, bo: Api, sent: Sent, released: str) -> None:
    before = bo.get(f"referrals/{sent.by_receiver}").json()
    assert set(before["person"]) == {"category", "source", "basis"}
    cam.post(f"releases/{released}/narrow", {"items": ["service_needed", "how_soon"]})
    assert set(bo.get(f"referrals/{sent.by_receiver}").json()["person"]) == {"category"}
    cam.post(f"releases/{released}/withdraw")
    after = bo.get(f"referrals/{sent.by_receiver}").json()
    assert (after["person"], after["stub"]) == ({}, True)


@pytest.mark.req("REF-20")
def test_a_note_stays_inside_the_agency_that_wrote_it(cam: Api, bo: Api, sent: Sent) -> None:
    assert bo.post(f"referrals/{sent.by_receiver}/notes", {"text": "Room 4 is free"}).status_code == 201
    assert [one["text"] for one in bo.get(f"referrals/{sent.by_receiver}").json()["notes"]] == [
        "Room 4 is free"
    ]
    for path in (
        f"referrals/{sent.by_sender}",
        f"referrals/{sent.by_sender}/timeline",
        "referrals?view=sent",
    ):
        assert b"Room 4" not in cam.get(path).content


@pytest.mark.req("REF-20")
def test_an_empty_note_is_refused(bo: Api, sent: Sent) -> None:
    answer = bo.post(f"referrals/{sent.by_receiver}/notes", {"text": "  "})
    assert answer.json()["problems"][0]["code"] == "note_length"


def test_the_timeline_tells_who_did_what(cam: Api, bo: Api, sent: Sent) -> None:
    bo.post(f"referrals/{sent.by_receiver}/acknowledge")
    steps = cam.get(f"referrals/{sent.by_sender}/timeline").json()["items"]
    assert [(one["code"], one["ours"]) for one in steps] == [("sent", True), ("acknowledged", False)]


@pytest.mark.req("SEC-02")
def test_for_everybody_else_a_referral_does_not_exist(lou: Api, sent: Sent) -> None:
    for reference in (sent.by_sender, sent.by_receiver):
        foreign, missing = lou.get(f"referrals/{reference}"), lou.get("referrals/R-0000-0000")
        assert foreign.status_code == missing.status_code == 404
        assert foreign.content == missing.content


def test_a_view_that_is_none_is_refused(cam: Api) -> None:
    answer = cam.get("referrals?view=everything")
    assert [(one["field"], one["code"]) for one in answer.json()["problems"]] == [("view", "code_unknown")]


def test_a_parameter_that_is_none_is_refused(cam: Api) -> None:
    answer = cam.get("referrals?state=closed")
    assert [(one["field"], one["code"]) for one in answer.json()["problems"]] == [("state", "shape_extra")]


# -- verbs ---------------------------------------------------------------------------------------------
@pytest.mark.req("REF-21")
@pytest.mark.parametrize("verb", ["acknowledge", "take", "call-us", "close-on-our-side"])
def test_a_confirmation_holds_four_fields_and_nothing_else(bo: Api, sent: Sent, verb: str) -> None:
    answer = bo.post(f"referrals/{sent.by_receiver}/{verb}")
    assert answer.status_code == 200
    assert set(answer.json()) == {"reference", "code", "at", "contact"}
    assert set(answer.json()["contact"]) == {"name", "phone"}
    assert answer.json()["reference"] == sent.by_receiver


@pytest.mark.req("REF-14")
def test_only_the_receiver_answers(cam: Api, sent: Sent) -> None:
    answer = cam.post(f"referrals/{sent.by_sender}/answer", {"outcome": "accepted"})
    assert _code(answer) == (403, "not_receiver")


@pytest.mark.req("REF-28")
def test_a_covered_program_without_its_own_release_says_nothing_about_the_person(bo: Api, sent: Sent) -> None:
    answer = bo.post(f"referrals/{sent.by_receiver}/answer", {"outcome": "accepted"})
    assert _code(answer) == (403, "release_missing")


@pytest.mark.req("REF-28")
def test_a_decline_that_speaks_of_ourselves_needs_no_release(cam: Api, bo: Api, sent: Sent) -> None:
    answer = bo.post(f"referrals/{sent.by_receiver}/answer", {"outcome": "declined", "reason": "no_capacity"})
    assert (answer.status_code, answer.json()["code"]) == (200, "declined")
    assert cam.get(f"referrals/{sent.by_sender}").json()["answer"]["reason"] == "no_capacity"


@pytest.mark.req("REF-16")
def test_a_decline_needs_a_reason(bo: Api, sent: Sent) -> None:
    answer = bo.post(f"referrals/{sent.by_receiver}/answer", {"outcome": "declined"})
    assert answer.json()["problems"][0]["code"] == "decline_reason_missing"


@pytest.mark.req("REF-14", "REF-27", "REF-09")
def test_the_whole_way_from_answer_to_follow_up(cam: Api, bo: Api, sent: Sent, may_answer: str) -> None:
    mine, theirs = f"referrals/{sent.by_receiver}", f"referrals/{sent.by_sender}"
    assert _code(bo.post(f"{mine}/follow-up", {"result": "connected"})) == (403, "follow_up_after_acceptance")
    assert bo.post(f"{mine}/answer", {"outcome": "accepted"}).json()["code"] == "accepted"
    assert _code(bo.post(f"{mine}/answer", {"outcome": "declined", "reason": "other"})) == (
        409, "referral_somebody_was_first",
    )  # fmt: skip
    assert bo.post(f"{mine}/joint-contact", JOINT).json()["code"] == "joint_recorded"
    assert _code(bo.post(f"{mine}/confirm-joint-contact")) == (403, "other_side_confirms")
    assert _code(bo.post(f"{mine}/follow-up", {"result": "connected"})) == (403, "joint_unconfirmed")
    # Northside speaks of the person too, so it needs a release that covers the handoff.
    refused = cam.post(f"{theirs}/confirm-joint-contact")
    assert _code(refused) == (403, "release_items_missing")


@pytest.mark.req("REF-09")
def test_a_joint_contact_is_planned_agreed_on_and_missed(cam: Api, bo: Api, sent: Sent) -> None:
    mine, theirs = f"referrals/{sent.by_receiver}", f"referrals/{sent.by_sender}"
    plan = {"at": "2026-11-19T10:00:00-05:00", "mode": "virtual"}
    assert cam.get(theirs).json()["joint"] is None
    assert _code(bo.post(f"{mine}/agree-joint-contact", {"at": plan["at"]})) == (403, "joint_not_planned")
    for _ in range(2):
        assert _code(cam.post(f"{theirs}/plan-joint-contact", plan)) == (200, "joint_planned")
    known = bo.get(mine).json()["joint"]
    assert (known["state"], known["mode"], known["agreed"], known["ours"]) == (
        "planned", "virtual", False, False,
    )  # fmt: skip
    other = plan | {"at": "2026-11-19T11:00:00-05:00"}
    assert _code(bo.post(f"{mine}/plan-joint-contact", other)) == (409, "referral_somebody_was_first")
    assert bo.post(f"{mine}/agree-joint-contact", {"at": known["at"]}).json()["code"] == "joint_agreed"
    assert cam.get(theirs).json()["joint"]["agreed"] is True
    assert bo.post(f"{mine}/plan-joint-contact", other | {"instead_of": known["at"]}).status_code == 200
    assert cam.get(theirs).json()["joint"]["agreed"] is False
    assert cam.post(f"{theirs}/miss-joint-contact").json()["code"] == "joint_missed"
    steps = [one["code"] for one in cam.get(f"{theirs}/timeline").json()["items"]]
    assert steps == ["sent", "joint_planned", "joint_agreed", "joint_planned", "joint_missed"]


def test_a_plan_that_is_over_or_without_a_zone_is_refused(cam: Api, sent: Sent) -> None:
    path = f"referrals/{sent.by_sender}/plan-joint-contact"
    over = cam.post(path, {"at": "2026-11-18T10:00:00-05:00"}).json()["problems"]
    assert [(one["field"], one["code"]) for one in over] == [("at", "joint_plan_past")]
    bare = cam.post(path, {"at": "2026-11-19T10:00:00"}).json()["problems"]
    assert [(one["field"], one["code"]) for one in bare] == [("at", "shape_date")]


@pytest.mark.req("REF-03", "REF-09")
@pytest.mark.parametrize("pathway", [{}, {"pathway": "warm_linkage"}, {"pathway": "direct_handoff"}])
def test_a_question_between_programs_waits_for_no_joint_contact(
    cam: Api, bo: Api, pathway: dict[str, str]
) -> None:
    asked = {
        "receiver_program": "harbor-shelter", "about": "coordination", "function": "eligibility_question",
        "sensitivity": "standard", "contact_phone": "860-555-0140", **pathway,
    }  # fmt: skip
    assert cam.post("referrals", asked).status_code == 201
    (row,) = bo.get("referrals?view=needs").json()["items"]
    mine = f"referrals/{row['reference']}"
    assert bo.post(f"{mine}/answer", {"outcome": "accepted"}).status_code == 200
    assert bo.post(f"{mine}/follow-up", {"result": "connected"}).json()["code"] == "followed_up"
    assert bo.get(mine).json()["state"] == "closed"


@pytest.mark.req("REF-09")
def test_a_referral_about_a_person_waits_for_the_joint_contact_that_was_agreed_on(
    cam: Api, bo: Api, released: str, may_answer: str
) -> None:
    """The control of the test above: by the same verbs, without a pathway named."""
    cam.post("referrals", referral_body(released))
    (row,) = bo.get("referrals?view=needs").json()["items"]
    mine = f"referrals/{row['reference']}"
    bo.post(f"{mine}/answer", {"outcome": "accepted"})
    assert _code(bo.post(f"{mine}/follow-up", {"result": "connected"})) == (403, "joint_missing")


def test_a_joint_contact_lists_everything_that_it_lacks(bo: Api, sent: Sent) -> None:
    answer = bo.post(f"referrals/{sent.by_receiver}/joint-contact", {"at": "2026-11-18T23:00:00Z"})
    assert {one["field"] for one in answer.json()["problems"]} == {
        "person_present", "roles_agreed", "next_steps", "at",
    }  # fmt: skip


def test_a_time_without_its_zone_is_refused(bo: Api, sent: Sent) -> None:
    body = JOINT | {"at": "2026-11-18T11:30:00"}
    answer = bo.post(f"referrals/{sent.by_receiver}/joint-contact", body)
    assert [(one["field"], one["code"]) for one in answer.json()["problems"]] == [("at", "shape_date")]


@pytest.mark.req("REF-14")
def test_a_final_outcome_is_corrected_on_the_record(bo: Api, sent: Sent, may_answer: str) -> None:
    path = f"referrals/{sent.by_receiver}"
    assert _code(bo.post(f"{path}/correct", {"outcome": "accepted"})) == (403, "nothing_to_correct")
    bo.post(f"{path}/answer", {"outcome": "declined", "reason": "no_capacity"})
    assert bo.post(f"{path}/correct", {"outcome": "accepted"}).json()["code"] == "accepted"
    assert bo.get(f"{path}/timeline").json()["items"][-1]["code"] == "corrected"


def test_the_result_of_a_follow_up_is_one_of_the_codes(bo: Api, sent: Sent, may_answer: str) -> None:
    path = f"referrals/{sent.by_receiver}"
    bo.post(f"{path}/answer", {"outcome": "accepted"})
    answer = bo.post(f"{path}/follow-up", {"result": "perhaps"})
    assert answer.json()["problems"][0]["code"] == "follow_up_missing"
    assert _code(bo.post(f"{path}/follow-up", {"result": "connected"})) == (403, "joint_missing")
    assert bo.post(f"{path}/follow-up", {"result": "not_connected"}).json()["code"] == "followed_up"


@pytest.mark.req("REF-24")
def test_the_sender_takes_a_referral_back(cam: Api, bo: Api, sent: Sent) -> None:
    assert cam.post(f"referrals/{sent.by_sender}/withdraw").json()["code"] == "withdrawn"
    assert bo.get(f"referrals/{sent.by_receiver}").json()["stub"] is True
    late = bo.post(f"referrals/{sent.by_receiver}/acknowledge")
    assert _code(late) == (409, "referral_somebody_was_first")
    assert "Northside Counseling was first" in late.json()["detail"]


@pytest.mark.req("REF-05")
def test_only_the_sender_logs_its_call(cam: Api, bo: Api, sent: Sent) -> None:
    assert cam.post(f"referrals/{sent.by_sender}/log-call").json()["code"] == "called"
    assert _code(bo.post(f"referrals/{sent.by_receiver}/log-call")) == (403, "not_sender")


@pytest.mark.req("REF-29")
def test_a_call_is_counted_without_a_person(cam: Api) -> None:
    answer = cam.post("calls", {"kind": "look", "answer": "yes", "program": "harbor-shelter"})
    assert (answer.status_code, answer.json()) == (
        201, {"kind": "look", "answer": "yes", "on_day": clock.now().date().isoformat()},
    )  # fmt: skip
    assert cam.post("calls", {"kind": "look", "answer": "yes", "program": "nowhere"}).status_code == 422
    assert cam.post("calls", {"kind": "gossip", "answer": "yes"}).status_code == 422


@pytest.mark.req("REF-28", "REF-29")
def test_a_handoff_by_phone_in_which_we_spoke_passes_the_same_gate(
    cam: Api, bo: Api, released: str, may_answer: str
) -> None:
    told = {"kind": "phone_handoff", "answer": "yes", "program": "harbor-shelter", "spoke": "we"}
    assert [one["code"] for one in cam.post("calls", told).json()["problems"]] == ["release_choice_missing"]
    assert cam.post("calls", told | {"release": released}).status_code == 201
    elsewhere = told | {"release": released, "program": "lakeside-shelter"}
    assert _code(cam.post("calls", elsewhere)) == (403, "release_wrong_recipient")
    foreign = cam.post("calls", told | {"release": may_answer})
    assert [one["code"] for one in foreign.json()["problems"]] == ["release_unknown"]
    cam.post(f"releases/{released}/withdraw")
    assert _code(cam.post("calls", told | {"release": released})) == (403, "release_withdrawn")


def test_what_is_refused_leaves_nothing_behind(cam: Api, bo: Api, sent: Sent) -> None:
    bo.post(f"referrals/{sent.by_receiver}/close-on-our-side")
    before = cam.get(f"referrals/{sent.by_sender}/timeline").content
    assert bo.post(f"referrals/{sent.by_receiver}/call-us").status_code == 409
    assert cam.get(f"referrals/{sent.by_sender}/timeline").content == before
