import { join } from 'node:path'
import type { Interval } from '../../src/domain/interval.ts'
import { largestCaseload } from '../../src/store/records/allocation-records.ts'
import { openEmbeddedRecords } from '../../src/store/records/pglite.ts'
import { loadPeople } from '../../src/store/records/stored-people.ts'

/** Whose tag reports live. */
export interface LivePerson {
  readonly wearer: string
  readonly device: string
  /** Of where they have to be at night. */
  readonly home: { readonly latitude: number; readonly longitude: number }
  /** Devices of five others, worn all the while. */
  readonly others: readonly string[]
}

/** Somebody under curfew in the demonstration's caseload, whose order, device and home hold at an instant and after. */
export async function livePerson(data: string, at: number): Promise<LivePerson> {
  const records = await openEmbeddedRecords(join(data, 'records'))
  try {
    const people = await loadPeople(records)
    const practitioner = (await largestCaseload(records, at))?.practitioner
    const holds = ({ from, to }: Interval) => from < at - DAY && to > at + DAY
    const worn = people.deviceActivations.filter(
      (activation) =>
        holds(activation) &&
        people.monitoringOrders.some(
          (order) => order.deviceWearerId === activation.deviceWearerId && holds(order),
        ),
    )
    for (const { deviceId: device, deviceWearerId: wearer } of worn) {
      const curfew = people.monitoringOrders
        .filter((order) => order.deviceWearerId === wearer && holds(order))
        .flatMap(({ conditions }) => conditions)
        .find((condition) => condition.kind === 'curfew' && holds(condition))
      const zone = people.zones.find((each) => each.id === curfew?.zoneIds?.[0] && holds(each))
      const isInCaseload = people.allocations.some(
        (each) =>
          each.deviceWearerId === wearer && each.practitioner === practitioner && holds(each),
      )
      const isRestricted = people.deviceWearers.some(
        ({ id, restrictions = [] }) => id === wearer && restrictions.length > 0,
      )
      if (!zone || !isInCaseload || isRestricted) continue
      const others = worn.map(({ deviceId }) => deviceId).filter((id) => id !== device)
      return { wearer, device, home: middleOf(zone.geometry), others: others.slice(0, 5) }
    }
    throw new Error('Nobody of the town is under curfew in the caseload')
  } finally {
    await records.close()
  }
}

const DAY = 86_400_000

/** The mean of an area's corners. */
function middleOf(geometry: unknown): LivePerson['home'] {
  const [ring = []] = (geometry as { coordinates: [number, number][][] }).coordinates
  const corners = ring.slice(1)
  const mean = (of: (corner: [number, number]) => number) =>
    corners.reduce((sum, corner) => sum + of(corner), 0) / corners.length
  return { latitude: mean(([, latitude]) => latitude), longitude: mean(([longitude]) => longitude) }
}
