import type { RecordsMigration } from '../records-migration.ts'

/** Following somebody live: asked for, approved by two others, and over by itself. */
export const followings: RecordsMigration = {
  name: '0021-followings',
  statements: [
    `create table followings (
  id bigint generated always as identity primary key,
  device_wearer_id text collate "C" not null,
  asked_by bigint not null references accounts (id),
  asked_at timestamptz not null,
  why text not null check (why <> ''),
  -- Of whoever authorised it, as their own papers have it.
  authority_reference text not null check (authority_reference <> ''),
  until_at timestamptz not null check (until_at > asked_at),
  first_approved_by bigint references accounts (id),
  first_approved_at timestamptz,
  second_approved_by bigint references accounts (id),
  second_approved_at timestamptz,
  refused_by bigint references accounts (id),
  refused_at timestamptz,
  stopped_by bigint references accounts (id),
  stopped_at timestamptz,
  -- Why it was refused or stopped.
  reason text not null default '',
  check (first_approved_by <> asked_by and second_approved_by <> asked_by
    and second_approved_by <> first_approved_by),
  check (second_approved_by is null or first_approved_by is not null),
  check ((refused_at is null and stopped_at is null) or reason <> '')
)`,
    'create index followings_asked on followings (asked_by, id)',
    // Which of them an account may know of: its own, or all for those who decide. Restrictions hold as anywhere.
    `create function visible_followings(asking bigint, at timestamptz)
returns table (following_id bigint) language sql stable as $$
  select followings.id
  from accounts join followings
    on accounts.role = 'data-request-approver' or followings.asked_by = accounts.id
  join visible_wearers(asking, at) as visible
    on visible.device_wearer_id = followings.device_wearer_id
  where accounts.id = asking and accounts.disabled_at is null
$$`,
  ],
}
