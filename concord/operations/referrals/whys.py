"""The answers to "Why are we asked this?": two sentences a field, in plain words (TRAIN-12)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WHYS: dict[str, str | Promise] = {
    "category": _(
        "The other program must know whether it is the right one. It reads this word and nothing more "
        "about what happened."
    ),
    "sensitivity": _(
        "It starts the other program's clock in its own hours. It also puts the referral in its place in "
        "their queue."
    ),
    "function": _(
        "The other program can give it to whoever knows. It is a choice from a list, so nothing about "
        "anybody can stand in it."
    ),
    "receiver_program": _(
        "A referral goes to one program, never to a whole agency. So the right people see it, and nobody "
        "else."
    ),
    "find": _(
        "The list is longer than a page. A part of the name of the agency or the program is enough; it is not"
        " kept."
    ),
    "release": _(
        "Nothing about a person leaves your agency without their agreement. The release says what may be "
        "told, to whom and until when."
    ),
    "contact_name": _(
        "The other program calls somebody, not an agency. It is one of your own colleagues or you."
    ),
    "contact_phone": _(
        "They call this number when they have a question. It is your work number, never the person's."
    ),
    "basis": _(
        "The other program can tell what was said by the person from what stands in papers. It need not "
        "ask the person again."
    ),
    "basis_partner": _(
        "Papers of a partner are that partner's words. The other program may want to ask there."
    ),
    "source": _(
        "Counted by kind of place, it shows where people find their way in. It does not name anybody."
    ),
    "pathway": _(
        "It says whether both programs spoke together with the person. A joint call is recorded and "
        "confirmed by both."
    ),
    "interpreter_language": _(
        "An interpreter takes time to find. The other program says how it will meet this before it accepts."
    ),
    "accessibility": _(
        "Some places cannot be reached or used by everybody. The other program says how it will meet this"
        " before it accepts."
    ),
    "cultural_preference": _(
        "Some people want somebody from their community. The other program says how it will meet this "
        "before it accepts."
    ),
    "safe_contact": _(
        "A call at the wrong moment can put the person in danger. The number itself is never written here."
    ),
    "text": _(
        "Sometimes the choices leave out something about the service. Write about the service only; the "
        "person may ask to read it."
    ),
    "reason": _(
        "The sending program learns what to try next. Counted over time, it shows what is missing in the "
        "region."
    ),
    "suggested": _(
        "You know your neighbors. Nothing is passed on: the sending program asks the person first."
    ),
    "needs": _(
        "The person asked for it, and the sending program tells them. If you cannot meet it, say so now."
    ),
    "follow_up_on": _(
        "On this day you are asked once whether the connection was made. Nobody is asked what happened then."
    ),
    "expected_on": _("The person can plan, or look further. It is an estimate and binds nobody."),
    "mode": _("The record says how both programs spoke. It holds no word of what was said."),
    "at": _("The record says when both programs spoke. The other side confirms the same call."),
    "plan": _(
        "Both programs keep the same time free. It says only when you can be called; nothing is told about "
        "anybody."
    ),
    "person_present": _(
        "A handoff is warm when the person takes part. Only yes, no or does not apply is kept."
    ),
    "roles_agreed": _(
        "Both programs and the person know whom to ask. It prevents that each waits for the other."
    ),
    "next_steps": _("Both sides leave with the same list. These are steps, not what happened."),
    "result": _("It says only whether the connection was made. It is counted, and it closes the referral."),
    "note": _(
        "Notes stay inside your agency; no partner and no administrator of the network reads them. Keep "
        "the case itself in your own files."
    ),
    "outcome": _(
        "A correction stands beside the first answer; nothing is erased. Both sides see who corrected it "
        "and when."
    ),
    "program": _(
        "The call is counted for this program, for your agency only. The other agency is told nothing."
    ),
    "spoke": _(
        "The law asks who told something about the person. When they spoke for themselves, or nobody "
        "spoke of them, a count is enough."
    ),
    "handoff_release": _(
        "You told something about the person, so a release of yours must name the program. Nothing of "
        "what you said is kept."
    ),
    "referral": _(
        "If there is a referral already, the call belongs to it and the other side confirms it. Otherwise"
        " it is only counted."
    ),
    "help": _("Only programs that offer this are shown. What you choose is not kept about anybody."),
    "lang": _("Words for the call can be read aloud in the person's language. The choice is not kept."),
    "answer": _(
        "Calls that reach nobody show where the network has gaps. Only the count stays, for your agency."
    ),
    "place": _("It stands on this page while you call. It is not kept."),
    "number": _("It becomes a number to tap. It is not kept."),
}
