"""The SQL of row-level security is spelled out and cannot be injected by names."""

import pytest

from concord.foundation.lib import rowsecurity


def test_security_is_forced_and_the_owner_sees_everything() -> None:
    assert rowsecurity.enable("referrals_referral").splitlines() == [
        'ALTER TABLE "referrals_referral" ENABLE ROW LEVEL SECURITY;',
        'ALTER TABLE "referrals_referral" FORCE ROW LEVEL SECURITY;',
        (
            'CREATE POLICY "owner_all" ON "referrals_referral" FOR ALL TO "concord_owner"'
            " USING (true) WITH CHECK (true);"
        ),
    ]


def test_own_rows_have_one_policy_a_command_and_evaluate_the_setting_once() -> None:
    lines = rowsecurity.own_rows("messages_message").splitlines()
    own = "\"organization_id\" = (select nullif(current_setting('concord.organization', true), '')::uuid)"
    assert [line.split(" FOR ")[1] for line in lines] == [
        f'SELECT TO "concord_app" USING ({own});',
        f'INSERT TO "concord_app" WITH CHECK ({own});',
        f'UPDATE TO "concord_app" USING ({own}) WITH CHECK ({own});',
        f'DELETE TO "concord_app" USING ({own});',
    ]


def test_the_worker_gets_only_the_commands_it_needs() -> None:
    lines = rowsecurity.jobs_may("events_event", ["UPDATE", "INSERT", "SELECT"]).splitlines()
    assert [line.split(" FOR ")[1] for line in lines] == [
        'INSERT TO "concord_jobs" WITH CHECK (true);',
        'SELECT TO "concord_jobs" USING (true);',
        'UPDATE TO "concord_jobs" USING (true) WITH CHECK (true);',
    ]
    with pytest.raises(ValueError, match="name the commands"):
        rowsecurity.jobs_may("events_event", ["ALL"])
    with pytest.raises(ValueError, match="name the commands"):
        rowsecurity.jobs_may("events_event", [])


def test_append_only_takes_rights_away_and_can_be_undone() -> None:
    assert rowsecurity.append_only("audit_entry") == (
        'REVOKE UPDATE, DELETE, TRUNCATE ON "audit_entry" FROM "concord_app", "concord_jobs";'
    )
    assert rowsecurity.append_only_undone("audit_entry").startswith("GRANT UPDATE, DELETE ON")


def test_everything_can_be_dropped_again() -> None:
    sql = rowsecurity.drop_all("audit_entry")
    assert "tablename = 'audit_entry'" in sql
    assert sql.endswith('ALTER TABLE "audit_entry" DISABLE ROW LEVEL SECURITY;')


@pytest.mark.parametrize("name", ['a"; drop table x; --', "A", "", "1a", "a b", "a'", "a\n", "a" * 64, "s.t"])
def test_a_name_that_is_not_plain_is_refused(name: str) -> None:
    for make in (rowsecurity.enable, rowsecurity.own_rows, rowsecurity.append_only, rowsecurity.drop_all):
        with pytest.raises(ValueError, match="plain SQL name"):
            make(name)
    with pytest.raises(ValueError, match="plain SQL name"):
        rowsecurity.own_rows("t", column=name)
    with pytest.raises(ValueError, match="plain SQL name"):
        rowsecurity.policy("t", name, "SELECT", rowsecurity.APP, using="true")


def test_a_policy_takes_only_the_clauses_of_its_command() -> None:
    with pytest.raises(ValueError, match="does not take"):
        rowsecurity.policy("t", "p", "INSERT", rowsecurity.APP, using="true")
    with pytest.raises(ValueError, match="does not take"):
        rowsecurity.policy("t", "p", "DELETE", rowsecurity.APP, using="true", check="true")
    with pytest.raises(ValueError, match="needs using"):
        rowsecurity.policy("t", "p", "SELECT", rowsecurity.APP)
    with pytest.raises(ValueError, match="not a command"):
        rowsecurity.policy("t", "p", "MERGE", rowsecurity.APP, using="true")  # type: ignore[arg-type]  # facts of many types
