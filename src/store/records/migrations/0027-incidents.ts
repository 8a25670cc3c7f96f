import type { RecordsMigration } from '../records-migration.ts'

/**
 * What rules noticed, every version of what was said of it, and what people made of it. A revision is never
 * changed; casework is acts beside it, taken back by a later act and never removed.
 */
export const incidents: RecordsMigration = {
  name: '0027-incidents',
  statements: [
    `create table incidents (
  id bigint generated always as identity primary key,
  -- Nobody's where it is about a feed.
  device_wearer_id text collate "C",
  device_id text collate "C",
  feed text collate "C",
  family text not null check (family in (
    'zone', 'curfew', 'attendance', 'tamper', 'battery', 'power', 'signal', 'fault', 'home-unit', 'alcohol', 'feed')),
  kind text not null,
  -- The same however often its stretch is looked at again: rule and occasion (monitoring/finding.ts).
  cause text collate "C" not null,
  condition_id text,
  -- Lower is graver.
  gravity smallint not null check (gravity between 1 and 5),
  -- Potential until its threshold has passed; cancelled by a countermand; retracted where later data say otherwise.
  stage text not null check (stage in ('potential', 'cancelled', 'actual', 'retracted')),
  starts_at timestamptz not null,
  ends_at timestamptz check (ends_at >= starts_at),
  -- The instant, in the time of events, at which it became actual.
  actual_at timestamptz,
  first_said_at timestamptz not null,
  revision integer not null default 1,
  -- As the engine said it (monitoring/finding.ts), with the positions it stands on.
  finding jsonb not null,
  resolved_at timestamptz,
  assigned_to bigint references accounts (id),
  check (device_wearer_id is not null or feed is not null or device_id is not null)
)`,
    `create index incidents_open on incidents (gravity, starts_at) where resolved_at is null and stage = 'actual'`,
    'create index incidents_wearer on incidents (device_wearer_id, starts_at)',
    'create unique index incidents_cause on incidents (cause)',
    `create index incidents_device on incidents (device_id, starts_at) where device_id is not null`,
    `create index incidents_going_on on incidents (device_wearer_id) where ends_at is null`,
    `create table incident_revisions (
  incident_id bigint not null references incidents (id),
  revision integer not null,
  said_at timestamptz not null,
  -- When the last of the data arrived that made it.
  data_arrived_at timestamptz,
  -- first, went-on, ended, newer-data, late-data, rule-changed, erased
  why text not null,
  stage text not null,
  starts_at timestamptz not null,
  ends_at timestamptz,
  finding jsonb not null,
  primary key (incident_id, revision)
)`,
    // Stretches that may count as minutes of violation, of the newest revision, each with the positions it stands on.
    `create table violation_stretches (
  incident_id bigint not null references incidents (id),
  ordinal integer not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at >= starts_at),
  -- [{capturedAt, latitude, longitude, accuracyMetres, mechanism}] of the first and last position that say so.
  positions jsonb not null,
  primary key (incident_id, ordinal)
)`,
    // assign, release, note, resolve, reopen: in order, by people only.
    `create table incident_acts (
  id bigint generated always as identity primary key,
  incident_id bigint not null references incidents (id),
  act text not null check (act in ('assign', 'release', 'note', 'resolve', 'reopen')),
  account_id bigint not null references accounts (id),
  at timestamptz not null,
  -- To whom, of an assignment.
  to_account bigint references accounts (id),
  reason text,
  text text not null default '',
  revision integer not null
)`,
    'create index incident_acts_of on incident_acts (incident_id, id)',
    `create table violation_decisions (
  id bigint generated always as identity primary key,
  incident_id bigint not null references incidents (id),
  decision text not null check (decision in ('excused', 'authorised', 'not-excused')),
  reason text not null check (reason <> ''),
  text text not null default '',
  -- Of which revision; a later one asks for another look.
  revision integer not null,
  decided_by bigint not null references accounts (id),
  decided_at timestamptz not null,
  revoked_by bigint references accounts (id),
  revoked_at timestamptz,
  -- Empty where whoever decided took it back soon after.
  revoked_why text,
  check ((revoked_by is null) = (revoked_at is null))
)`,
    'create unique index violation_decisions_standing on violation_decisions (incident_id) where revoked_at is null',
    // Arrest for a bail breach, recall, variation, warning letter: with the day it was.
    `create table incident_outcomes (
  id bigint generated always as identity primary key,
  incident_id bigint not null references incidents (id),
  outcome text not null check (outcome <> ''),
  on_date date not null,
  text text not null default '',
  recorded_by bigint not null references accounts (id),
  recorded_at timestamptz not null,
  revoked_by bigint references accounts (id),
  revoked_at timestamptz,
  revoked_why text
)`,
    'create index incident_outcomes_of on incident_outcomes (incident_id, id)',
    `create table authorised_absences (
  id bigint generated always as identity primary key,
  device_wearer_id text collate "C" not null,
  -- Of one condition; null: of any.
  condition_id text,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  reason text not null check (reason <> ''),
  text text not null default '',
  authorised_by bigint not null references accounts (id),
  authorised_at timestamptz not null,
  revoked_by bigint references accounts (id),
  revoked_at timestamptz,
  revoked_why text
)`,
    'create index authorised_absences_wearer on authorised_absences (device_wearer_id, starts_at)',
    // What reports said up to this instant has been looked at; what came later is looked at again after a restart.
    `create table monitoring_progress (
  one boolean primary key default true check (one),
  heard_until timestamptz not null
)`,
    // Stretches that have to be looked at again, noted by whatever changed them; ends open where rules did.
    `create table stretches_to_assess (
  id bigint generated always as identity primary key,
  device_wearer_id text collate "C" not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  -- positions: they came in a file; rules: what they require of the wearer changed.
  why text not null check (why in ('positions', 'rules')),
  noted_at timestamptz not null
)`,
    // What of the same data was counted again by whom asks, of each wearer: the state now.
    `create table wearer_states (
  device_wearer_id text collate "C" not null,
  rule_id text collate "C" not null,
  -- inside, outside, unknown; of a curfew home, away, unknown.
  state text not null,
  since timestamptz not null,
  as_of timestamptz not null,
  primary key (device_wearer_id, rule_id)
)`,
  ],
}
