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
    `create table case_record_targets (
  id bigint generated always as identity primary key,
  address text not null check (address <> ''),
  -- Signs what is sent; sealed with the folder's key.
  secret bytea not null,
  sends_name boolean not null,
  sends_picture boolean not null,
  made_by bigint references accounts (id),
  made_at timestamptz not null,
  ended_at timestamptz
)`,
    'create unique index case_record_targets_one on case_record_targets ((true)) where ended_at is null',
    `create table hand_overs (
  id bigint generated always as identity primary key,
  target_id bigint not null references case_record_targets (id),
  -- None of one that tries the way.
  device_wearer_id text collate "C",
  -- What is sent but its number, its link and its picture: JSON as it was shown to whoever sent it.
  contents text,
  -- Of all of it as it was shown: what is sent twice by mistake is one.
  seal text unique,
  -- A PNG, and the stretch whose positions it shows. Erased with them.
  picture bytea,
  picture_from timestamptz,
  picture_to timestamptz,
  picture_erased boolean not null default false,
  -- As of a notice: dead is given up, until a person has it sent again; stopped: its target ended before.
  state text not null check (state in ('waiting', 'sent', 'dead', 'stopped')),
  tries integer not null default 0,
  next_try_at timestamptz,
  sent_at timestamptz,
  last_error text,
  -- What whoever took it calls it.
  reference text,
  made_by bigint references accounts (id),
  made_at timestamptz not null,
  check ((device_wearer_id is null) = (contents is null)),
  check (picture is null or picture_from is not null and picture_to is not null)
)`,
    'create index hand_overs_wearer on hand_overs (device_wearer_id, id)',
    `create index hand_overs_due on hand_overs (next_try_at) where state = 'waiting'`,
    `create index hand_overs_unsent on hand_overs (made_by, id) where state <> 'sent'`,
  ],
}
