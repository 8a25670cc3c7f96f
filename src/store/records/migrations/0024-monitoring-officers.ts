import type { RecordsMigration } from '../records-migration.ts'

/** A role for whoever watches over live tags: everybody who is monitored is in its scope, restrictions hold as anywhere. */
export const monitoringOfficers: RecordsMigration = {
  name: '0024-monitoring-officers',
  statements: [
    'alter table accounts drop constraint accounts_role_check',
    `alter table accounts add constraint accounts_role_check check (role in (
    'probation-practitioner', 'monitoring-officer', 'police-analyst', 'hub-caseworker', 'hub-manager',
    'data-request-approver', 'evaluator', 'administrator', 'device-wearer', 'service'))`,
    `create or replace function wearers_in_scope(asking bigint, at timestamptz)
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
      and accounts.role in (
        'monitoring-officer', 'hub-caseworker', 'hub-manager', 'administrator', 'data-request-approver')
  )
$$`,
  ],
}
