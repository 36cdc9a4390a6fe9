"""Tells the recipient's workers that access ended, and neither whose nor by what (CONSENT-02)."""

from datetime import datetime
from typing import Final

from concord.foundation.access import log_words
from concord.foundation.events.registry import subscribe
from concord.foundation.notices import actions as notices
from concord.foundation.notices import words as notice_words
from concord.foundation.organizations import queries as organizations
from concord.information.releases import queries, words
from concord.information.releases.events import ReleaseEvent, ReleaseNarrowed, ReleaseWithdrawn

ACCESS_ENDED: Final = "release.access_ended"


def connect() -> None:
    """Subscribe, and make the notice and the log's actions known; called once, when the room loads."""
    notice_words.register(ACCESS_ENDED, words.ACCESS_ENDED, "releases:received")
    log_words.register(words.LOG)
    for event in (ReleaseWithdrawn, ReleaseNarrowed):
        subscribe(event, "releases.access_ended", tell_recipient)


def tell_recipient(event: ReleaseEvent, now: datetime) -> None:
    """Tell those who work for the named program, or for all programs where none was named."""
    facts = queries.get_facts(event.release_id)
    if facts is None:
        return
    notices.notify(
        person_ids=organizations.list_workers(facts.recipient_organization_id, facts.recipient_program_id),
        organization_id=facts.recipient_organization_id,
        kind=ACCESS_ENDED,
        subject_kind="release",
        subject_reference=facts.reference,
        now=now,
    )
