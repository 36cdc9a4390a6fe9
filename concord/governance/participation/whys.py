"""The answers to "Why are we asked this?": two sentences a field, in plain words (TRAIN-12)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WHYS: dict[str, str | Promise] = {
    "tier": _(
        "The level says what others can count on from you. You choose it yourselves, and may go back at "
        "any time."
    ),
    "capacity": _(
        "People and hours decide what an organization can carry. Those who come after you should know why "
        "you chose."
    ),
    "governance": _(
        "Your board or director may have decided this. The history then shows on whose word it rests."
    ),
    "legal": _(
        "Somebody may have looked at what your law allows. The next review can begin where that one ended."
    ),
}
