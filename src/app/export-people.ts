import type { People } from '../domain/people.ts'
import { peopleAsJson } from '../domain/people-as-json.ts'
import { zoneIdsOf } from '../domain/whole-order.ts'
import { loadPeople } from '../store/records/stored-people.ts'
import type { DataFolder } from './data-folder.ts'
import type { OutputFile } from './output-file.ts'

/** Writes people.json of nobody hidden: importing it again changes nothing. @returns how many people. */
export async function exportPeople(
  { records }: Pick<DataFolder, 'records'>,
  file: OutputFile,
  hidden: ReadonlyMap<string, string>,
): Promise<number> {
  // Of one instant: an import between two statements would make halves of two files.
  const everybody = await records.transaction(loadPeople)
  const people = hidden.size === 0 ? everybody : without(everybody, hidden)
  file.write(`${JSON.stringify(peopleAsJson(people), undefined, 2)}\n`)
  return people.deviceWearers.length
}

/** Whatever speaks of nobody hidden. A zone or device that only they have tells where they are, or that they are. */
function without(people: People, hidden: ReadonlyMap<string, string>): People {
  const shown = <T extends { readonly deviceWearerId: string }>(rows: readonly T[]) =>
    rows.filter(({ deviceWearerId }) => !hidden.has(deviceWearerId))
  const monitoringOrders = shown(people.monitoringOrders)
  const deviceActivations = shown(people.deviceActivations)
  const only = <T>(all: readonly T[], left: readonly T[]) => {
    const still = new Set(left)
    return new Set(all.filter((id) => !still.has(id)))
  }
  const hiddenZones = only(zonesOf(people.monitoringOrders), zonesOf(monitoringOrders))
  const hiddenDevices = only(devicesOf(people.deviceActivations), devicesOf(deviceActivations))
  return {
    deviceWearers: people.deviceWearers.filter(({ id }) => !hidden.has(id)),
    devices: people.devices.filter(({ id }) => !hiddenDevices.has(id)),
    deviceActivations,
    monitoringOrders,
    zones: people.zones.filter(({ id }) => !hiddenZones.has(id)),
    allocations: shown(people.allocations),
  }
}

function zonesOf(orders: People['monitoringOrders']): string[] {
  return orders.flatMap(({ conditions }) => conditions.flatMap(zoneIdsOf))
}

function devicesOf(activations: People['deviceActivations']): string[] {
  return activations.map(({ deviceId }) => deviceId)
}
