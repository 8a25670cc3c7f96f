import type { RecordsMigration } from '../records-migration.ts'

/** What each deletion was of, what it must come to, why a hold was lifted, and which runs were let go of. */
export const retention: RecordsMigration = {
  name: '0006-retention',
  statements: [
    `alter table deletions
  add column subject text not null default 'positions'
    check (subject in ('positions', 'matches', 'crimes', 'refused rows')),
  -- Distinct positions there were of the device in the interval (of everybody where none is named)
  -- before anything was deleted: one that is cut off still knows what it has deleted.
  add column positions_before bigint`,
    'alter table legal_holds add column lift_reason text',
    // A run whose matches are gone must not be taken for one that found none.
    'alter table matching_runs add column matches_deleted_at timestamptz',
  ],
}
