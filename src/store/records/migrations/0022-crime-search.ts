import type { RecordsMigration } from '../records-migration.ts'

/** By what crimes are looked for, besides their reference: where, when, and in which batch. */
export const crimeSearch: RecordsMigration = {
  name: '0022-crime-search',
  statements: [
    'create index crime_versions_place on crime_versions using gist (point(longitude, latitude))',
    `create index crime_versions_window on crime_versions
using gist (tstzrange(window_from, window_to, '[]'))`,
    'create index crime_versions_batch on crime_versions (lower(batch_id))',
  ],
}
