"""What is told of a person, as rows of words: the same on the check page, on the referral and beside it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from concord.governance.directory import words as directory_words
from concord.operations.referrals import words

Pairs = list[tuple[str, str]]
_TABLES: Mapping[str, words.Words] = {
    "accessibility": directory_words.ACCESSIBILITY,
    "cultural_preference": directory_words.COMMUNITIES,
    "safe_contact": words.SAFE_CONTACT,
    "source": words.SOURCES,
    "basis": words.BASES,
}


def person_value(name: str, value: Any) -> str:
    """Put one coded item about the person into words."""
    if name == "category":
        return directory_words.category_label(value)
    if name == "interpreter_language":
        return directory_words.label(directory_words.LANGUAGES, value)
    given = [value] if isinstance(value, str) else value
    return words.labels(_TABLES[name], given)


def shared_rows(person: Mapping[str, Any], text: str, about: str, function: str) -> Pairs:
    """List what was shared, in words, in one order everywhere."""
    if about == "coordination":
        return [(_("About"), words.label(words.FUNCTIONS, function))]
    found = [
        (words.label(words.PERSON_FIELDS, name), person_value(name, person[name]))
        for name in words.PERSON_FIELDS
        if person.get(name)
    ]
    return [*found, (_("Note on the service"), text)] if text else found
