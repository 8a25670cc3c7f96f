import type { RecordsMigration } from '../records-migration.ts'

/** A person whom nobody monitors any more goes from the registry, which is a deletion of its own kind. */
export const registryRetention: RecordsMigration = {
  name: '0036-registry-retention',
  statements: [
    `alter table deletions drop constraint deletions_subject_check,
  add check (subject in ('positions', 'matches', 'crimes', 'refused rows', 'casework', 'registry'))`,
  ],
}
