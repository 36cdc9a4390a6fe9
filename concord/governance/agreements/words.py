"""Words of agreements."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "agreement_title_missing": (_("The agreement has no title."), _("Give it a title."), ""),
    "agreement_kind_unknown": (_("This is not a kind of agreement."), _("Choose one from the list."), ""),
    "agreement_ends_before_start": (
        _("The agreement would end before it begins."),
        _("Choose a later end, or none."),
        "",
    ),
    "agreement_parties_missing": (
        _("An agreement binds at least two organizations."),
        _("Name every party."),
        "",
    ),
    "agreement_window_unknown": (
        _("No response time is known for “%(matter)s”."),
        _("Use one of the network's own kinds."),
        "",
    ),
    "agreement_window_invalid": (
        _("The response time for “%(matter)s” makes no sense."),
        _("The reminder comes first, then the time at which it is overdue."),
        "",
    ),
}
KINDS = {
    "network": _("Network agreement"),
    "mou": _("Memorandum of understanding"),
    "data_sharing": _("Data-sharing agreement"),
    "placement": _("Placement agreement"),
}
LOG = {"agreement.seeded": _("Put an agreement in place")}
