import type { RecordsMigration } from '../records-migration.ts'

/**
 * Writes that programs named, so that sending one again does it once. What a write answered is told by its
 * import: a copy of the answer would hold rows that an erasure does not find.
 */
export const idempotency: RecordsMigration = {
  name: '0013-idempotency',
  statements: [
    `create table idempotency_keys (
  account_id bigint not null references accounts (id),
  key text collate "C" not null,
  route text not null,
  request_sha256 text not null check (request_sha256 ~ '^[0-9a-f]{64}$'),
  claimed_at timestamptz not null,
  -- Null while the write is under way.
  import_id bigint references imports (id) on delete cascade,
  -- Whether the import had come before and nothing was done.
  again boolean,
  primary key (account_id, key),
  check ((import_id is null) = (again is null))
)`,
    'create index idempotency_keys_claimed on idempotency_keys (claimed_at)',
  ],
}
