"""The answers to "Why are we asked this?": two sentences a field, in plain words (TRAIN-12)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WHYS: dict[str, str | Promise] = {
    "start.purpose": _(
        "The person agrees to one thing at a time. What it is for decides which items can be told at all."
    ),
    "start.to": _("The person must know who will be told. A release that names everybody names nobody."),
    "start.program": _(
        "Each program has its own law. It decides how the person agrees and how long that holds."
    ),
    "start.lang": _(
        "The person hears and signs it in their own language. You read the points aloud in it on the "
        "next page."
    ),
    "record.items": _(
        "Only what is marked can be sent. The person decides item by item, and may take one back later."
    ),
    "record.explained_points": _(
        "Agreeing without knowing is no agreement. Marking each point says that you explained it."
    ),
    "record.method": _(
        "The law of your program says which ways count. A written one can be shown if anybody ever asks."
    ),
    "record.holds_signed_copy": _(
        "The paper stays with you, and nothing is uploaded. Without it the release would be only our word."
    ),
    "record.signer": _(
        "For a child or somebody under a guardian another person may have to agree too. Never the one who "
        "causes harm."
    ),
    "record.given_on": _(
        "The longest time that the law allows is counted from the signature. It may be earlier than today."
    ),
    "record.ends_on": _(
        "A release ends by itself, so that nobody has to remember it. The person can always agree again."
    ),
    "record.long_is_needed": _(
        "Thirty days are enough for most. Longer is for the person to want, not for us."
    ),
    "record.report_back_until": _(
        "It is a second agreement: whether they may tell you what came of it. The person may say no to this "
        "part alone."
    ),
    "record.interpreter_used": _(
        "It shows that the points were explained in a language the person speaks. Nothing is kept about who "
        "interpreted."
    ),
    "narrow.items": _(
        "The person takes back what should no longer be told. What stays marked goes on as before."
    ),
    "confirm.program": _(
        "The program that tells back speaks under its own law. That law decides how long it may."
    ),
    "confirm.given_on": _(
        "The longest time that the law allows is counted from the signature. It stands on your own copy."
    ),
    "confirm.holds_signed_copy": _(
        "Their paper does not let you speak; your own copy does. It stays with you, and nothing is uploaded."
    ),
}
