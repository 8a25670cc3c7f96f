import type { RecordsMigration } from '../records-migration.ts'

/** The newest charge of a device that was low or charged: what a server that starts anew has to know of it. */
export const toldCharges: RecordsMigration = {
  name: '0038-told-charges',
  statements: [
    `alter table device_status
  add column told_charge_at timestamptz,
  add column told_charge_low boolean,
  add column told_charge_percent double precision,
  add column told_charge_charging boolean`,
  ],
}
