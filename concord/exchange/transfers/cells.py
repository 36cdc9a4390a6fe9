"""Cells of a table: no cell begins with a sign that a spreadsheet would calculate with, and nothing is lost.

A cell that would begin with one gets an apostrophe in front, which is taken away again when it is read. A
number in a column of numbers stays a number.
"""

import json
import re
from typing import Any, Final

_DANGEROUS: Final = re.compile(r"'*[=+\-@\t\r\n]")
_GUARDED: Final = re.compile(r"'+[=+\-@\t\r\n]")
_PLAIN: Final = re.compile(r"-?\d+(\.\d+)?$")


def write(value: Any, *, number: bool = False) -> str:
    """Return a value as the text of a cell; ``number`` says that its column holds numbers."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    if number and _PLAIN.match(text):
        return text
    return f"'{text}" if _DANGEROUS.match(text) else text


def read(text: str) -> str:
    """Return the text of a cell without the apostrophe that guards it."""
    return text[1:] if _GUARDED.match(text) else text
