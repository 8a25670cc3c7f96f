import type { RecordsMigration } from '../records-migration.ts'

/** What whoever supervises somebody wrote of them. Never changed: what was wrong is put right by a note that says so. */
export const notes: RecordsMigration = {
  name: '0030-notes',
  statements: [
    `create table person_notes (
  id bigint generated always as identity primary key,
  device_wearer_id text collate "C" not null,
  text text not null check (text <> ''),
  -- What it is about, all of it optional: an instant or a stretch, an incident, the position captured then.
  about_from timestamptz,
  about_to timestamptz,
  incident_id bigint references incidents (id),
  -- {capturedAt, latitude, longitude, accuracyMetres, mechanism} as it was when the note was written; erased with its position.
  position jsonb,
  -- The note that this one puts right.
  corrects bigint references person_notes (id),
  written_by bigint not null references accounts (id),
  written_at timestamptz not null,
  check (about_to is null or about_from is not null and about_to >= about_from)
)`,
    'create index person_notes_wearer on person_notes (device_wearer_id, id)',
  ],
}
