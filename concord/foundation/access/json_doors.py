"""What every operation of the API needs of access: a declared door, strict shapes, and one form of refusal.

    @router.get("/directory", **opens("directory.read", DirectoryPage))

The door is asked before anything that was sent is read. Words are added by `config.api`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Final

from django.http import HttpRequest
from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from concord.foundation.access import rules
from concord.foundation.access.actor import Actor
from concord.foundation.access.doors import actor_of
from concord.foundation.lib.denied import Denied

REFUSED: Final = (400, 401, 403, 404, 405, 409, 422)


class Given(BaseModel):
    """What a caller sends: nothing undeclared, and no text where a number is asked for."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Asked(BaseModel):
    """What a caller looks for, in the address; everything arrives there as text."""

    model_config = ConfigDict(extra="forbid")


class Told(BaseModel):
    """What is answered: only the fields that stand here, read from a dataclass or a row."""

    model_config = ConfigDict(extra="forbid", from_attributes=True)


class Fault(Told):
    """One thing to put right. ``field`` is empty where it is the whole request."""

    field: str
    code: str
    detail: str
    remedy: str


class Refusal(Told):
    """A refusal with its way out, as RFC 9457 shapes it."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    remedy: str
    problems: list[Fault]


class Key:
    """The door of one operation: asks for a key, its scope and the capability."""

    openapi_security_schema: ClassVar[Mapping[str, str]] = {"type": "http", "scheme": "bearer"}

    def __init__(self, access: str, scope: str = "") -> None:
        self.access = access
        self.scope = scope or access

    def __call__(self, request: HttpRequest) -> Actor:
        """Return who asks; raises Denied with what is missing."""
        actor = actor_of(request)
        if self.access != "signed_in":
            rules.check_capability(actor, self.access)
            return actor
        rules.check_signed_in(actor)
        if self.scope not in actor.scopes:
            raise Denied("scope_missing", capability=self.scope)
        return actor


def opens(access: str, answer: Any, *, status: int = 200, scope: str = "") -> dict[str, Any]:
    """Declare an operation: its capability, what it answers, and how it refuses.

    ``signed_in`` with a scope is for what stays open when the level of an organization changes.
    """
    return {
        "auth": Key(access, scope),
        "response": {status: answer, **dict.fromkeys(REFUSED, Refusal)},
        "exclude_unset": True,
    }


@dataclass(frozen=True, slots=True)
class OneOf:
    """Admits only the codes of a table (and "" where nothing need be said), and says so in the schema."""

    codes: Sequence[str]
    empty: bool = False

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        """Check after the text itself was checked."""
        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        """List the codes in the document."""
        shown: dict[str, Any] = handler(schema)
        return shown | {"enum": [*self.codes, ""] if self.empty else list(self.codes)}

    def _check(self, value: str) -> str:
        if value not in self.codes and not (self.empty and not value):
            raise PydanticCustomError("code_unknown", "not one of the codes")
        return value


def _without_nul(value: str) -> str:
    """Refuse what the database cannot store."""
    if "\0" in value:
        raise PydanticCustomError("shape_text", "a NUL sign")
    return value


def _only_text(value: object) -> object:
    """Refuse numbers, which would be read as seconds since 1970."""
    if not isinstance(value, str):
        raise PydanticCustomError("shape_date", "not a text")
    return value


Code = Annotated[str, Field(max_length=40), AfterValidator(_without_nul)]
Reference = Annotated[str, Field(max_length=64, pattern=r"^[-A-Za-z0-9_]*$")]
Line = Annotated[str, Field(max_length=120), AfterValidator(_without_nul)]
After = Annotated[str, Field(max_length=2000), AfterValidator(_without_nul)]
Instant = Annotated[AwareDatetime, BeforeValidator(_only_text), Field(strict=False)]
