"""The answers to "Why are we asked this?": two sentences a field, in plain words (TRAIN-12)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WHYS: dict[str, str | Promise] = {
    "network.name": _("People see it in tabs and histories. It should say nothing about the work."),
    "network.exit_url": _(
        "Leave replaces this site with that page. It must load fast and raise no question."
    ),
    "network.time_zone": _(
        "Nights, office hours and deadlines are counted by it. A program may keep a clock of its own."
    ),
    "network.languages": _(
        "People work faster and with fewer slips in their own language. What is marked can be chosen on "
        "every page."
    ),
    "network.region_scheme": _(
        "People divide the state in several ways. One is used everywhere, so that lists can be compared."
    ),
    "network.line_name": _(
        "Staff should know who answers before they call. The name stands beside the number."
    ),
    "network.line_phone": _(
        "At night it is the one number that always helps. People who have no account here read it too."
    ),
    "network.language_line_phone": _(
        "A call in the person's own language should need one tap. Leave it empty where there is no such line."
    ),
    "network.review_interval_days": _(
        "Numbers and hours change, and nobody tells. After this many days a listing is marked, and its "
        "agency is asked to look it over."
    ),
    "network.host_name": _(
        "Members should know who keeps the server and whom to ask when it does not answer. "
        "The name stands on the kit."
    ),
    "network.steward_name": _(
        "Somebody answers for the data of all members and is asked first when something goes wrong. "
        "The name stands on the kit."
    ),
    "region.name": _("Staff choose by this name. It is shown in lists and on maps."),
    "region.code": _("Files and addresses use it in place of the name. So it stays as it is."),
    "holiday.date": _(
        "Nobody sits in an office on this day, so no deadline of an office runs. Places that are always open "
        "are not touched."
    ),
    "holiday.name": _(
        "The list is looked over again next year. With a name everybody sees why the day stands there."
    ),
    "window.unit": _(
        "Minutes run day and night where a place is open. Business days skip nights, weekends and holidays."
    ),
    "window.remind_after": _(
        "Then whoever owes the answer is reminded. A reminder in good time spares somebody a wait."
    ),
    "window.overdue_after": _(
        "Then the other side sees it as overdue. They know that they may call or ask somebody else."
    ),
}
