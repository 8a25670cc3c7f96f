import type { RecordsMigration } from '../records-migration.ts'

/** Whole runs that wait for a server to do them, and which run's figures are told on which day. */
export const askedAndPublished: RecordsMigration = {
  name: '0023-asked-and-published',
  statements: [
    // Taken away in the transaction that keeps a whole run's answer: one answers all that asked before it began.
    `create table whole_runs_asked_for (
  id bigint generated always as identity primary key,
  -- As the audit names who asked: the run is on their behalf.
  asked_by jsonb not null,
  asked_at timestamptz not null
)`,
    // The first run of a London day: what whoever sees no person is told until another day.
    `create table published_figures (
  london_day date primary key,
  run_id bigint not null references matching_runs (id) on delete cascade
)`,
    `insert into published_figures (london_day, run_id)
select (finished_at at time zone 'Europe/London')::date, min(id)
from matching_runs
where outcome = 'done' and exists (select from run_figures where run_id = matching_runs.id)
group by 1`,
  ],
}
