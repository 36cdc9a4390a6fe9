"""The words of the exchange: what is wrong with a file, and what to do about it."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# code -> what is wrong at a place of a file; what the directory itself finds wrong stands in its own words
PROBLEMS: Final[dict[str, str | Promise]] = {
    "file_too_large": _("The file is too large. At most %(most)s MB are taken."),
    "nothing_inside": _("No organization and no service was found in the file."),
    "not_utf8": _("This line is not in UTF-8. Save the file as “CSV UTF-8” and try again."),
    "zip_broken": _("The zip cannot be opened. Make it again."),
    "zip_too_much": _("The zip holds too much. Unpacked, at most %(most)s MB are taken."),
    "zip_path": _("“%(member)s” would lead out of the zip. Put the tables into it without folders."),
    "zip_locked": _("“%(member)s” is locked with a password. Make the zip without one."),
    "unknown_table": _("This table is none of the standard. Take it out, or give it the standard's name."),
    "no_tables": _("The zip holds no table of the standard, such as services.csv."),
    "wrong_delimiter": _("The columns are not separated by commas. Save the file as CSV with commas."),
    "no_id_column": _("There is no column “id” in the first row."),
    "column_twice": _("This column stands there twice."),
    "column_name": _("This is no name of a column: letters, digits and _ only."),
    "too_many_cells": _("This row has more cells than the first row has columns."),
    "too_many_rows": _("The table is too long. At most %(most)s rows are taken."),
    "not_csv": _("This is not CSV: a quotation mark is missing, or a cell is far too long."),
    "formula": _("The cell begins like a formula. Write the text itself."),
    "not_json": _("This is not JSON."),
    "not_a_record": _("A record with fields was expected here."),
    "not_a_list": _("A list was expected here."),
    "not_a_text": _("A text was expected here."),
    "too_deep": _("The record is nested too deep."),
    "not_storable": _("The text holds a sign that cannot be kept."),
    "not_an_id": _("“%(value)s” is no id: a UUID was expected."),
    "not_a_number": _("“%(value)s” is no number."),
    "not_a_date": _("“%(value)s” is no day, such as 2026-11-18."),
    "not_a_datetime": _("“%(value)s” is no moment, such as 2026-11-18T17:00:00Z."),
    "not_a_time": _("“%(value)s” is no time of a day, such as 17:00."),
    "leads_nowhere": _("“%(value)s” leads to a row that is not in %(file)s."),
    "twice": _("Row %(first)s has the same id already."),
    "claimed_twice": _("Row %(first)s claims the same code already."),
    "own_only": _("This belongs to another organization. Only your own can be brought in here."),
}
TRIED: Final[dict[str, str | Promise]] = {
    "hsds:": _("Take out, bring in or publish services"),
    "own:": _("Take out the organization's own data"),
}
LOG: Final[dict[str, str | Promise]] = {
    "open_data.chosen": _("Chose to be published to everybody"),
    "open_data.withdrawn": _("Chose not to be published any more"),
    "open_data.opened": _("Opened the published services to everybody"),
    "open_data.closed": _("Closed the published services to everybody"),
    "own_data.taken": _("Took the organization's own data out"),
}
