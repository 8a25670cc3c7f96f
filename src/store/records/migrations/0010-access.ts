import type { RecordsMigration } from '../records-migration.ts'

/**
 * Whose data an account may see, as conditions that every query over people and crimes carries. Written
 * once, here: a page, an export, a map and a job that ask the same question get the same people.
 */
export const access: RecordsMigration = {
  name: '0010-access',
  statements: [
    `create table wearer_restrictions (
  device_wearer_id text collate "C" not null,
  ordinal integer not null,
  -- Excluded: these users may not see the person. Restricted: nobody but these may.
  kind text not null check (kind in ('excluded', 'restricted')),
  usernames text[] not null,
  message text not null,
  import_id bigint not null references imports (id),
  primary key (device_wearer_id, ordinal)
)`,
    // Ids of those whom a user may not see, with what to tell them. Operators at a host have a username and no account.
    `create function restrictions_on(username text)
returns table (device_wearer_id text, message text) language sql stable as $$
  select device_wearer_id, message from wearer_restrictions
  where (kind = 'excluded') = (lower(username) = any (lower(usernames::text)::text[]))
$$`,
    // Whom the account's role lets it see at an instant, before restrictions. Each part finds its rows by an index,
    // or is not begun at all: pages ask this all the time.
    `create function wearers_in_scope(asking bigint, at timestamptz)
returns table (device_wearer_id text) language sql stable as $$
  select allocations.device_wearer_id
  from (
    select accounts.practitioner, null as team from accounts
    where accounts.id = asking and accounts.disabled_at is null
      and accounts.role = 'probation-practitioner'
    union all
    select covers.practitioner, covers.team collate "default"
    from accounts join covers on covers.account_id = accounts.id
    where accounts.id = asking and accounts.disabled_at is null
      and accounts.role = 'probation-practitioner'
      and covers.starts_at <= at and (covers.ends_at is null or covers.ends_at > at)
  ) as supervised
  join allocations on allocations.practitioner = supervised.practitioner
    or allocations.team = supervised.team
  where allocations.starts_at <= at and (allocations.ends_at is null or allocations.ends_at > at)
  union
  select accounts.device_wearer_id from accounts
  where accounts.id = asking and accounts.disabled_at is null
    and accounts.role = 'device-wearer' and accounts.device_wearer_id is not null
  union
  select device_wearers.id from device_wearers
  where exists (
    select from accounts
    where accounts.id = asking and accounts.disabled_at is null
      and accounts.role in ('hub-caseworker', 'hub-manager', 'administrator', 'data-request-approver')
  )
$$`,
    `create function visible_wearers(asking bigint, at timestamptz)
returns table (device_wearer_id text) language sql stable as $$
  select scope.device_wearer_id from wearers_in_scope(asking, at) as scope
  where not exists (
    select from accounts, restrictions_on(accounts.username) as hidden
    -- A restriction keeps staff out, never the person themselves.
    where accounts.id = asking and accounts.role <> 'device-wearer'
      and hidden.device_wearer_id = scope.device_wearer_id
  )
$$`,
    `create function force_visible(asking bigint, force text)
returns boolean language sql stable as $$
  select exists (
    select from accounts
    where accounts.id = asking and accounts.disabled_at is null
      and (
        accounts.role in ('hub-caseworker', 'hub-manager')
        or (accounts.role in ('police-analyst', 'service') and accounts.police_force = force)
      )
  )
$$`,
  ],
}
