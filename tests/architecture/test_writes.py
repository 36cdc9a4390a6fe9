"""Actions are the only writers: whatever else seems to write is listed, with the reason."""

import ast
from collections.abc import Iterator

from tests.architecture.house import Module, modules, stale

_WRITES = frozenset({
    "save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create",
})  # fmt: skip
_SQL = ("INSERT INTO", "UPDATE ", "DELETE FROM")

# module and call -> why it is no write of ours, or may write outside an action.
ALLOWED = {
    "concord/config/commands/database.py keys.create": "makes key files, no rows",
    "concord/config/commands/demo.py keys.create": "makes key files, no rows",
    "concord/config/commands/demo.py os.environ.update": "the environment of a process",
    "concord/config/compiled.py digest.update": "a hash",
    "concord/config/embedded.py kept.update": "a dictionary of settings",
    "concord/config/management/commands/keys_rotate.py one.save": "encrypts anew what an action wrote",
    "concord/foundation/access/forms/sign_in.py super().save": "allauth's form, which calls its adapter",
    "concord/foundation/access/views/lock.py passkey.save": "allauth's form, which signs in",
    "concord/foundation/access/views/passwords.py form.save": "allauth's form, which calls its adapter",
    "concord/foundation/access/jobs.py AccessRequest.objects.filter(decided_at__lt=ended).delete":
        "retention: lets go of what has ended",
    "concord/foundation/accounts/jobs.py Session.objects.filter(session_key__in=some).delete":
        "retention: lets go of what has ended",
    "concord/foundation/accounts/jobs.py"
    " Invitation.objects.filter(expires_at__lt=now - _kept(Invitation)).delete":
        "retention: lets go of what has ended",
    "concord/foundation/notices/jobs.py old.filter(id__in=some).delete":
        "retention: lets go of what has ended",
    "concord/foundation/accounts/sessions.py due.filter(shared=shared).update":
        "the sign of life of a session, on a connection of its own",
    "concord/operations/referrals/views/answers.py saving.save": "a function that calls one action",
    "concord/operations/referrals/views/joint.py saving.save": "a function that calls one action",
}  # fmt: skip


def _is_action(module: Module) -> bool:
    return "actions" in module.parts


def _calls(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _WRITES:
            yield f"{module.path} {ast.unparse(node.func)}"


def test_nothing_but_actions_writes() -> None:
    found = {call for module in modules() if not _is_action(module) for call in _calls(module)}
    assert found - set(ALLOWED) == set()


def test_every_exception_is_still_needed() -> None:
    found = {call for module in modules() for call in _calls(module)}
    assert stale(set(ALLOWED), found) == set()


# Written in SQL outside actions: where -> why.
ALLOWED_SQL = {
    "concord/config/management/commands/keys_rotate.py": "encrypts anew what an action wrote",
}


def _statements(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = " ".join(node.value.split())
            if text.startswith(_SQL):
                yield text


def test_nothing_but_actions_writes_in_sql() -> None:
    found = {module.path for module in modules() if not _is_action(module) and any(_statements(module))}
    assert found - set(ALLOWED_SQL) == set()
    assert stale(set(ALLOWED_SQL), found) == set()


def test_rules_are_asked_in_every_verb() -> None:
    """A module of actions that people call imports rules, or stands in the list with the reason."""
    without = {
        module.path
        for module in modules()
        if _is_action(module) and "rules" not in module.text and not module.path.endswith("__init__.py")
    }
    assert without - set(WITHOUT_RULES) == set()
    assert stale(set(WITHOUT_RULES), without) == set()


_ASKED_ABOVE = "machinery: the verbs of higher rooms, which asked their rule, write through it"
WITHOUT_RULES = {
    "concord/foundation/access/actions/qualifications.py": _ASKED_ABOVE,
    "concord/foundation/access/actions/standing.py": _ASKED_ABOVE,
    "concord/foundation/accounts/actions.py": _ASKED_ABOVE,
    "concord/foundation/audit/actions.py": _ASKED_ABOVE,
    "concord/foundation/events/actions.py": _ASKED_ABOVE,
    "concord/foundation/notices/actions.py": _ASKED_ABOVE,
    "concord/operations/referrals/actions/housekeeping.py": "the worker's duties; nobody asks for them",
    "concord/operations/referrals/actions/releasing.py": "follows a changed release; nobody asks for it",
}
