"""Words of the member list: its columns, every fault with its remedy, and the states of invitations."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from openpyxl.utils import get_column_letter

from concord.foundation.access import words as access
from concord.governance.directory import words as directory
from concord.governance.members import codes

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Promise

    from concord.governance.members.checking import Fault

Words = Mapping[str, "str | Promise"]

COLUMNS: Words = {
    "organization": _("Organization"), "kind": _("Kind of organization"), "services": _("Services"),
    "regions": _("Regions"), "program": _("Program"), "code": _("Your own code for it"),
    "phone": _("Phone"), "urgent_phone": _("Urgent phone"), "website": _("Website"),
    "languages": _("Languages"), "hours": _("Hours"), "description": _("Description"),
    "serves": _("Whom it serves"), "harm_scope": _("Kinds of harm"), "address": _("Address"),
    "confidential": _("Address confidential (yes or no)"), "lead_name": _("Name of the lead"),
    "lead_email": _("Work e-mail of the lead"),
}  # fmt: skip
NOT_IN_LIST = _("Not in the list")
STATES: Words = {
    codes.READ: _("Read in, not imported"), codes.IMPORTED: _("Imported"), codes.UNDONE: _("Undone"),
}  # fmt: skip
INVITATION_STATES: Words = {
    codes.SENT: _("Sent, not opened"), codes.OPENED: _("Opened"), codes.JOINED: _("Joined"),
    codes.CLAIMED: _("Claimed its listing"), codes.CONFIRMED: _("Confirmed its listing"),
    codes.ENDED: _("Ended unused"), codes.REVOKED: _("Taken back"),
}  # fmt: skip
MARKS: Mapping[str, str] = {
    codes.SENT: "hold", codes.OPENED: "info", codes.JOINED: "info", codes.CLAIMED: "ok",
    codes.CONFIRMED: "ok", codes.ENDED: "soon", codes.REVOKED: "no",
}  # fmt: skip
WAYS: Words = {codes.MAIL: _("By mail"), codes.LETTER: _("By a printed letter with a code")}

# What is wrong with a list or a cell: code -> (what, what to do)
FAULTS: Mapping[str, tuple["str | Promise", "str | Promise"]] = {
    "column_missing": (_("No column is matched."), _("Choose the column above, or add it to the list.")),
    "cell_missing": (_("The cell is empty."), _("Fill it in.")),
    "cell_long": (_("This is too long."), _("Use at most %(most)s characters.")),
    "too_long": (_("This is too long."), _("Use at most %(longest)s characters.")),
    "formula_in_cell": (
        _("The cell holds a formula, and nothing is worked out here."),
        _("Put its result there as text: copy, then paste as values."),
    ),
    "unknown_kind": (_("There is no kind “%(said)s”."), _("Use a kind from the list below.")),
    "unknown_services": (_("There is no service “%(said)s”."), _("Use words from the list below.")),
    "unknown_regions": (
        _("There is no region “%(said)s”."), _("Use a region of the network, or add it there first."),
    ),
    "unknown_languages": (
        _("There is no language “%(said)s”."), _("Write its name, or its code such as “es”."),
    ),
    "unknown_serves": (_("Nobody is called “%(said)s” here."), _("Use words from the list below.")),
    "unknown_harm_scope": (_("There is no kind of harm “%(said)s”."), _("Use words from the list below.")),
    "unknown_hours": (
        _("“%(said)s” are no hours."),
        _("Write them like “Mon-Fri 09:00-17:00; Sat 10:00-12:00” or “24/7”."),
    ),
    "hours_do_not_work": (_("These hours do not fit together."),
        _("Let one begin after the other has ended.")),
    "unknown_confidential": (_("“%(said)s” is neither yes nor no."), _("Write yes or no.")),
    "website_unknown": (
        _("“%(said)s” is no web address."), _("Write it in full, such as “https://www.example.org”."),
    ),
    "email_unknown": (_("“%(said)s” is no e-mail address."), _("Correct it, or leave it empty.")),
    "lead_without_name": (_("The lead has an address but no name."), _("Fill in the name.")),
    "address_of_confidential_place": (
        _("The address of a confidential place is stored by nobody."), _("Empty the cell."),
    ),
    "place_in_text": (
        _("“%(part)s” tells where a confidential place is."),
        _("Take it out; directions are given by voice."),
    ),
    "organization_known": (
        _("“%(said)s” stands in the directory already."), _("Take the row out of the list."),
    ),
    "kind_differs": (
        _("Row %(row)s gives the same organization another kind."), _("Use one kind in all of its rows."),
    ),
    "program_twice": (_("Row %(row)s has the same program."), _("Take one of them out, or name them apart.")),
    "code_twice": (_("Row %(row)s claims the code “%(said)s” too."), _("Give each row a code of its own.")),
    "code_taken": (
        _("The code “%(said)s” belongs to a program that was imported before."), _("Use another code."),
    ),
    "unknown_code": (_("There is no %(codes)s."), _("Use words from the list below.")),
    "missing": (_("The cell is empty."), _("Fill it in.")),
}  # fmt: skip

# What is wrong with a file or a form: code -> sentence
PROBLEMS: Words = {
    "file_too_large": access.TOO_LARGE,
    "file_empty": _("The file is empty."),
    "file_encrypted": _(
        "The file is locked with a password, or is from before 2007. Save it as XLSX without a password."
    ),
    "file_broken": _("The file is broken at “%(part)s”. Save it anew as XLSX or CSV, and try again."),
    "file_with_macros": _("The file holds a program (%(part)s). Save it as XLSX without macros."),
    "file_with_entities": _(
        "The part “%(part)s” of the file fetches or defines something. Save the list as CSV."
    ),
    "file_unpacks": _(
        "The part “%(part)s” of the file unpacks to more than a list can be. Save the list alone as CSV."
    ),
    "file_without_rows": _("The file has no rows below its titles."),
    "too_many_columns": _("The list has more than %(most)s columns. Leave out what is not needed."),
    "too_many_rows": _("The list has more than %(most)s rows. Send it in parts."),
    "not_utf8": _("Line %(line)s is not written in UTF-8. Save the file as “CSV UTF-8”."),
    "not_text": _("Line %(line)s is not text. Save the file as “CSV UTF-8”."),
    "line_broken": _("Line %(line)s cannot be read: a quotation mark is open. Close it."),
    "cell_too_long": _("Cell %(cell)s has more than %(most)s characters. Shorten it."),
    "cell_not_text": _("Cell %(cell)s holds signs that cannot be shown. Take them out."),
    "column_twice": _("Another line takes this column already. Each column says one thing."),
    "column_unknown": _("The list has no such column."),
    "code_wrong": _(
        "This code is not right, has been used, or has ended. Check each sign, or ask for a new letter."
    ),
}  # fmt: skip

# code -> (reason, remedy, name of the page that helps or "")
REFUSALS = {
    "import_moved_on": (
        _("Somebody has imported or undone this list meanwhile."),
        _("Look at the page again to see how it stands."), "members:imports",
    ),
    "import_has_faults": (
        _("The list has faults (%(count)s), so nothing of it was imported."),
        _("Mend them in your file, and read it in again."), "members:imports",
    ),
    "invitation_open": (
        _("One of these organizations has an open invitation already."),
        _("Look at the list again; send that one again instead."), "members:invitations",
    ),
    "invitation_revoked": (
        _("This invitation was taken back."), _("Invite the organization anew."), "members:invitations",
    ),
    "confirmed_otherwise": (
        _("Something has changed since this page was opened."),
        _("Open the link again, and look at what it says now."), "",
    ),
    "letter_without_address": (
        _("The list names no mail address for %(name)s."), _("Invite it by a printed letter."),
        "members:invitations",
    ),
    "confirmation_asked_already": (
        _("This organization was asked already, and has not answered yet."),
        _("Call it; its number stands in the list."), "",
    ),
    "not_core_here": (
        _("Only the core agency of this region, or the backbone office, asks for confirmations."),
        _("Call the agency, or ask the core agency of the region."), "",
    ),
}  # fmt: skip

LOG: Words = {
    "import.read": _("Read a member list in"),
    "import.matched": _("Matched the columns of a member list"),
    "import.done": _("Imported a member list"),
    "import.undone": _("Undid an import"),
    "confirmation.asked": _("Asked an agency to confirm its listing"),
    "lead.invited": _("Invited a lead"),
    "lead.invited_again": _("Invited a lead again"),
    "lead.uninvited": _("Took the invitation of a lead back"),
    "lead.letter_shown": _("Saw a letter with its code"),
    "lead.letter_used": _("Used the code of a letter"),
}
TRIED: Words = {"members:": _("Join by a letter")}


def explain(code: str, parameters: Mapping[str, object]) -> str:
    """Say what is wrong with a file or a form."""
    return str(PROBLEMS.get(code, directory.explain_problem("", code, parameters))) % dict(parameters)


def title(at: int, text: str) -> str:
    """Name a column of a list as its spreadsheet does."""
    return f"{get_column_letter(at + 1)}: {text}" if text else get_column_letter(at + 1)


def way_choices() -> list[tuple[str, str]]:
    return [(way, str(WAYS[way])) for way in codes.WAYS]


def fault(found: "Fault") -> dict[str, object]:
    """Return a fault as a line of the preview: where, what, and what to do."""
    what, remedy = FAULTS.get(found.code, (directory.explain_problem("", found.code, found.parameters), ""))
    facts = {
        name: ", ".join(map(str, value)) if isinstance(value, list | tuple) else value
        for name, value in found.parameters.items()
    }
    return {
        "row": found.row,
        "letter": found.letter,
        "column": str(COLUMNS.get(found.column, found.column)),
        "what": str(what) % facts,
        "remedy": str(remedy) % facts,
    }
