import type { RecordsMigration } from '../records-migration.ts'

/** What each run came to by police force, so that no page has to count; and the orders in which pages read. */
export const figures: RecordsMigration = {
  name: '0011-figures',
  statements: [
    `create table run_figures (
  run_id bigint not null references matching_runs (id) on delete cascade,
  -- Empty for batches that did not say theirs.
  police_force text collate "C" not null,
  rows_received bigint not null,
  rows_accepted bigint not null,
  crimes_compared bigint not null,
  crimes_in_radius bigint not null,
  supports_presence bigint not null,
  inconclusive bigint not null,
  supports_absence bigint not null,
  no_data bigint not null,
  primary key (run_id, police_force)
)`,
    // The crime's own, beside the match so that one index finds a force's matches in their order.
    'alter table matches add column police_force text collate "C"',
    `update matches set police_force = crimes.police_force
from crime_versions join crimes on crimes.id = crime_versions.crime_id
where crime_versions.id = matches.crime_version_id`,
    'alter table matches alter column police_force set not null',
    'create index matches_force on matches (run_id, police_force, ordinal)',
    'create index matches_verdict on matches (run_id, verdict, ordinal)',
    'create index crimes_newest on crimes (police_force, id)',
    'create index crimes_reference on crimes (police_force, lower(crime_reference))',
    `create index crime_batches_newest on crime_batches (coalesce(police_force, ''), import_id)`,
    'create index device_wearers_id on device_wearers (lower(id))',
    'create index device_wearers_crn on device_wearers (lower(crn))',
  ],
}
