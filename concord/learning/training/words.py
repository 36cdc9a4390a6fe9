"""The five sentences, the modules and their questions; what the log and the refusals say."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Question:
    """One question with its answers by code; ``hint`` is said where the answer was wrong."""

    text: Text
    answers: tuple[tuple[str, Text], ...]
    hint: Text


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a module: what it says, and the question at its end."""

    title: Text
    text: tuple[Text, ...]
    question: Question


@dataclass(frozen=True, slots=True)
class Lesson:
    """A module: five sentences with one question, and four parts with one each."""

    title: Text
    before: Text
    sentences: tuple[Text, ...]
    question: Question
    parts: tuple[Part, ...]


LESSONS: Final[dict[str, Lesson]] = {
    "referrals": Lesson(
        _("Sending a referral"),
        _("Before your first referral: five sentences and one question"),
        (
            _("A referral asks another program for help in codes; it never carries a name."),
            _(
                "Send it only under a release that the person gave you for that agency, and only what it "
                "names."
            ),
            _("If a call is enough, call: the three ways without a record keep nothing about anybody."),
            _("Help never depends on a referral, a release, a report or an order."),
            _("What was sent by mistake can be taken back at once, and the other side is told."),
        ),
        Question(
            _("The person wants a bed tonight and does not want anything written down. What do you do?"),
            (
                ("send", _("Send the referral without a release, since it is urgent")),
                ("call", _("Call together, and keep nothing")),
                ("refuse", _("Explain that without a release there is no bed")),
            ),
            _("Without a release nothing is sent, and nobody is turned away: you call."),
        ),
        (
            Part(
                _("What a referral holds"),
                (
                    _(
                        "It says what is needed, how soon, and how you may be called back. "
                        "Each is a choice from a "
                        "list."
                    ),
                    _("A text that looks like a name, a number or an address is stopped before it leaves."),
                ),
                Question(
                    _("Which of these may stand in a referral?"),
                    (
                        ("name", _("The first name, so that the shelter knows who comes")),
                        ("codes", _("That an interpreter for Spanish is needed")),
                        ("address", _("The street where the person is now")),
                    ),
                    _("Names and addresses are said on the telephone, by the person or with them."),
                ),
            ),
            Part(
                _("What lets it pass"),
                (
                    _(
                        "The release names one recipient, certain kinds of information and an "
                        "end. Nothing else "
                        "passes."
                    ),
                    _("When the release ends, what was said under it can no longer be read on either side."),
                ),
                Question(
                    _("The release names the shelter. The court asks you for the same facts. What now?"),
                    (
                        ("forward", _("Forward the referral, since they are a member too")),
                        ("order", _("Wait until the court orders it, then send everything")),
                        ("release", _("Ask the person whether they want to give a release for the court")),
                    ),
                    _("A release holds for the recipient it names, and for nobody else."),
                ),
            ),
            Part(
                _("When nobody answers"),
                (
                    _(
                        "Every referral has a time by which the other side answers. Urgent "
                        "ones are called about "
                        "as well."
                    ),
                    _("When the time is over you may call, ask another program, or ask the statewide line."),
                ),
                Question(
                    _("The time is over and there is no answer. What helps?"),
                    (
                        ("wait", _("Waiting, since they will see it sooner or later")),
                        ("ask_again", _("Calling them, or asking another program")),
                        ("copy", _("Sending the same referral to every program on the list")),
                    ),
                    _("One program is asked at a time, so that no more people know than need to."),
                ),
            ),
            Part(
                _("When the person changes their mind"),
                (
                    _("They may stop at any time and need not say why. You take the referral back."),
                    _("You may end the release as well. Both are done in one step and hold at once."),
                ),
                Question(
                    _("The person says: leave it, I do not want this any more. What do you do?"),
                    (
                        ("withdraw", _("Take the referral back, and end the release if they wish")),
                        ("persuade", _("Leave it open until the other side has answered")),
                        ("note", _("Write the reason into the referral")),
                    ),
                    _("It is theirs to end, at once and without a reason."),
                ),
            ),
        ),
    ),
    "releases": Lesson(
        _("Recording a release"),
        _("Before your first release: five sentences and one question"),
        (
            _("A release is the person's own decision: who may tell whom what, and until when."),
            _("Read each point aloud in a language they speak, and stop when they say stop."),
            _("It names one recipient and ends as soon as the purpose allows."),
            _("Saying no, or taking it back, never costs them any help."),
            _("The signed paper stays at your agency: no name and no copy of it belongs here."),
        ),
        Question(
            _("The person does not want to sign. What happens?"),
            (
                ("help_anyway", _("They get the same help; you call, or they call themselves")),
                ("later", _("They get help once they have signed")),
                ("spoken", _("You record it as given, because they will sign later")),
            ),
            _("A no is a no, and help does not depend on it."),
        ),
        (
            Part(
                _("Whose decision it is"),
                (
                    _("Nobody signs because a form asks for it, or because an office wants to know."),
                    _("Where another person must sign by law, it is never the one who causes harm."),
                ),
                Question(
                    _("Who decides whether there is a release?"),
                    (
                        ("worker", _("The worker, who knows what is best")),
                        ("agency", _("The agency that needs the information")),
                        ("person", _("The person, after hearing what it means")),
                    ),
                    _(
                        "It is the person's decision, and it is only worth something if they know what it "
                        "means."
                    ),
                ),
            ),
            Part(
                _("As little as possible"),
                (
                    _("Only what is marked may be said. Leave out what the other side does not need."),
                    _("The law of your program sets the longest time. Most purposes need days, not months."),
                ),
                Question(
                    _("What may the recipient be told?"),
                    (
                        ("file", _("Whatever is in the file, once there is a release")),
                        ("named", _("What the release names, until it ends")),
                        ("useful", _("Whatever turns out to be useful")),
                    ),
                    _("What the release does not name does not pass."),
                ),
            ),
            Part(
                _("Taking it back"),
                (
                    _(
                        "They may say so to anybody here, in person or by telephone. You record it in one "
                        "step."
                    ),
                    _("From then on nothing more is told, and what the recipient could read is closed."),
                ),
                Question(
                    _("The person calls and takes the release back. When does it end?"),
                    (
                        ("paper", _("When they have sent it in writing")),
                        ("month", _("At the end of its time")),
                        ("now", _("Now, as soon as you have recorded it")),
                    ),
                    _("It ends at once. No paper and no reason is asked for."),
                ),
            ),
            Part(
                _("What stays with you"),
                (
                    _(
                        "Concord knows that there is a release, not whose it is. The paper stays in your own "
                        "files."
                    ),
                    _("The recipient learns that access has ended, and never why."),
                ),
                Question(
                    _("What does Concord keep about a person who said no?"),
                    (
                        ("no_trace", _("Nothing that tells who they are, and nobody else learns of it")),
                        ("name", _("Their name, so that nobody asks again")),
                        ("notice", _("A message to the agency that was to receive it")),
                    ),
                    _("A no is counted here at most, and told to nobody."),
                ),
            ),
        ),
    ),
}  # fmt: skip

KINDS: Final[dict[str, Text]] = {
    "": _("Not begun"),
    "provisional": _("Five sentences"),
    "full": _("Module done"),
    "attested": _("Lead answers for it"),
}
PROBLEMS: Final[dict[str, Text]] = {
    "lesson_wrong": _("That is not it. Read the sentences once more, then choose again."),
}
REFUSALS = {
    "lesson_once": (
        _("You have answered this question before."),
        _("What is due now is the module."),
        "training:index",
    ),
}
TRIED: Final[dict[str, Text]] = {
    "training:": _("Training"),
}
