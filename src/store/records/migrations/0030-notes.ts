import type { RecordsMigration } from '../records-migration.ts'

/**
 * What whoever supervises somebody wrote of them, and what of it was sent to the case record. A note is never changed: what
 * was wrong is put right by a note that says so. Only its position is erased, and whole notes go when their time is over.
 */
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
  -- May be gone by now: incidents have a time of their own.
  incident_id bigint,
  -- {capturedAt, latitude, longitude, accuracyMetres, mechanism} as it was when the note was written, or {erased: true}.
  position jsonb,
  -- The note that this one puts right; may be gone likewise.
  corrects bigint,
  written_by bigint not null references accounts (id),
  written_at timestamptz not null,
  check (about_to is null or about_from is not null and about_to >= about_from)
)`,
    'create index person_notes_wearer on person_notes (device_wearer_id, id)',
    'create index person_notes_corrects on person_notes (corrects) where corrects is not null',
    `create function refuse_note_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if new.position = '{"erased": true}' and to_jsonb(new) - 'position' = to_jsonb(old) - 'position' then
      return new;
    end if;
  elsif tg_op = 'DELETE' then
    if current_setting('whereabouts.retention', true) = 'on' then return old; end if;
  end if;
  raise exception 'what is in % is never changed or removed', tg_table_name
    using errcode = 'restrict_violation';
end
$$`,
    `create trigger person_notes_keep_rows before update or delete on person_notes
  for each row execute function refuse_note_change()`,
    `create trigger person_notes_keep_all before truncate on person_notes
  for each statement execute function refuse_note_change()`,
  ],
}
