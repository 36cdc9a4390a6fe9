"""The answers to "Why are we asked this?": two sentences a field, in plain words (TRAIN-12)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WHYS: dict[str, str | Promise] = {
    "bring.file": _(
        "It is looked over before anything is written. It is kept encrypted, and deleted when it is not "
        "needed any more."
    ),
    "bring.org_type": _(
        "Other systems do not say what kind of organization it is. Every organization here has one."
    ),
    "bring.categories": _(
        "Everybody here searches by the same words. A service that says its own keeps them."
    ),
    "bring.harm_scope": _(
        "Other systems do not say it. A program that says nothing of it would not be found."
    ),
    "bring.serves": _("What each program may read of others depends on it. So every program says it."),
    "bring.regions": _(
        "People ask who serves their part of the state. A service that names a region keeps it."
    ),
    "own.file": _(
        "It is looked over before anything is written, and only your own listings are touched. It is "
        "deleted when it is not needed any more."
    ),
    "choose.published": _(
        "Other directories can then show your services, so people find you there too. You can take it back "
        "at any time, and a confidential address is never told."
    ),
    "switch.is_open": _(
        "It lets other directories read what organizations chose to publish, without a key. Nothing about "
        "anybody who is helped is in it."
    ),
}
