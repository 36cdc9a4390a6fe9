"""Isolation by participants: who is a party sees, and nobody makes themselves one.

The subject row is visible by EXISTS over the own participant row; a party is added only by the owner,
which a composite foreign key holds; one SECURITY DEFINER trigger copies what lists need to every party's
row, since a party may not write the other's.
"""

from django.db import migrations

from concord.foundation.lib import rowsecurity as rs

ME = rs.once(rs.CURRENT_ORGANIZATION)
REFERRAL, PARTY = "referrals_referral", "referrals_participant"
OUTCOME, HANDOFF, STEP = "referrals_outcome", "referrals_handoff", "referrals_step"
OWN = ("referrals_note", "referrals_tally", "referrals_tallycount")


def _party_of(column: str, role: str = "") -> str:
    only = f" AND p.role = '{role}'" if role else ""
    return (
        f"EXISTS (SELECT 1 FROM {PARTY} p WHERE p.subject_id = {column} AND p.organization_id = {ME}{only})"
    )


FORWARD = "\n".join(
    (
        f"""
        ALTER TABLE {PARTY} ADD CONSTRAINT participant_added_by_owner
          FOREIGN KEY (subject_id, added_by) REFERENCES {REFERRAL} (id, owner_id) ON DELETE CASCADE;
        ALTER TABLE {REFERRAL} ADD CONSTRAINT referral_person_text_empty
          CHECK ((state <> 'draft' AND about <> 'coordination') OR octet_length(text) = 0);
        """,
        rs.enable(PARTY),
        rs.policy(PARTY, "own_select", "SELECT", rs.APP, using=f"organization_id = {ME}"),
        rs.policy(PARTY, "owner_adds", "INSERT", rs.APP, check=f"added_by = {ME}"),
        rs.policy(PARTY, "owner_drops", "DELETE", rs.APP, using=f"added_by = {ME} AND organization_id = {ME}"),
        rs.jobs_may(PARTY, ["SELECT", "DELETE"]),
        f"REVOKE UPDATE, TRUNCATE ON {PARTY} FROM {rs.APP}, {rs.JOBS};",
        rs.enable(REFERRAL),
        rs.policy(REFERRAL, "party_select", "SELECT", rs.APP, using=_party_of(f"{REFERRAL}.id")),
        rs.policy(REFERRAL, "owner_insert", "INSERT", rs.APP, check=f"owner_id = {ME}"),
        rs.policy(
            REFERRAL, "party_update", "UPDATE", rs.APP,
            using=_party_of(f"{REFERRAL}.id"), check=_party_of(f"{REFERRAL}.id"),
        ),
        rs.policy(REFERRAL, "owner_delete", "DELETE", rs.APP, using=f"owner_id = {ME} AND state = 'draft'"),
        rs.jobs_may(REFERRAL, ["SELECT", "UPDATE", "DELETE"]),
        rs.enable(OUTCOME),
        rs.policy(OUTCOME, "party_select", "SELECT", rs.APP, using=_party_of(f"{OUTCOME}.referral_id")),
        rs.policy(
            OUTCOME, "receiver_insert", "INSERT", rs.APP,
            check=f"organization_id = {ME} AND {_party_of(f'{OUTCOME}.referral_id', 'receiver')}",
        ),
        rs.policy(
            OUTCOME, "receiver_update", "UPDATE", rs.APP,
            using=f"organization_id = {ME}", check=f"organization_id = {ME}",
        ),
        rs.jobs_may(OUTCOME, ["SELECT"]),
        rs.enable(HANDOFF),
        rs.policy(HANDOFF, "party_select", "SELECT", rs.APP, using=_party_of(f"{HANDOFF}.referral_id")),
        rs.policy(
            HANDOFF, "party_insert", "INSERT", rs.APP,
            check=f"recorded_by_organization_id = {ME} AND {_party_of(f'{HANDOFF}.referral_id')}",
        ),
        rs.policy(
            HANDOFF, "party_update", "UPDATE", rs.APP,
            using=_party_of(f"{HANDOFF}.referral_id"), check=_party_of(f"{HANDOFF}.referral_id"),
        ),
        rs.jobs_may(HANDOFF, ["SELECT"]),
        rs.enable(STEP),
        rs.policy(STEP, "party_select", "SELECT", rs.APP, using=_party_of(f"{STEP}.referral_id")),
        rs.policy(
            STEP, "party_insert", "INSERT", rs.APP,
            check=f"organization_id = {ME} AND {_party_of(f'{STEP}.referral_id')}",
        ),
        rs.jobs_may(STEP, ["SELECT", "DELETE"]),
        f"REVOKE UPDATE, DELETE, TRUNCATE ON {STEP} FROM {rs.APP};",
        f"REVOKE UPDATE, TRUNCATE ON {STEP} FROM {rs.JOBS};",
        *(rs.enable(table) + "\n" + rs.own_rows(table) for table in OWN),
        rs.jobs_may("referrals_tally", ["SELECT", "DELETE"]),
        f"""
        CREATE FUNCTION referrals_tell_parties() RETURNS trigger
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
        BEGIN
          UPDATE public.{PARTY} SET
            open = NEW.state IN ('draft', 'sent', 'acknowledged'),
            turn = NEW.owed_by_id IS NOT DISTINCT FROM organization_id,
            due_at = coalesce(NEW.overdue_at, timestamptz '9999-01-01 00:00+00'),
            handler_id = CASE role WHEN 'receiver' THEN NEW.handler_id ELSE NEW.contact_id END,
            closed_at = NEW.closed_at
          WHERE subject_id = NEW.id;
          RETURN NULL;
        END $$;
        REVOKE ALL ON FUNCTION referrals_tell_parties() FROM PUBLIC;
        CREATE TRIGGER tell_parties
          AFTER UPDATE OF state, owed_by_id, overdue_at, handler_id, contact_id, closed_at ON {REFERRAL}
          FOR EACH ROW EXECUTE FUNCTION referrals_tell_parties();
        """,
    )
)
BACK = "\n".join(
    (
        f"DROP TRIGGER tell_parties ON {REFERRAL}; DROP FUNCTION referrals_tell_parties();",
        f"ALTER TABLE {PARTY} DROP CONSTRAINT participant_added_by_owner;",
        f"ALTER TABLE {REFERRAL} DROP CONSTRAINT referral_person_text_empty;",
        *(rs.drop_all(table) for table in (*OWN, STEP, HANDOFF, OUTCOME, REFERRAL, PARTY)),
        f"GRANT UPDATE ON {PARTY} TO {rs.APP}, {rs.JOBS};",
        f"GRANT UPDATE, DELETE ON {STEP} TO {rs.APP}, {rs.JOBS};",
    )
)


class Migration(migrations.Migration):
    dependencies = [("referrals", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
