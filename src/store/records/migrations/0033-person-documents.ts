import type { RecordsMigration } from '../records-migration.ts'

/** Trail reports and breach packs: asked for, made in the background, kept with their hashes. */
export const personDocuments: RecordsMigration = {
  name: '0033-person-documents',
  statements: [
    `create table person_documents (
  id bigint generated always as identity primary key,
  device_wearer_id text collate "C" not null,
  kind text not null check (kind in ('trail-report', 'breach-pack')),
  asked_by bigint not null references accounts (id),
  asked_at timestamptz not null,
  purpose text not null,
  -- What it is of: hours a map; ids of incidents and notes.
  parameters jsonb not null,
  -- The stretch of the person's life that it tells of.
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  state text not null default 'waiting'
    check (state in ('waiting', 'working', 'ready', 'failed', 'cancelled', 'erased')),
  tries integer not null default 0,
  parts_done integer not null default 0,
  parts integer not null default 0,
  ended_at timestamptz,
  -- Why it failed, was cancelled or erased.
  why text,
  positions integer,
  -- [[from, to], ...] in milliseconds: the lawful stretches whose positions it holds.
  covers jsonb,
  -- When whoever asked for it first took it away, and was told that it is ready.
  taken_at timestamptz,
  told_at timestamptz,
  tell_tries integer not null default 0,
  tell_next_at timestamptz,
  check ((ended_at is null) = (state in ('waiting', 'working')))
)`,
    'create index person_documents_wearer on person_documents (device_wearer_id, id)',
    'create index person_documents_asker on person_documents (asked_by, id)',
    `create index person_documents_open on person_documents (id) where state in ('waiting', 'working')`,
    `create table person_document_files (
  document_id bigint not null references person_documents (id) on delete cascade,
  ordinal integer not null,
  name text not null,
  type text not null,
  bytes bigint not null,
  sha256 text not null,
  primary key (document_id, ordinal)
)`,
    // In parts, so that no statement holds a whole file.
    `create table person_document_parts (
  document_id bigint not null,
  ordinal integer not null,
  part integer not null,
  content bytea not null,
  primary key (document_id, ordinal, part),
  foreign key (document_id, ordinal) references person_document_files on delete cascade
)`,
  ],
}
