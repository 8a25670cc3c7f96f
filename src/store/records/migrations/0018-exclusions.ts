import type { RecordsMigration } from '../records-migration.ts'

/** Police name a person and a crime and ask whether the record rules the person out; who asked what stays. */
export const exclusions: RecordsMigration = {
  name: '0018-exclusions',
  statements: [
    `create table exclusion_questions (
  id bigint generated always as identity primary key,
  police_force text collate "C" not null,
  crime_id bigint not null references crimes (id),
  asked_by bigint not null references accounts (id),
  asked_at timestamptz not null,
  -- The person as police named them: whether they are monitored is nothing that police are told.
  person_name text not null,
  date_of_birth date,
  identifier text,
  purpose text not null,
  check (person_name <> '' or identifier is not null)
)`,
    'create index exclusion_questions_newest on exclusion_questions (police_force, id)',
    // What was worked out, each time it was; the newest that is not set aside counts.
    `create table exclusion_answers (
  id bigint generated always as identity primary key,
  question_id bigint not null references exclusion_questions (id),
  -- Whom the hub found; null for nobody, which is no data.
  device_wearer_id text collate "C",
  answer text not null check (answer in ('ruled_out', 'not_ruled_out', 'no_data')),
  crime_version_id bigint not null references crime_versions (id),
  answered_by bigint not null references accounts (id),
  answered_at timestamptz not null,
  -- What the statement says of the record; null where there was nothing to weigh.
  facts jsonb,
  -- The statement, with what it was made from: a draft until a manager approves it.
  report_id bigint not null unique references reports (id),
  -- A better answer was asked for, and why.
  set_aside_at timestamptz,
  set_aside_by bigint references accounts (id),
  set_aside_reason text,
  check (device_wearer_id is not null or answer = 'no_data'),
  check ((set_aside_at is null) = (set_aside_reason is null))
)`,
    `create unique index exclusion_answers_counting on exclusion_answers (question_id)
where set_aside_at is null`,
    'create index exclusion_answers_wearer on exclusion_answers (device_wearer_id)',
  ],
}
