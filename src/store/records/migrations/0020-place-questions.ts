import type { RecordsMigration } from '../records-migration.ts'

/** "Was it any of ours?": who asked of which place and window, why, and what was answered. */
export const placeQuestions: RecordsMigration = {
  name: '0020-place-questions',
  statements: [
    `create table place_questions (
  id bigint generated always as identity primary key,
  account_id bigint not null references accounts (id),
  asked_at timestamptz not null,
  purpose text not null,
  -- As it was typed, and the crime where it is held.
  crime_reference text not null,
  crime_id bigint references crimes (id),
  crime_type text not null,
  latitude double precision not null,
  longitude double precision not null,
  radius_metres double precision not null,
  window_from timestamptz not null,
  window_to timestamptz not null check (window_to >= window_from),
  algorithm_version text not null,
  -- The run whose fit it was weighed with.
  run_id bigint not null references matching_runs (id),
  compared integer not null,
  silent integer not null,
  weighed integer not null,
  unweighed integer not null,
  ruled_out integer not null
)`,
    // Whom the answer named, in its order. Erasing a wearer's interval removes what it tells of it.
    `create table place_answers (
  question_id bigint not null references place_questions (id) on delete cascade,
  ordinal integer not null,
  device_wearer_id text collate "C" not null,
  verdict text not null,
  log10_lr double precision not null,
  log10_lr_population double precision not null,
  window_coverage double precision not null,
  coincidence_days integer not null,
  comparable_days integer not null,
  positions_in_window integer not null,
  positions_in_radius integer not null,
  closest_metres double precision,
  closest_at timestamptz,
  primary key (question_id, ordinal)
)`,
    'create index place_answers_wearer on place_answers (device_wearer_id)',
  ],
}
