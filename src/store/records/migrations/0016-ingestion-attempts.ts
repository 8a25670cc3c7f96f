import type { RecordsMigration } from '../records-migration.ts'

/**
 * Every try at bringing a crime batch in, by whatever way it came and whether or not it could be read:
 * nothing is refused in silence.
 */
export const ingestionAttempts: RecordsMigration = {
  name: '0016-ingestion-attempts',
  statements: [
    // Who may send crimes of which force by e-mail; an address belongs to one force at a time.
    `create table mail_senders (
  id bigint generated always as identity primary key,
  address text not null check (address = lower(address)),
  police_force text collate "C" not null,
  added_at timestamptz not null,
  added_by text not null,
  ended_at timestamptz,
  ended_by text
)`,
    'create unique index mail_senders_in_force on mail_senders (address) where ended_at is null',
    `create table ingestion_attempts (
  id bigint generated always as identity primary key,
  channel text not null check (channel in ('upload', 'api', 'email', 'command')),
  received_at timestamptz not null,
  -- Known from the sender, the account, or the file; null while nobody knows.
  police_force text collate "C",
  -- The batch id that a file says, even one of which nothing was taken.
  batch_id text collate "C",
  file_name text,
  -- Of the file, hex; of a message over what makes it the same one, which relays do not alter.
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  message_id text,
  sender text,
  subject text,
  -- accepted: every row; partly: some; refused: none, or the whole message; repeated: had come before.
  status text not null check (status in ('accepted', 'partly', 'refused', 'repeated')),
  -- Why a message or file was refused or not read again: a code and words.
  reason_code text,
  reason text,
  import_id bigint references imports (id),
  repeats_attempt_id bigint references ingestion_attempts (id),
  account_id bigint references accounts (id),
  -- Of a message: names its delivery. One that was cut off half-way is gone on with and noted once.
  arrival_id text unique
)`,
    // Those of no known force have their place in it too.
    `create index ingestion_attempts_newest on ingestion_attempts (coalesce(police_force, ''), id)`,
    'create index ingestion_attempts_batch on ingestion_attempts (lower(batch_id))',
    'create index ingestion_attempts_import on ingestion_attempts (import_id)',
    'create index ingestion_attempts_sha256 on ingestion_attempts (sha256)',
    // The same message is taken once, whoever delivers it how often.
    `create unique index ingestion_attempts_message on ingestion_attempts (sha256)
where channel = 'email' and status in ('accepted', 'partly')`,
    'create index ingestion_attempts_message_id on ingestion_attempts (message_id)',
    // Replies to be sent, until they are or somebody gives them up; kept with what came of it.
    `create table mail_replies (
  id bigint generated always as identity primary key,
  attempt_id bigint not null references ingestion_attempts (id),
  recipient text not null,
  -- Whether the file is the recipient's own force's: to nobody else is repeated what it holds.
  own_file boolean not null,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'given_up')),
  tries integer not null default 0,
  next_try_at timestamptz,
  sent_at timestamptz,
  last_error text,
  unique (attempt_id, recipient)
)`,
    // How a batch's rows add up by crime type: '' where a row said none that is known.
    `create table batch_types (
  import_id bigint not null references imports (id) on delete cascade,
  crime_type text not null,
  submitted integer not null,
  accepted integer not null,
  refused integer not null,
  primary key (import_id, crime_type),
  check (submitted = accepted + refused)
)`,
    // What came in before attempts were kept: by what way, nobody wrote down.
    `insert into ingestion_attempts (
  channel, received_at, police_force, batch_id, file_name, sha256, status, reason_code, reason,
  import_id)
select 'command', imports.started_at, batches.police_force, batches.batch_id, imports.file_name,
  imports.sha256,
  case batches.outcome when 'SUCCESSFUL' then 'accepted' when 'PARTIAL' then 'partly'
    else 'refused' end,
  case when batches.outcome in ('ERROR', 'FAILED') then coalesce(
    (select code from row_issues where import_id = imports.id and file_row is null
     order by ordinal limit 1),
    'MALFORMED_CSV') end,
  imports.message, imports.id
from imports left join crime_batches as batches on batches.import_id = imports.id
where imports.kind = 'crimes' and imports.outcome <> 'running' and imports.sha256 is not null
order by imports.id`,
  ],
}
