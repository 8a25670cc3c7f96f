import type { RecordsMigration } from '../records-migration.ts'

/** What the evidence of a match says, and what a run measured on its own positions to weigh it. */
export const evidence: RecordsMigration = {
  name: '0007-evidence',
  statements: [
    // The parameter set whole, and what was fitted: a run can be repeated from it. Null before there was any.
    'alter table matching_runs add column evidence jsonb',
    // Null in runs from before the evidence engine.
    `alter table matches
  add column window_coverage double precision,
  add column log10_lr double precision,
  add column log10_lr_population double precision,
  add column coincidence_days integer,
  add column comparable_days integer,
  add column verdict text
    check (verdict in ('supports_presence', 'inconclusive', 'supports_absence', 'no_data'))`,
  ],
}
