import type { RecordsMigration } from '../records-migration.ts'

/** What people decided about matches, what was told to police, and what came of it. */
export const casework: RecordsMigration = {
  name: '0017-casework',
  statements: [
    `alter table deletions drop constraint deletions_subject_check,
  add check (subject in ('positions', 'matches', 'crimes', 'refused rows', 'casework'))`,
    // A pair of crime and wearer that somebody has to look at. Never deleted while anything was decided: disclosure.
    `create table match_cases (
  id bigint generated always as identity primary key,
  crime_id bigint not null references crimes (id),
  device_wearer_id text collate "C" not null,
  police_force text collate "C" not null,
  -- The London day on which the crime first came: the cohort it is counted in.
  crime_received_on date not null default (now() at time zone 'Europe/London')::date,
  opened_at timestamptz not null,
  state text not null default 'to_review' check (state in
    ('to_review', 'second_review', 'disagreed', 'qualified', 'rejected', 'fallen_away')),
  -- Of what stands: what the queue is ordered by.
  log10_lr double precision not null default 0,
  -- What stood when it was looked at is not what stands now, and nobody has looked since.
  evidence_changed_at timestamptz,
  -- Where it waits, or how it ended: one word for the queue and its counts.
  phase text not null generated always as (
    case when evidence_changed_at is not null and state <> 'fallen_away' then 'changed' else state end
  ) stored,
  -- Who was given it to look at, for a while: so that two do not begin with the same.
  claimed_by bigint references accounts (id),
  claimed_at timestamptz,
  check ((claimed_by is null) = (claimed_at is null)),
  unique (crime_id, device_wearer_id)
)`,
    'create index match_cases_queue on match_cases (phase, log10_lr desc, id)',
    'create index match_cases_wearer on match_cases (device_wearer_id)',
    'create index match_cases_cohort on match_cases (crime_received_on)',
    // Counts are rows, kept by the statement that moves a case: pages count nothing while somebody waits.
    `create table case_counts (
  police_force text collate "C" not null,
  phase text not null,
  cases bigint not null,
  primary key (police_force, phase)
)`,
    `create function count_cases() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into case_counts
    select police_force, phase, count(*) from added group by 1, 2 order by 1, 2
    on conflict (police_force, phase) do update set cases = case_counts.cases + excluded.cases;
  elsif tg_op = 'DELETE' then
    insert into case_counts
    select police_force, phase, -count(*) from removed group by 1, 2 order by 1, 2
    on conflict (police_force, phase) do update set cases = case_counts.cases + excluded.cases;
  else
    insert into case_counts
    select police_force, phase, sum(change) from (
      select police_force, phase, 1 as change from added
      union all select police_force, phase, -1 from removed
    ) as changes group by 1, 2 having sum(change) <> 0 order by 1, 2
    on conflict (police_force, phase) do update set cases = case_counts.cases + excluded.cases;
  end if;
  return null;
end $$`,
    `create trigger match_cases_added after insert on match_cases
referencing new table as added for each statement execute function count_cases()`,
    `create trigger match_cases_changed after update on match_cases
referencing old table as removed new table as added for each statement execute function count_cases()`,
    `create trigger match_cases_removed after delete on match_cases
referencing old table as removed for each statement execute function count_cases()`,
    // The London day on which a crime first came: what the funnel's periods are made of.
    `alter table crimes add column received_on date`,
    `update crimes set received_on = (
  select (imports.started_at at time zone 'Europe/London')::date
  from crime_versions join imports on imports.id = crime_versions.import_id
  where crime_versions.crime_id = crimes.id order by crime_versions.version limit 1
)`,
    `update crimes set received_on = current_date where received_on is null`,
    `alter table crimes
  alter column received_on set default (now() at time zone 'Europe/London')::date,
  alter column received_on set not null`,
    // What stands in a folder from before is looked at too.
    `insert into match_cases (crime_id, device_wearer_id, police_force, crime_received_on, opened_at, log10_lr)
select crimes.id, standing.device_wearer_id, crimes.police_force, crimes.received_on,
  clock_timestamp(), coalesce(matches.log10_lr, 0)
from standing_matches as standing
join matches on matches.run_id = standing.run_id and matches.ordinal = standing.ordinal
join crimes on crimes.id = standing.crime_id
where (matches.positions_in_radius > 0 or matches.verdict = 'supports_presence')
  and matches.verdict is distinct from 'supports_absence'`,
    `create table crime_counts (
  police_force text collate "C" not null,
  received_on date not null,
  crimes bigint not null,
  -- Of those, the ones about which a run gave an answer.
  compared bigint not null,
  primary key (police_force, received_on)
)`,
    `insert into crime_counts
select police_force, received_on, count(*), count(standing_run_id) from crimes group by 1, 2`,
    `create function count_crimes() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into crime_counts
    select police_force, received_on, count(*), count(standing_run_id) from added
    group by 1, 2 order by 1, 2
    on conflict (police_force, received_on) do update
    set crimes = crime_counts.crimes + excluded.crimes,
      compared = crime_counts.compared + excluded.compared;
  elsif tg_op = 'DELETE' then
    insert into crime_counts
    select police_force, received_on, -count(*), -count(standing_run_id) from removed
    group by 1, 2 order by 1, 2
    on conflict (police_force, received_on) do update
    set crimes = crime_counts.crimes + excluded.crimes,
      compared = crime_counts.compared + excluded.compared;
  else
    insert into crime_counts
    select police_force, received_on, sum(crime), sum(answer) from (
      select police_force, received_on, 1 as crime, (standing_run_id is not null)::integer as answer
      from added
      union all
      select police_force, received_on, -1, -(standing_run_id is not null)::integer from removed
    ) as changes
    group by 1, 2 having sum(crime) <> 0 or sum(answer) <> 0 order by 1, 2
    on conflict (police_force, received_on) do update
    set crimes = crime_counts.crimes + excluded.crimes,
      compared = crime_counts.compared + excluded.compared;
  end if;
  return null;
end $$`,
    `create trigger crimes_added after insert on crimes
referencing new table as added for each statement execute function count_crimes()`,
    `create trigger crimes_changed after update on crimes
referencing old table as removed new table as added for each statement execute function count_crimes()`,
    `create trigger crimes_removed after delete on crimes
referencing old table as removed for each statement execute function count_crimes()`,
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
  -- It counts no more and stays to be read: the evidence changed since, or whoever gave it took it back.
  superseded_at timestamptz,
  superseded_why text check (superseded_why in ('evidence_changed', 'taken_back')),
  check ((superseded_at is null) = (superseded_why is null))
)`,
    `create unique index match_reviews_part on match_reviews (case_id, part) where superseded_at is null`,
    // Nobody gives two of the views that count.
    `create unique index match_reviews_person on match_reviews (case_id, account_id) where superseded_at is null`,
    'create index match_reviews_case on match_reviews (case_id, id)',
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
