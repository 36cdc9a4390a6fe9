"""Keeps what the search looks into, in the transaction of each change, wherever it is written (ADR 10).

Functions run with the rights of whoever writes. One statement, one refresh, however many rows.
"""

from django.db import migrations

# Folds as `spelling.fold` does.
FOLD = r"""
CREATE FUNCTION directory_fold(said text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT lower(regexp_replace(normalize(said, NFKD), U&'[\0300-\036F]', '', 'g'))
$$;
CREATE FUNCTION directory_words(said text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT to_tsvector('pg_catalog.simple', regexp_replace(directory_fold(said), '[^[:alnum:]]+', ' ', 'g'))
$$;
"""

# What is left when letters fall away, as `spelling.deletes` has it.
DELETES = """
CREATE FUNCTION directory_deletes(word text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  WITH head AS (SELECT left(word, 9) AS said),
  once AS (SELECT DISTINCT overlay(said placing '' FROM at FOR 1) AS said
    FROM head, generate_series(1, length(said)) at),
  twice AS (SELECT DISTINCT overlay(said placing '' FROM at FOR 1) AS said
    FROM once, generate_series(1, length(said)) at WHERE length(word) >= 7)
  SELECT array_agg(said) FROM (SELECT said FROM head UNION SELECT said FROM once UNION SELECT said FROM twice) x
$$;
"""

# The lines of some programs, and of some organizations as far as they have no program.
LINES = """
CREATE FUNCTION directory_coded(letter text, codes anyarray) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(array_agg(letter || '=' || code), '{}') FROM unnest(codes) code WHERE code <> ''
$$;
CREATE FUNCTION directory_named(said text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT directory_words(said) || array_to_tsvector(directory_coded('w', tsvector_to_array(directory_words(said))))
$$;
CREATE FUNCTION directory_of_organization(o organizations_organization) RETURNS text[]
LANGUAGE sql STABLE AS $$
  SELECT directory_coded('y', ARRAY[o.org_type]) || directory_coded('u', ARRAY[o.sub_type])
    || directory_coded('k', o.sectors) || ARRAY['g=' || o.id]
$$;
CREATE FUNCTION directory_of_listing(l directory_listing) RETURNS text[] LANGUAGE sql STABLE AS $$
  SELECT directory_coded('c', l.categories) || directory_coded('l', l.languages)
    || directory_coded('a', l.accessibility) || directory_coded('m', l.communities)
    || directory_coded('s', l.serves) || directory_coded('h', l.harm_scope) || directory_coded('r', l.regions)
    || ARRAY(SELECT 'f=' || key || '=' || value FROM jsonb_each_text(l.facets))
    || ARRAY(SELECT 'f=' || key FROM jsonb_each_text(l.facets) WHERE value IN ('yes', 'ask'))
    || ARRAY(SELECT DISTINCT 'o=' || said FROM directory_opening o, unnest(ARRAY[o.kind, 'any']) said
             WHERE o.program_id = l.program_id AND o.state IN ('open', 'limited'))
    || array_remove(ARRAY[
      CASE WHEN l.interpreter_available THEN 'i=yes' END, CASE WHEN l.culturally_specific THEN 'x=yes' END,
      CASE WHEN l.always_open THEN 't=always' END, CASE WHEN l.publish_openings_tier1 THEN 'v=all' END,
      CASE WHEN l.opt_in_law_enforcement THEN 'v=police' END], NULL)
$$;
CREATE FUNCTION directory_texts(l directory_listing) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT concat_ws(' ', l.description, l.length_of_stay, l.how_to_get_in,
    array_to_string(l.population_focus, ' '),
    (SELECT string_agg(value, ' ') FROM jsonb_each_text(l.local_names)),
    (SELECT string_agg(line ->> 'plain_text', ' ') FROM jsonb_array_elements(l.eligibility) line))
$$;
CREATE FUNCTION directory_lines(programs uuid[], organizations uuid[])
RETURNS TABLE (id uuid, organization_id uuid, program_id uuid, organization_name text, program_name text,
  regions varchar[], ended boolean, document tsvector)
LANGUAGE sql STABLE AS $$
  SELECT p.id, o.id, p.id, o.name, p.name, coalesce(l.regions, o.regions),
    'no_longer_operational' IN (o.status, p.status),
    directory_named(o.name || ' ' || p.name) || array_to_tsvector(directory_of_organization(o)
      || CASE WHEN p.serves_pwch THEN ARRAY['v=pwch'] ELSE '{}' END
      || CASE WHEN l.id IS NOT NULL AND p.status = 'active' AND o.status = 'active' AND s.tier >= 2
        AND 'referral' <> ALL (s.switched_off) THEN ARRAY['q=receives'] ELSE '{}' END
      || CASE WHEN l.id IS NULL THEN directory_coded('r', o.regions) ELSE directory_of_listing(l) END)
    || CASE WHEN l.id IS NULL THEN ''::tsvector ELSE directory_words(directory_texts(l)) END
  FROM organizations_program p JOIN organizations_organization o ON o.id = p.organization_id
  LEFT JOIN directory_listing l ON l.program_id = p.id
  LEFT JOIN access_standing s ON s.organization_id = o.id
  WHERE p.id = ANY (programs) AND o.verified_at IS NOT NULL
  UNION ALL
  SELECT o.id, o.id, NULL, o.name, '', o.regions, o.status = 'no_longer_operational',
    directory_named(o.name)
      || array_to_tsvector(directory_of_organization(o) || directory_coded('r', o.regions))
  FROM organizations_organization o
  WHERE o.id = ANY (organizations) AND o.verified_at IS NOT NULL
    AND NOT EXISTS (SELECT FROM organizations_program p WHERE p.organization_id = o.id)
$$;
"""

INDEX = """
CREATE FUNCTION directory_index(programs uuid[], organizations uuid[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  touched uuid[] := coalesce(programs, '{}') || coalesce(organizations, '{}');
  kept uuid[];
  gone uuid[];
BEGIN
  WITH line AS MATERIALIZED (SELECT * FROM directory_lines(programs, organizations)),
  written AS (
    INSERT INTO directory_entry AS e (id, organization_id, program_id, organization_name, program_name, regions,
      ended, document)
    SELECT * FROM line
    ON CONFLICT (id) DO UPDATE SET organization_id = excluded.organization_id,
      organization_name = excluded.organization_name, program_name = excluded.program_name,
      regions = excluded.regions, ended = excluded.ended, document = excluded.document
    WHERE (e.organization_name, e.program_name, e.regions, e.ended, e.document)
      IS DISTINCT FROM (excluded.organization_name, excluded.program_name, excluded.regions, excluded.ended,
        excluded.document)
    RETURNING e.document),
  said AS (SELECT DISTINCT lexeme FROM written, unnest(document)
    WHERE length(lexeme) BETWEEN 4 AND 60 AND lexeme !~ '[=0-9]'),
  learned AS (
    INSERT INTO directory_term (word, deletes) SELECT lexeme, directory_deletes(lexeme) FROM said
    WHERE NOT EXISTS (SELECT FROM directory_term t WHERE t.word = lexeme)
    ORDER BY lexeme
    ON CONFLICT (word) DO NOTHING)
  SELECT array_agg(line.id) INTO kept FROM line;
  gone := ARRAY(SELECT unnest(touched) EXCEPT SELECT unnest(kept));
  IF cardinality(gone) > 0 THEN
    DELETE FROM directory_reach WHERE entry_id = ANY (gone);
    DELETE FROM directory_entry WHERE id = ANY (gone);
  END IF;
  DELETE FROM directory_reach r USING directory_entry e
    WHERE r.entry_id = ANY (kept) AND e.id = r.entry_id AND r.region <> ALL (e.regions);
  INSERT INTO directory_reach AS r (id, entry_id, region, organization_name, program_name)
    SELECT gen_random_uuid(), e.id, region, e.organization_name, e.program_name
    FROM directory_entry e, unnest(e.regions) region WHERE e.id = ANY (kept)
    ON CONFLICT (entry_id, region) DO UPDATE SET organization_name = excluded.organization_name,
      program_name = excluded.program_name
    WHERE (r.organization_name, r.program_name) IS DISTINCT FROM
      (excluded.organization_name, excluded.program_name);
END $$;
"""


def _trigger(table: str, word: str, column: str, organizations: str = "NULL") -> str:
    """Refresh the lines that rows of a table belong to, after each statement that writes to it."""
    name = f"directory_after_{table}_{word.lower()}"
    seen = "gone" if word == "DELETE" else "written"
    source = "OLD" if word == "DELETE" else "NEW"
    return f"""
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM directory_index(
    (SELECT array_agg(DISTINCT {column}) FROM {seen}), (SELECT array_agg(DISTINCT {organizations}) FROM {seen}));
  RETURN NULL;
END $$;
CREATE TRIGGER {name} AFTER {word} ON {table} REFERENCING {source} TABLE AS {seen}
  FOR EACH STATEMENT EXECUTE FUNCTION {name}();
"""


# An organization's own line, and those of its programs.
OF_ORGANIZATION = """
CREATE FUNCTION directory_after_organization() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM directory_index(
    (SELECT array_agg(p.id) FROM organizations_program p JOIN written w ON w.id = p.organization_id),
    (SELECT array_agg(id) FROM written));
  RETURN NULL;
END $$;
CREATE TRIGGER directory_after_organization_insert AFTER INSERT ON organizations_organization
  REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION directory_after_organization();
CREATE TRIGGER directory_after_organization_update AFTER UPDATE ON organizations_organization
  REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION directory_after_organization();
"""
# What an organization takes part in says whether its programs take referrals.
OF_STANDING = """
CREATE FUNCTION directory_after_standing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM directory_index(
    (SELECT array_agg(p.id) FROM organizations_program p JOIN written w USING (organization_id)), NULL);
  RETURN NULL;
END $$;
CREATE TRIGGER directory_after_standing_insert AFTER INSERT ON access_standing
  REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION directory_after_standing();
CREATE TRIGGER directory_after_standing_update AFTER UPDATE ON access_standing
  REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION directory_after_standing();
"""
_OWNER = "organization_id"
_NONE = "NULL::uuid"
TRIGGERS = (
    ("organizations_program", "INSERT", "id", _OWNER),
    ("organizations_program", "UPDATE", "id", _OWNER),
    ("organizations_program", "DELETE", "id", _OWNER),
    ("directory_listing", "INSERT", "program_id", _NONE),
    ("directory_listing", "UPDATE", "program_id", _NONE),
    ("directory_listing", "DELETE", "program_id", _NONE),
    ("directory_opening", "INSERT", "program_id", _NONE),
    ("directory_opening", "UPDATE", "program_id", _NONE),
    ("directory_opening", "DELETE", "program_id", _NONE),
)
FILL = """
SELECT directory_index((SELECT array_agg(id) FROM organizations_program),
  (SELECT array_agg(id) FROM organizations_organization));
"""
FORWARD = (
    FOLD + DELETES + LINES + INDEX + OF_ORGANIZATION + OF_STANDING
    + "".join(_trigger(*each) for each in TRIGGERS) + FILL
)  # fmt: skip
BACK = (
    "".join(
        f"DROP TRIGGER directory_after_{table}_{word.lower()} ON {table};"
        f"DROP FUNCTION directory_after_{table}_{word.lower()}();"
        for table, word, _column, _organizations in TRIGGERS
    )
    + """
DROP TRIGGER directory_after_organization_insert ON organizations_organization;
DROP TRIGGER directory_after_organization_update ON organizations_organization;
DROP TRIGGER directory_after_standing_insert ON access_standing;
DROP TRIGGER directory_after_standing_update ON access_standing;
DROP FUNCTION directory_after_organization(), directory_after_standing(), directory_index(uuid[], uuid[]), directory_lines(uuid[], uuid[]),
  directory_texts(directory_listing), directory_of_listing(directory_listing),
  directory_of_organization(organizations_organization), directory_named(text), directory_coded(text, anyarray),
  directory_deletes(text), directory_words(text), directory_fold(text);
DELETE FROM directory_reach;
DELETE FROM directory_entry;
DELETE FROM directory_term;
"""
)


class Migration(migrations.Migration):
    dependencies = [("directory", "0002_finding"), ("access", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
