import type { RecordsMigration } from '../records-migration.ts'

/** Columns made from the entry, for looking: none can say anything else than the entry does. */
export const AUDIT_COLUMNS = [
  'at',
  'action',
  'outcome',
  'what',
  'subjects',
  'purpose',
  'username',
  'role',
  'correlation_id',
] as const

/** As they are in the database; the verification holds what it finds there to these. */
export const APPEND_AUDIT_BODY = `
declare
  last_id bigint;
  last_hash text;
begin
  -- Until the transaction ends: who appends next must see this one, or that it was rolled back.
  perform pg_advisory_xact_lock(7120260331);
  select e.id, e.hash into last_id, last_hash from audit_events e order by e.id desc limit 1;
  id := coalesce(last_id, 0) + 1;
  last_hash := coalesce(last_hash, repeat('0', 64));
  hash := encode(sha256(convert_to(id || E'\\n' || last_hash || E'\\n' || new_entry, 'UTF8')), 'hex');
  insert into audit_events (id, previous_hash, hash, entry) values (id, last_hash, hash, new_entry);
  -- A rule or trigger may swallow a row without a word.
  if not found then raise exception 'audit_events did not keep entry %', id; end if;
end
`

export const REFUSE_AUDIT_CHANGE_BODY = `
begin
  raise exception 'what is in % is never changed or removed', tg_table_name
    using errcode = 'restrict_violation';
end
`

/** Who did what to whose data: a chain that is only ever added to, and what reviews of it found. */
export const audit: RecordsMigration = {
  name: '0009-audit',
  statements: [
    `create table audit_events (
  -- From 1, without a gap.
  id bigint primary key,
  -- Of the entry before; 64 zeros before the first.
  previous_hash text collate "C" not null check (previous_hash ~ '^[0-9a-f]{64}$'),
  -- Of id, previous hash and entry, each followed by a line feed but the last.
  hash text collate "C" not null check (hash ~ '^[0-9a-f]{64}$'),
  -- JSON in ASCII, its keys in one order.
  entry text collate "C" not null,
  at text collate "C" not null generated always as (entry::jsonb ->> 'at') stored,
  action text collate "C" not null generated always as (entry::jsonb ->> 'action') stored,
  outcome text collate "C" not null generated always as (entry::jsonb ->> 'outcome') stored,
  what text collate "C" not null generated always as (entry::jsonb ->> 'what') stored,
  subjects jsonb not null generated always as (entry::jsonb -> 'subjects') stored,
  purpose text collate "C" generated always as (entry::jsonb ->> 'purpose') stored,
  username text collate "C" not null generated always as (entry::jsonb ->> 'username') stored,
  role text collate "C" not null generated always as (entry::jsonb ->> 'role') stored,
  correlation_id text collate "C" not null
    generated always as (entry::jsonb ->> 'correlationId') stored
)`,
    'create index audit_events_at on audit_events (at, id)',
    'create index audit_events_username on audit_events (username, id)',
    'create index audit_events_what on audit_events (what, id)',
    `create index audit_events_not_done on audit_events (id) where outcome <> 'done'`,
    'create index audit_events_subjects on audit_events using gin (subjects)',
    `create index audit_events_everyone on audit_events (id) where subjects = '"everyone"'`,
    `create table audit_reviews (
  id bigint generated always as identity primary key,
  event_id bigint not null references audit_events (id),
  reviewer_account_id bigint not null,
  at timestamptz not null,
  finding text not null check (finding in ('ok', 'query')),
  note text not null
)`,
    'create index audit_reviews_event on audit_reviews (event_id, id)',
    `create function append_audit(new_entry text, out id bigint, out hash text)
language plpgsql volatile security definer as $$${APPEND_AUDIT_BODY}$$`,
    // Whoever calls it runs it as its owner, so it must not find a table of the caller's first.
    `do $$ begin
  execute format('alter function append_audit(text) set search_path = pg_catalog, %I, pg_temp', current_schema());
end $$`,
    'revoke execute on function append_audit(text) from public',
    `create function refuse_audit_change() returns trigger language plpgsql as $$${REFUSE_AUDIT_CHANGE_BODY}$$`,
    ...['audit_events', 'audit_reviews'].flatMap((table) => [
      `create trigger ${table}_keep_rows before update or delete on ${table}
  for each row execute function refuse_audit_change()`,
      `create trigger ${table}_keep_all before truncate on ${table}
  for each statement execute function refuse_audit_change()`,
      // Also where a session says that it is a replica, which skips ordinary triggers.
      `alter table ${table} enable always trigger ${table}_keep_rows`,
      `alter table ${table} enable always trigger ${table}_keep_all`,
    ]),
  ],
}
