"""The smallest body that an operation of the API takes, read from its own document."""

import re
from functools import cache
from typing import Any

import orjson

from concord.config.api import describe


def smallest_body(pattern: str, method: str) -> bytes:
    """Return JSON for a route such as ``api/v1/releases/<slug:reference>/narrow``; {} where none is read."""
    path = "/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", pattern)
    operation = _document()["paths"].get(path, {}).get(method.lower(), {})
    if "requestBody" not in operation:
        return b"{}"
    return orjson.dumps(_value(operation["requestBody"]["content"]["application/json"]["schema"]))


@cache
def _document() -> dict[str, Any]:
    return describe()


def _value(schema: dict[str, Any]) -> Any:
    """Make the plainest value that fits: only what is required, the first code, a known day."""
    if "$ref" in schema:
        return _value(_document()["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
    if "enum" in schema:
        return schema["enum"][0]
    kind = schema.get("type")
    if kind == "object":
        return {name: _value(schema["properties"][name]) for name in schema.get("required", ())}
    if kind == "array":
        return [_value(schema["items"]) for _ in range(schema.get("minItems", 0))]
    return "2026-11-18T11:00:00Z" if schema.get("format") == "date-time" else "nothing"
