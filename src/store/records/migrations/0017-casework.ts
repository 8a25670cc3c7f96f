import type { RecordsMigration } from '../records-migration.ts'

/** What people decided about matches, what was told to police, and what came of it. */
export const casework: RecordsMigration = {
  name: '0017-casework',
  statements: [
    // A pair of crime and wearer that somebody has to look at. Never deleted while anything was decided: disclosure.
    `create table match_cases (
  id bigint generated always as identity primary key,
  crime_id bigint not null references crimes (id),
  device_wearer_id text collate "C" not null,
  police_force text collate "C" not null,
  opened_at timestamptz not null,
  state text not null default 'to_review' check (state in
    ('to_review', 'second_review', 'disagreed', 'qualified', 'rejected', 'fallen_away')),
  -- Of what stands: what the queue is ordered by.
  log10_lr double precision,
  -- What stood when it was decided is not what stands now, and nobody has looked since.
  evidence_changed_at timestamptz,
  unique (crime_id, device_wearer_id)
)`,
    'create index match_cases_queue on match_cases (state, log10_lr desc, id)',
    `create table match_reviews (
  id bigint generated always as identity primary key,
  case_id bigint not null references match_cases (id),
  -- first, second: neither sees the other's before both are given; deciding: where they disagreed, or anew.
  part text not null check (part in ('first', 'second', 'deciding')),
  account_id bigint not null references accounts (id),
  username text not null,
  decision text not null check (decision in ('qualify', 'reject')),
  reason text not null,
  remark text not null default '',
  -- The answer that was looked at, and its facts as they were: they outlive the run.
  run_id bigint not null,
  ordinal integer not null,
  crime_version_id bigint not null references crime_versions (id),
  evidence jsonb not null,
  began_at timestamptz not null,
  decided_at timestamptz not null check (decided_at >= began_at),
  -- A review of evidence that changed since counts no more; it stays to be read.
  superseded_at timestamptz
)`,
    `create unique index match_reviews_part on match_reviews (case_id, part) where superseded_at is null`,
    // What is told to police: an alert about wearers at a crime, or the answer that a person is ruled out.
    `create table reports (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('proximity_alert', 'exclusion_statement')),
  -- Given at approval, in order: PA-2026-000001, ES-2026-000001.
  number text unique,
  crime_id bigint not null references crimes (id),
  crime_version_id bigint not null references crime_versions (id),
  police_force text collate "C" not null,
  state text not null default 'draft'
    check (state in ('draft', 'approved', 'withdrawn', 'discarded')),
  drafted_by bigint not null references accounts (id),
  drafted_at timestamptz not null,
  approved_by bigint references accounts (id),
  approved_at timestamptz,
  -- What the files were made from, and the files: the same bytes for ever.
  evidence bytea,
  evidence_sha256 text check (evidence_sha256 ~ '^[0-9a-f]{64}$'),
  docx bytea,
  docx_sha256 text check (docx_sha256 ~ '^[0-9a-f]{64}$'),
  pdf bytea,
  pdf_sha256 text check (pdf_sha256 ~ '^[0-9a-f]{64}$'),
  -- What it tells is not what stands now: somebody has to withdraw it or say why not.
  evidence_changed_at timestamptz,
  -- Why it stands all the same: of the newest change that somebody looked at.
  stands_at timestamptz,
  stands_by bigint references accounts (id),
  stands_reason text,
  withdrawn_at timestamptz,
  withdrawn_by bigint references accounts (id),
  withdrawn_reason text,
  check ((state in ('approved', 'withdrawn')) = (number is not null)),
  check ((number is null) = (docx is null)),
  check ((state = 'withdrawn') = (withdrawn_reason is not null)),
  check ((stands_at is null) = (stands_reason is null))
)`,
    'create index reports_newest on reports (police_force, id)',
    'create index reports_crime on reports (crime_id)',
    `create table report_wearers (
  report_id bigint not null references reports (id) on delete cascade,
  device_wearer_id text collate "C" not null,
  -- Null in an exclusion statement.
  case_id bigint references match_cases (id),
  run_id bigint,
  ordinal integer,
  primary key (report_id, device_wearer_id)
)`,
    'create index report_wearers_wearer on report_wearers (device_wearer_id)',
    // What police say came of it; a later word corrects an earlier one and both stay.
    `create table outcomes (
  id bigint generated always as identity primary key,
  report_id bigint not null references reports (id),
  device_wearer_id text collate "C" not null,
  kind text not null check (kind in ('sent', 'acknowledged', 'arrest', 'charge', 'conviction',
    'no_further_action', 'eliminated')),
  happened_on date not null,
  remark text not null default '',
  recorded_at timestamptz not null,
  account_id bigint not null references accounts (id),
  -- A record that was wrong: by whom, when and why it was taken back.
  revoked_at timestamptz,
  revoked_by bigint references accounts (id),
  revoked_reason text
)`,
    'create index outcomes_report on outcomes (report_id, device_wearer_id, id)',
  ],
}
