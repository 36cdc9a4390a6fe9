"""The OpenAPI document of what is told to everybody, derived from the bundled one, with its faults repaired.

Repaired: one place answers with a place, not with a service; a time is a date-time; refusals are described.
"""

import json
from functools import cache
from typing import Any, Final

from concord.exchange.hsds.structure import STANDARD, Record

LINES: Final = "application/x-ndjson"
PROBLEM: Final = "application/problem+json"
_JSON: Final = "application/json"
_REFUSED: Final = {
    "400": "A parameter is not understood.",
    "404": "It is not there, or it is not told to everybody.",
    "405": "Only reading is offered.",
    "429": "Too many requests; try again in a minute.",
}


@cache
def describe() -> Record:
    """Return the document as plain data."""
    found: Record = json.loads((STANDARD / "openapi.json").read_text())
    found["info"] = {
        "title": "Open Referral HSDS",
        "version": "3.1",
        "description": "Services of organizations that chose to be published. Open access, no key.",
        "license": {"name": "CC BY-SA 4.0", "url": "https://creativecommons.org/licenses/by-sa/4.0/"},
    }
    found["servers"] = [{"url": "/hsds/v3"}]
    found["components"]["schemas"]["Problem"] = _PROBLEM_SCHEMA
    found["components"]["parameters"]["modified_after"]["schema"]["format"] = "date-time"
    for path, operations in found["paths"].items():
        operation = operations["get"]
        if path == "/service_at_locations/{id}":
            answer = operation["responses"]["200"]["content"][_JSON]
            answer["schema"] = {"$ref": "#/components/schemas/service_at_location"}
        _describe_refusals(operation)
    return found


def _describe_refusals(operation: dict[str, Any]) -> None:
    content = operation["responses"]["200"]["content"]
    if any(str(one.get("$ref", "")).endswith("/format") for one in operation.get("parameters", ())):
        content[LINES] = {"schema": {"type": "string"}}
    for status, said in _REFUSED.items():
        schema = {"$ref": "#/components/schemas/Problem"}
        operation["responses"][status] = {"description": said, "content": {PROBLEM: {"schema": schema}}}


_PROBLEM_SCHEMA: Final[Record] = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
    },
}
