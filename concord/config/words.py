"""Words for what only the outermost room can refuse: a request whose shape is not that of the API."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "not_found": (_("There is nothing here for you."), _("Check the address."), ""),
    "method_not_allowed": (
        _("This address does not do that."),
        _("The header Allow names what it does."),
        "",
    ),
    "malformed": (_("The request could not be read."), _("Send one JSON document, in UTF-8."), ""),
    "invalid": (_("Something has to be put right first."), _("Each part of it stands under “problems”."), ""),
    "shape_missing": (_("This is missing."), _("Add it."), ""),
    "shape_extra": (
        _("This is not part of the request."),
        _("Leave it out; the API document lists what belongs."),
        "",
    ),
    "shape_date": (
        _("This is not a date, or has no time zone."),
        _("Write it as in ISO 8601, such as 2026-11-18T12:00:00-05:00."),
        "",
    ),
    "shape_length": (_("This is too long or too short."), _("The API document says how long it may be."), ""),
    "shape_text": (_("This is not readable text."), _("Remove control signs."), ""),
    "shape_kind": (_("This is of the wrong kind."), _("The API document says what it has to be."), ""),
}
