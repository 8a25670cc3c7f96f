import type { RecordsMigration } from '../records-migration.ts'

/**
 * Who may sign in, as what, and how; teams, cover, and allocations made by hand. No secret is kept as it
 * is: passwords by argon2id, codes, sessions and tokens by SHA-256, authenticators sealed with a key
 * that is not in the database.
 */
export const accounts: RecordsMigration = {
  name: '0008-accounts',
  statements: [
    `create table teams (
  name text collate "C" primary key check (name <> ''),
  created_at timestamptz not null
)`,
    `insert into teams (name, created_at)
select distinct team, clock_timestamp() from allocations where team <> ''`,
    `create table accounts (
  id bigint generated always as identity primary key,
  -- Lower case, so that one name is one account however it is typed.
  username text collate "C" not null constraint accounts_username unique
    check (username ~ '^[a-z0-9][a-z0-9._@-]{1,63}$'),
  name text not null check (name <> ''),
  email text,
  role text not null check (role in (
    'probation-practitioner', 'police-analyst', 'hub-caseworker', 'hub-manager',
    'data-request-approver', 'evaluator', 'administrator', 'device-wearer', 'service')),
  -- Whose data the role concerns, each only with its role: what is left over from another might widen something one day.
  police_force text check (
    case role when 'police-analyst' then police_force is not null when 'service' then true
      else police_force is null end),
  device_wearer_id text collate "C" check ((role = 'device-wearer') = (device_wearer_id is not null)),
  -- As allocations write the name.
  practitioner text check ((role = 'probation-practitioner') = (practitioner is not null)),
  team text collate "C" references teams (name) on update cascade,
  password_hash text,
  totp_secret bytea,
  -- The 30 seconds whose code was used last: none counts twice.
  totp_last_counter bigint,
  oidc_issuer text,
  oidc_subject text,
  created_at timestamptz not null,
  disabled_at timestamptz,
  failed_attempts integer not null default 0,
  locked_until timestamptz,
  constraint accounts_oidc unique (oidc_issuer, oidc_subject),
  check ((oidc_issuer is null) = (oidc_subject is null)),
  check (oidc_issuer is null or password_hash is null),
  check (role <> 'service' or (password_hash is null and oidc_issuer is null))
)`,
    'create index accounts_practitioner on accounts (practitioner) where practitioner is not null',
    `create table recovery_codes (
  account_id bigint not null references accounts (id),
  code_hash bytea not null,
  used_at timestamptz,
  primary key (account_id, code_hash)
)`,
    // A session that ended has no row.
    `create table sessions (
  id_hash bytea primary key,
  account_id bigint not null references accounts (id),
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  -- Null while only a password was given.
  second_factor_at timestamptz,
  -- The authenticator that was shown and is not confirmed yet.
  enrolling_secret bytea,
  from_address text not null
)`,
    'create index sessions_account on sessions (account_id)',
    `create table api_tokens (
  id bigint generated always as identity primary key,
  account_id bigint not null references accounts (id),
  name text not null check (name <> ''),
  token_hash bytea not null unique,
  scopes text[] not null check (cardinality(scopes) > 0),
  created_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > created_at),
  revoked_at timestamptz,
  last_used_at timestamptz
)`,
    'create index api_tokens_account on api_tokens (account_id)',
    `create table one_time_codes (
  code_hash bytea primary key,
  account_id bigint not null references accounts (id),
  purpose text not null check (purpose in ('set-password', 'reset-authenticator')),
  expires_at timestamptz not null,
  used_at timestamptz
)`,
    'create index one_time_codes_account on one_time_codes (account_id)',
    `create table covers (
  id bigint generated always as identity primary key,
  -- Who covers, and for whom: a whole team, or one practitioner.
  account_id bigint not null references accounts (id),
  team text collate "C" references teams (name) on update cascade,
  practitioner text,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at >= starts_at),
  reason text not null check (reason <> ''),
  made_by bigint references accounts (id),
  check (num_nonnulls(team, practitioner) = 1)
)`,
    'create index covers_account on covers (account_id, ends_at)',
    // An allocation made by hand came in no file.
    `alter table allocations
  alter column import_id drop not null,
  alter column ordinal drop not null,
  add check ((import_id is null) = (ordinal is null))`,
    'create index allocations_practitioner on allocations (practitioner, starts_at)',
    'create index allocations_team on allocations (team, starts_at)',
  ],
}
