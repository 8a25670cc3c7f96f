import type { RecordsMigration } from '../records-migration.ts'

/** How many conflicts a day of the archive holds: a day is counted again only where it changed. */
export const dayConflicts: RecordsMigration = {
  name: '0040-day-conflicts',
  statements: [
    `create table day_conflicts (
  -- Of UTC, as the archive has days: how many after 1970-01-01.
  day integer primary key,
  -- What the day was known by when it was counted.
  state text collate "C" not null,
  conflicts bigint not null check (conflicts >= 0)
)`,
  ],
}
