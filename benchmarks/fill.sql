-- Ids are made from numbers, so that statements can point at each other's rows.
-- :size, :organizations and :share are filled in by data.py.

INSERT INTO organizations_organization (id, reference, name, org_type, sub_type, sectors, regions, status,
  legacy_contact, website, phone, is_backbone, backbone_decision, public_body, nation_or_tribe, verified_at)
SELECT ('00000000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, 'bench-' || i, 'Bench House ' || i,
  'direct_service', 'shelter', '{}', '{north}', 'active', '', '', '860-555-0100', false, '', false, false,
  now() FROM generate_series(1, :organizations) i;
INSERT INTO access_standing (organization_id, tier, switched_off)
SELECT ('00000000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, 2, '{}'
FROM generate_series(1, :organizations) i;
INSERT INTO organizations_program (id, organization_id, reference, name, status, confidentiality_regime,
  serves_pwch, position)
SELECT ('00000000-0000-7000-9000-' || lpad(to_hex(i), 12, '0'))::uuid,
  ('00000000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, 'bench-program-' || i, 'Shelter ' || i,
  'active', 'hipaa', false, 0 FROM generate_series(1, :organizations) i;
INSERT INTO directory_listing SELECT (jsonb_populate_record(l, jsonb_build_object('id',
  ('00000000-0000-7000-a000-' || lpad(to_hex(i), 12, '0')), 'program_id',
  ('00000000-0000-7000-9000-' || lpad(to_hex(i), 12, '0'))))).*
FROM generate_series(1, :organizations) i, directory_listing l
WHERE l.program_id = (SELECT id FROM organizations_program WHERE reference = 'harbor-shelter');

-- next
INSERT INTO accounts_person (id, password, email, name, state, language, theme, density, text_size,
  letter_keys, shift_exit, joined_at)
SELECT ('00000000-0000-7000-b000-' || lpad(to_hex(i), 12, '0'))::uuid, '!', 'bench' || i || '@demo.example',
  'Worker ' || i, 'active', 'en', 'auto', 'comfortable', 'normal', true, true, now()
FROM generate_series(1, :organizations) i;
INSERT INTO organizations_membership (id, reference, person_id, organization_id, program_id, title, phone, roles, active,
  since)
SELECT ('00000000-0000-7000-c000-' || lpad(to_hex(i), 12, '0'))::uuid, 'bench-' || i,
  ('00000000-0000-7000-b000-' || lpad(to_hex(i), 12, '0'))::uuid,
  ('00000000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid,
  ('00000000-0000-7000-9000-' || lpad(to_hex(i), 12, '0'))::uuid, 'Advocate', '860-555-0100',
  '{staff,supervisor}', true, now() FROM generate_series(1, :organizations) i;

-- next
INSERT INTO releases_release (id, reference, organization_id, program_id, recipient_organization_id,
  recipient_program_id, purpose, items, method, signer, given_on, starts_at, ends_at, max_days, state,
  recorded_at, recorded_by_id, interpreter_used, explained_points, sheet_language, holds_signed_copy, ruleset,
  ruleset_version)
SELECT ('00000000-0000-7000-d000-' || lpad(to_hex(i), 12, '0'))::uuid, 'L-BENCH-' || i,
  ('00000000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid,
  ('00000000-0000-7000-9000-' || lpad(to_hex(i), 12, '0'))::uuid,
  ('00000000-0000-7000-8000-' || lpad(to_hex(i % :organizations + 1), 12, '0'))::uuid,
  ('00000000-0000-7000-9000-' || lpad(to_hex(i % :organizations + 1), 12, '0'))::uuid, 'referral',
  '{service_needed,how_soon,purpose,interpreter_language,referral_source,information_basis,safe_contact,answer,connection_result,needs_met,handoff_state}',
  'written', 'person', now() - interval '1 day', now() - interval '1 day', now() + interval '80 days', 90,
  'active', now(), ('00000000-0000-7000-b000-' || lpad(to_hex(i), 12, '0'))::uuid, false,
  '{what,who,why,how_long,saying_no,limits,where_kept,same_help,recipient_duties}', 'en', true, 'hipaa', 1
FROM generate_series(1, :organizations) i;

-- next
INSERT INTO referrals_referral (id, owner_id, sender_program_id, receiver_id, receiver_program_id, state, about,
  sensitivity, pathway, function, release_id, category, interpreter_language, accessibility, cultural_preference,
  safe_contact, source, basis, text, inferred, sender_label, receiver_label, receiver_regime, contact_id,
  contact_name, contact_phone, preferred_channel, eligibility, tracking, windows, created_at, created_by,
  sent_at, closed_at, handler_name, clock, owed_by_id, due_at, overdue_at, told)
SELECT ('10000000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid,
  ('00000000-0000-7000-8000-' || lpad(to_hex(i % :organizations + 1), 12, '0'))::uuid,
  ('00000000-0000-7000-9000-' || lpad(to_hex(i % :organizations + 1), 12, '0'))::uuid,
  ('00000000-0000-7000-8000-' || lpad(to_hex((i + 1) % :organizations + 1), 12, '0'))::uuid,
  ('00000000-0000-7000-9000-' || lpad(to_hex((i + 1) % :organizations + 1), 12, '0'))::uuid,
  CASE WHEN (i / :organizations) % :share = 0 THEN 'sent' ELSE 'closed' END, 'person',
  (ARRAY['urgent','priority','standard'])[i % 3 + 1], 'warm_linkage', '',
  ('00000000-0000-7000-d000-' || lpad(to_hex(i % :organizations + 1), 12, '0'))::uuid,
  'emergency_housing', 'es', '{}', '', '{no_voicemail}', 'healthcare', '{direct_client_interview}', '', '{}',
  'Bench House ' || (i % :organizations + 1), 'Bench House ' || ((i + 1) % :organizations + 1) || ' · Shelter',
  'hipaa', ('00000000-0000-7000-b000-' || lpad(to_hex(i % :organizations + 1), 12, '0'))::uuid, 'Worker',
  '860-555-0100', 'phone', '{}', true,
  '{"acknowledge": {"unit": "same_day", "remind": 0, "overdue": 0}, "feedback": {"unit": "business_days", "remind": 3, "overdue": 5}}',
  now() - (i % 1000) * interval '1 day',
  ('00000000-0000-7000-b000-' || lpad(to_hex(i % :organizations + 1), 12, '0'))::uuid,
  now() - (i % 1000) * interval '1 day',
  CASE WHEN (i / :organizations) % :share = 0 THEN NULL ELSE now() - (i % 1000) * interval '1 day' + interval '3 hours' END,
  '', CASE WHEN (i / :organizations) % :share = 0 THEN 'acknowledge' ELSE '' END,
  CASE WHEN (i / :organizations) % :share = 0
    THEN ('00000000-0000-7000-8000-' || lpad(to_hex((i + 1) % :organizations + 1), 12, '0'))::uuid END,
  CASE WHEN (i / :organizations) % :share = 0 THEN now() + (i % 100 - 20) * interval '1 hour' END,
  CASE WHEN (i / :organizations) % :share = 0 THEN now() + (i % 100 - 10) * interval '1 hour' END,
  CASE WHEN (i / :organizations) % :share = 0 THEN (i % 100 < 20)::int + (i % 100 < 10)::int ELSE 2 END
FROM generate_series(1, :size) i;

-- next
INSERT INTO referrals_participant (id, subject_id, organization_id, program_id, role, added_by, reference, turn,
  open, due_at, handler_id, closed_at)
SELECT ('20000000-0000-7000-8000-' || right(r.id::text, 12))::uuid, r.id, r.owner_id, r.sender_program_id,
  'sender', r.owner_id, 'R-' || upper(right(r.id::text, 10)), false, r.closed_at IS NULL,
  coalesce(r.due_at, timestamptz '9999-01-01 00:00+00'), r.contact_id, r.closed_at FROM referrals_referral r
WHERE r.id::text LIKE '10000000-%';
INSERT INTO referrals_participant (id, subject_id, organization_id, program_id, role, added_by, reference, turn,
  open, due_at, handler_id, closed_at)
SELECT ('30000000-0000-7000-8000-' || right(r.id::text, 12))::uuid, r.id, r.receiver_id, r.receiver_program_id,
  'receiver', r.owner_id, 'R-' || upper(right(r.id::text, 10)), r.closed_at IS NULL, r.closed_at IS NULL,
  coalesce(r.due_at, timestamptz '9999-01-01 00:00+00'), NULL, r.closed_at FROM referrals_referral r
WHERE r.id::text LIKE '10000000-%';

-- next
INSERT INTO referrals_step (id, referral_id, organization_id, person_id, person_name, at, record, code, before,
  reason, about_person, release_id)
SELECT ('40000000-0000-7000-8000-' || right(r.id::text, 12))::uuid, r.id, r.owner_id, r.contact_id, 'Worker',
  r.sent_at, 'delivery', 'sent', '', '', true, r.release_id FROM referrals_referral r
WHERE r.id::text LIKE '10000000-%';

-- next
INSERT INTO referrals_outcome (referral_id, organization_id, state, reason, release_id, about_person, needs_met,
  follow_up, said_at, said_by)
SELECT r.id, r.receiver_id, 'accepted', '', NULL, true, '{}', 'connected', r.closed_at, r.contact_id
FROM referrals_referral r WHERE r.closed_at IS NOT NULL AND r.id::text LIKE '10000000-%';
