import type { RecordsMigration } from '../records-migration.ts'

/** Requests for location data outside automatic matching, what was granted, and what people looked at it for. */
export const dataRequests: RecordsMigration = {
  name: '0019-data-requests',
  statements: [
    // Numbers have no gaps: one that was given in a transaction which failed is given again.
    `create table data_request_numbers (
  year integer primary key,
  last integer not null
)`,
    `create table data_requests (
  id bigint generated always as identity primary key,
  -- Given when it is submitted, in order: DR-2026-000001.
  number text unique,
  police_force text not null,
  requested_by bigint not null references accounts (id),
  made_at timestamptz not null,
  submitted_at timestamptz,
  state text not null default 'draft' check (state in ('draft', 'submitted', 'more_information',
    'second_approval', 'granted', 'granted_in_part', 'refused', 'withdrawn')),
  -- In the requester's words; a draft may lack any of it.
  offence text not null default '',
  crime_references text not null default '',
  grounds text not null default '',
  necessity text not null default '',
  other_intelligence text not null default '',
  about text not null check (about in ('person', 'place')),
  -- One person an element, as the requester knows them.
  persons text[] not null default '{}',
  latitude double precision,
  longitude double precision,
  radius_metres double precision,
  starts_at timestamptz,
  ends_at timestamptz,
  urgency text not null default 'routine' check (urgency in ('routine', 'urgent', 'life_at_risk')),
  reply_by timestamptz,
  -- That it is true, needed and lawful.
  declared boolean not null default false,
  checked_by bigint references accounts (id),
  checked_at timestamptz,
  checked_how text check (checked_how in ('call_back', 'known_account', 'letter')),
  -- Whoever would grant it, where a second approver has to agree.
  proposed_by bigint references accounts (id),
  proposed_at timestamptz,
  decided_by bigint references accounts (id),
  decided_at timestamptz,
  reason text not null default '',
  granted_from timestamptz,
  granted_to timestamptz,
  granted_radius_metres double precision,
  grant_ends_at timestamptz,
  check (starts_at < ends_at),
  check ((number is null) = (submitted_at is null)),
  check (number is not null or state in ('draft', 'withdrawn')),
  check ((state in ('granted', 'granted_in_part', 'refused')) = (decided_by is not null)),
  check (decided_by <> requested_by and checked_by <> requested_by and proposed_by <> requested_by),
  check (decided_by <> proposed_by),
  -- Nothing is granted to somebody nobody made sure of, or without an end.
  check (state not in ('granted', 'granted_in_part') or (checked_by is not null
    and granted_from >= starts_at and granted_to <= ends_at and granted_from < granted_to
    and grant_ends_at is not null)),
  check (granted_radius_metres <= radius_metres),
  check (state not in ('granted_in_part', 'refused') or reason <> '')
)`,
    'create index data_requests_force on data_requests (police_force, id)',
    'create index data_requests_submitted on data_requests (submitted_at)',
    // Whom a grant, or one that waits for a second approver, is about; nobody where it is a place.
    `create table data_request_wearers (
  request_id bigint not null references data_requests (id),
  device_wearer_id text collate "C" not null,
  primary key (request_id, device_wearer_id)
)`,
    'create index data_request_wearers_wearer on data_request_wearers (device_wearer_id)',
    // Everything that was done to a request, in order.
    `create table data_request_steps (
  id bigint generated always as identity primary key,
  request_id bigint not null references data_requests (id),
  at timestamptz not null,
  account_id bigint not null references accounts (id),
  act text not null,
  words text not null default ''
)`,
    'create index data_request_steps_request on data_request_steps (request_id, id)',
    // Decided requests drawn at random for somebody to look through, and what they found. What was drawn stays drawn.
    `create table data_request_samples (
  id bigint generated always as identity primary key,
  drawn_by bigint not null references accounts (id),
  drawn_at timestamptz not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  share double precision not null
)`,
    `create table data_request_sampled (
  sample_id bigint not null references data_request_samples (id),
  request_id bigint not null references data_requests (id),
  finding text check (finding in ('ok', 'query')),
  note text not null default '',
  reviewed_by bigint references accounts (id),
  reviewed_at timestamptz,
  primary key (sample_id, request_id),
  check ((finding is null) = (reviewed_by is null) and (finding is null) = (reviewed_at is null))
)`,
    // What somebody at the hub looks at one person's locations for: a purpose, for some hours.
    `create table location_tasks (
  id bigint generated always as identity primary key,
  account_id bigint not null references accounts (id),
  device_wearer_id text collate "C" not null,
  purpose text not null,
  began_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > began_at)
)`,
    'create index location_tasks_account on location_tasks (account_id, id)',
    // Requests an account may read: its force's, but others' drafts; all that were submitted, for those who decide or oversee.
    `create function visible_requests(asking bigint)
returns table (request_id bigint) language sql stable as $$
  select data_requests.id
  from accounts join data_requests on case accounts.role
    when 'police-analyst' then data_requests.police_force = accounts.police_force
      and (data_requests.submitted_at is not null or data_requests.requested_by = accounts.id)
    when 'data-request-approver' then data_requests.submitted_at is not null
    when 'hub-manager' then data_requests.submitted_at is not null
    else false end
  where accounts.id = asking and accounts.disabled_at is null
$$`,
    // Grants that an account may look at data under: its own, of its force, while they last.
    `create function grants_in_force(asking bigint, at timestamptz)
returns table (request_id bigint) language sql stable as $$
  select data_requests.id
  from data_requests join accounts on accounts.id = data_requests.requested_by
  where accounts.id = asking and accounts.disabled_at is null
    and accounts.role = 'police-analyst' and accounts.police_force = data_requests.police_force
    and data_requests.state in ('granted', 'granted_in_part')
    and data_requests.decided_at <= at and data_requests.grant_ends_at > at
$$`,
    // Whom one of them names, before restrictions; and without those whom a restriction keeps from the account.
    `create function wearers_granted(asking bigint, at timestamptz, request bigint)
returns table (device_wearer_id text) language sql stable as $$
  select data_request_wearers.device_wearer_id
  from grants_in_force(asking, at) as grants
  join data_request_wearers on data_request_wearers.request_id = grants.request_id
  where grants.request_id = request
$$`,
    `create function visible_granted_wearers(asking bigint, at timestamptz, request bigint)
returns table (device_wearer_id text) language sql stable as $$
  select granted.device_wearer_id from wearers_granted(asking, at, request) as granted
  where not exists (
    select from accounts, restrictions_on(accounts.username) as hidden
    where accounts.id = asking and hidden.device_wearer_id = granted.device_wearer_id
  )
$$`,
  ],
}
