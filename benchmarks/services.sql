-- A hundred thousand invented services of five thousand organizations, in the regions of the cast.
-- :size is filled in by data.py.
SELECT setseed(0.42);
CREATE TEMPORARY TABLE words AS SELECT
  '{Willow,Cedar,Juniper,Copper,Marigold,Harbor,Fern,Birch,Tide,Quarry,Lantern,Stone,Rosemary,Meadow,Sea,Heron,Otter,Sand,Oak,Barn,Wheel,Hearth,Key,Bread,Bridge,Signal,Clear,Open,Turning,River,Golden,Crescent,Eagle,Rainbow,Silver,Home,Campus,Farm,Chapel,Still}'::text[]
    AS first,
  '{Gate,Row,House,Hill,Light,Cliff,Line,Water,Law,Bridge,Side,Lark,Bright,Blue,Piper,Moss,Aside,Stone,Basket,Fund}'::text[]
    AS second,
  '{emergency_housing,civil_legal_assistance,court_advocacy,systems_navigation,hotline,safety_planning,counselling,outreach,protective_order_help,forensic_medical_accompaniment,transport_relocation,supportive_housing,landlord_mediation,financial_support,basic_needs,child_family,supervised_visitation,immigration_legal,interpreting,health_care,mental_health,phone_tech_safety,pet_care,batterer_intervention}'::text[]
    AS category,
  '{Shelter,Lawyers,Court companions,Navigators,Line,Planners,Counseling,Outreach,Order clinic,Exams,Rides,Homes,Tenants,Fund,Pantry,Families,Visits,Immigration,Interpreters,Clinic,Therapy,Phones,Animals,Groups}'::text[]
    AS program,
  '{free and confidential,rooms for families,for people of any gender,advocates answer on weekdays,after hours the line does,in the office and by telephone,no fee,support groups in the evening,near the bus,shelter and support,for parents and children,with an interpreter,staff speak several languages,appointments by video,a quiet house,meals and clothes}'::text[]
    AS say,
  '{north,shore,valley,capital}'::text[] AS region, '{es,fr,pt,ar,ht,zh}'::text[] AS language;

-- What is searched is made once at the end: the same rows, in a fraction of the time.
ALTER TABLE organizations_organization DISABLE TRIGGER USER;
ALTER TABLE access_standing DISABLE TRIGGER USER;
ALTER TABLE organizations_program DISABLE TRIGGER USER;
ALTER TABLE directory_listing DISABLE TRIGGER USER;
DROP INDEX entry_by_document;

INSERT INTO organizations_organization (id, reference, name, org_type, sub_type, sectors, regions, status,
  legacy_contact, website, phone, is_backbone, backbone_decision, public_body, nation_or_tribe, verified_at)
SELECT ('00000000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, 'bench-' || i,
  first[1 + floor(random() * 40)::int] || second[1 + floor(random() * 20)::int] || ' ' || i,
  'direct_service', 'shelter', '{}', ARRAY[region[1 + i % 4]], 'active', '', '', '860-555-0100', false, '', false,
  false, now() FROM generate_series(1, :size / 20) i, words;
INSERT INTO access_standing (organization_id, tier, switched_off)
SELECT ('00000000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, 2, '{}'
FROM generate_series(1, :size / 20) i;
INSERT INTO organizations_program (id, organization_id, reference, name, status, confidentiality_regime,
  serves_pwch, position)
SELECT ('00000000-0000-7000-9000-' || lpad(to_hex(i), 12, '0'))::uuid,
  ('00000000-0000-7000-8000-' || lpad(to_hex(1 + i / 20 % (:size / 20)), 12, '0'))::uuid, 'bench-program-' || i,
  program[1 + i % 24] || ' ' || i, 'active', 'vawa_fvpsa_voca', false, 0
FROM generate_series(1, :size) i, words;
INSERT INTO directory_listing SELECT (jsonb_populate_record(l, jsonb_build_object(
  'id', ('00000000-0000-7000-a000-' || lpad(to_hex(i), 12, '0')),
  'program_id', ('00000000-0000-7000-9000-' || lpad(to_hex(i), 12, '0')),
  'categories', ARRAY[category[1 + i % 24], category[1 + (i * 7 + 3) % 24]],
  'description', say[1 + floor(random() * 16)::int] || ', ' || say[1 + floor(random() * 16)::int],
  'languages', CASE WHEN random() < 0.3 THEN ARRAY['en', language[1 + floor(random() * 6)::int]] ELSE ARRAY['en'] END,
  'accessibility', CASE WHEN random() < 0.2 THEN ARRAY['wheelchair'] ELSE '{}'::text[] END, 'communities', '{}'::text[],
  'regions', CASE WHEN random() < 0.02 THEN region ELSE ARRAY[region[1 + floor(random() * 4)::int]] END,
  'eligibility', '[]'::jsonb, 'local_names', '{}'::jsonb, 'population_focus', '{}'::text[],
  'facets', jsonb_build_object(
    'pets', (ARRAY['yes', 'ask', 'no', 'no', 'no'])[1 + floor(random() * 5)::int],
    'teen_sons', (ARRAY['yes', 'ask', 'no'])[1 + floor(random() * 3)::int],
    'children', (ARRAY['yes', 'yes', 'no'])[1 + floor(random() * 3)::int],
    'men', (ARRAY['yes', 'ask', 'no'])[1 + floor(random() * 3)::int],
    'no_papers', (ARRAY['yes', 'ask', 'no'])[1 + floor(random() * 3)::int]),
  'always_open', random() < 0.2, 'culturally_specific', random() < 0.05))).*
FROM generate_series(1, :size) i, words, directory_listing l
WHERE l.program_id = (SELECT id FROM organizations_program WHERE reference = 'harbor-shelter');

-- Somebody of the cast's shelter who searches.
INSERT INTO accounts_person (id, password, email, name, state, language, theme, density, text_size,
  letter_keys, shift_exit, joined_at)
SELECT ('00000000-0000-7000-b000-' || lpad(to_hex(i), 12, '0'))::uuid, '!', 'bench' || i || '@demo.example',
  'Worker ' || i, 'active', 'en', 'auto', 'comfortable', 'normal', true, true, now() FROM generate_series(1, 1) i;
INSERT INTO organizations_membership (id, reference, person_id, organization_id, program_id, title, phone, roles,
  active, since)
SELECT '00000000-0000-7000-c000-000000000001', 'bench-1', '00000000-0000-7000-b000-000000000001', organization_id, id,
  'Advocate', '860-555-0100', '{staff,supervisor}', true, now()
FROM organizations_program WHERE reference = 'harbor-shelter';

SET CONSTRAINTS ALL IMMEDIATE;
SELECT directory_index(array_agg(id), NULL) FROM organizations_program;
CREATE INDEX entry_by_document ON directory_entry USING gin (document) WITH (fastupdate = off);
ALTER TABLE organizations_organization ENABLE TRIGGER USER;
ALTER TABLE access_standing ENABLE TRIGGER USER;
ALTER TABLE organizations_program ENABLE TRIGGER USER;
ALTER TABLE directory_listing ENABLE TRIGGER USER;
