"""The answers to "Why are we asked this?": two sentences a field, in plain words (TRAIN-12)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WHYS: dict[str, str | Promise] = {
    "list.file": _(
        "The list of members saves typing every program in. Nothing of it is in the directory before you "
        "have seen it checked."
    ),
    "columns.column": _(
        "Lists name their columns in many ways. What is matched wrongly would stand in the wrong place."
    ),
    "letter.code": _(
        "It shows that the letter was sent to your organization. It works once, and only for a while."
    ),
    "lead.name": _("Colleagues see who leads. The name also stands beside what you confirm."),
    "lead.email": _(
        "You sign in with this address. Messages that something waits go there, and say nothing more."
    ),
    "states.state": _("A long list is easier to work through in parts. It changes only what is shown."),
    "chosen.everyone": _(
        "A long list need not be ticked one by one. Those whose address is not known can get a letter."
    ),
    "chosen.organizations": _("Only those that you choose are invited. The others can be invited later."),
    "chosen.way": _(
        "A letter needs no address and arrives on paper. A mail arrives at once, and says only that a "
        "message waits."
    ),
}
