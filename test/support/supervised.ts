import type { Account } from '../../src/domain/account.ts'
import type { People } from '../../src/domain/people.ts'
import type { PositionArchive } from '../../src/store/positions/position-archive.ts'
import { insertAccount } from '../../src/store/records/account-records.ts'
import { savePeople } from '../../src/store/records/people-records.ts'
import type { Records } from '../../src/store/records/records.ts'
import { columnsOf } from './positions-rows.ts'
import { AT, imported } from './postgres-samples.ts'

const MINUTE = 60_000
const DAY = 86_400_000
const spell = { from: AT - 30 * DAY, to: Infinity }
/** W1 is tracked, W2 is at home during curfews and not tracked; W3 is kept from one of those who would see them. */
const ids = ['W1', 'W2', 'W3'] as const

const people: People = {
  deviceWearers: ids.map((id) => ({
    id,
    names: [`Somebody ${id}`],
    dateOfBirth: '1990-02-03',
    identifiers: { crn: `X00000${id.slice(1)}` },
    ...(id === 'W3' && {
      restrictions: [{ kind: 'excluded' as const, usernames: ['kept.out'], message: 'Ask' }],
    }),
  })),
  devices: ids.map((id) => ({ id: `D${id}` })),
  deviceActivations: ids.map((id) => ({
    ...{ id: `A${id}`, deviceId: `D${id}`, deviceWearerId: id },
    ...spell,
  })),
  monitoringOrders: ids.map((id) => ({
    ...{ id: `O${id}`, deviceWearerId: id, orderType: 'POST_RELEASE' },
    ...spell,
    conditions: [
      id === 'W2'
        ? { id: 'curfew', kind: 'curfew', ...spell, crimeMapping: false }
        : { id: 'trail', kind: 'trail', ...spell, crimeMapping: false },
    ],
  })),
  zones: [],
  allocations: ids.map((id) => ({
    deviceWearerId: id,
    practitioner: 'P One',
    team: 'North',
    ...spell,
  })),
}

/** Accounts by their names, over people of whom some are tracked. */
export async function supervised(records: Records): Promise<Readonly<Record<string, Account>>> {
  const id = await imported(records, 'people')
  await records.transaction((transaction) => savePeople(transaction, id, people))
  const made: Record<string, Account> = {}
  for (const each of [
    { username: 'one', role: 'probation-practitioner', practitioner: 'P One' },
    { username: 'other', role: 'probation-practitioner', practitioner: 'P Two' },
    { username: 'officer', role: 'monitoring-officer' },
    { username: 'kept.out', role: 'monitoring-officer' },
    { username: 'police', role: 'police-analyst', policeForce: 'Cheshire' },
    { username: 'hub', role: 'hub-caseworker' },
    { username: 'admin', role: 'administrator' },
    { username: 'wearer', role: 'device-wearer', deviceWearerId: 'W3' },
  ] as const) {
    made[each.username] = await insertAccount(records, { name: each.username, ...each }, AT)
  }
  return made
}

/** A position a minute of everybody's devices, going east, in the hour before AT. */
export async function anHourOfPositions(archive: PositionArchive): Promise<void> {
  await archive.append(
    columnsOf(
      ids.flatMap((id) =>
        Array.from({ length: 60 }, (_, minute) => ({
          device: `D${id}`,
          at: AT - (60 - minute) * MINUTE,
          latitude: 538_000_000,
          longitude: -44_000_000 + minute * 3000,
          accuracy: 12,
          mechanism: 'GPS',
        })),
      ),
    ),
  )
}
