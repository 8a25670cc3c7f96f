import { type Interval, intersect, union } from '../domain/interval.ts'
import type { Condition, MonitoringOrder, People, Zone } from '../domain/people.ts'
import { hoursFault, type WeeklyHours, weekdays } from '../domain/weekly-hours.ts'
import { areaOf } from '../geo/area.ts'
import type { Place, Rule } from './rule.ts'

/** An absence that somebody authorised before; of one condition, or of any. */
export interface AuthorisedAbsence extends Interval {
  readonly deviceWearerId: string
  readonly conditionId: string | undefined
}

/** Something that is required and cannot be watched over, in words for whoever keeps the order. */
export interface RuleFault {
  readonly deviceWearerId: string
  readonly monitoringOrderId: string
  readonly conditionId: string
  readonly zoneId: string | undefined
  readonly message: string
}

type RegisteredPeople = Pick<People, 'deviceActivations' | 'monitoringOrders' | 'zones'>

/**
 * What is watched over of whom, and when: device activation x monitoring order x condition (x zone). Conditions that
 * say too little to be watched, like a curfew without hours or a zone without a usable shape, are told as faults.
 *
 * @param absences that stand; what was revoked is not among them.
 */
export function rulesOf(
  people: RegisteredPeople,
  absences: readonly AuthorisedAbsence[],
): { readonly rules: readonly Rule[]; readonly faults: readonly RuleFault[] } {
  const fitted = byWearer(people.deviceActivations)
  const authorised = byWearer(absences)
  const zones = new Map(people.zones.map((zone) => [zone.id, zone]))
  const areas = new Map<string, ReturnType<typeof areaOf>>()
  const rules: Rule[] = []
  const faults: RuleFault[] = []

  const watch = (order: MonitoringOrder, condition: Condition) => {
    const { deviceWearerId } = order
    const within = union(
      (fitted.get(deviceWearerId) ?? []).flatMap((activation) => {
        const both = intersect(activation, order)
        return (both && intersect(both, condition)) ?? []
      }),
    )
    if (within.length === 0) return
    const about = { deviceWearerId, monitoringOrderId: order.id, conditionId: condition.id }
    const fault = (message: string, zoneId?: string) => {
      faults.push({ ...about, zoneId, message })
    }
    const id = (...further: readonly string[]) =>
      [deviceWearerId, order.id, condition.id, ...further].map(encodeURIComponent).join('/')
    const place = (zoneId: string): { readonly zone: Zone; readonly place: Place } | undefined => {
      const zone = zones.get(zoneId)
      if (zone === undefined) return void fault('There is no such zone', zoneId)
      const area = areas.get(zoneId) ?? areaOf(zone)
      areas.set(zoneId, area)
      if (typeof area === 'string')
        return void fault(`The zone's shape cannot be used: ${area}`, zoneId)
      const valid = { from: zone.from, to: zone.to }
      return { zone, place: { zoneId, name: zone.name, area, valid } }
    }
    const usable = <Hours extends WeeklyHours>(rows: readonly Hours[], zoneId?: string) =>
      rows.filter((row) => {
        const wrong = hoursFault(row)
        if (wrong !== undefined) fault(wrong, zoneId)
        return wrong === undefined
      })
    const away = (authorised.get(deviceWearerId) ?? []).filter(
      ({ conditionId }) => conditionId === undefined || conditionId === condition.id,
    )

    if (condition.kind === 'zone') {
      for (const zoneId of new Set(condition.zoneIds)) {
        const found = place(zoneId)
        if (found === undefined) continue
        const { kind, schedule, exceptions = [] } = found.zone
        const valid = within.flatMap((stretch) => intersect(stretch, found.place.valid) ?? [])
        if (valid.length === 0) continue
        rules.push({
          ...about,
          id: id(zoneId),
          kind,
          within: valid,
          place: found.place,
          schedule: schedule && usable(schedule, zoneId),
          exceptions: exceptions.map((each) => ({
            ...each,
            hours: each.hours && usable(each.hours, zoneId),
          })),
        })
      }
    }
    if (condition.kind === 'curfew') {
      const { hours = [], releaseDay } = condition.curfew ?? {}
      const rows = [...hours, ...(releaseDay === undefined ? [] : [releaseDay])]
      if (rows.length === 0) return fault('The curfew says no hours')
      const zoneIdsOf = (row: { readonly zoneIds?: readonly string[] | undefined }) =>
        row.zoneIds ?? condition.zoneIds ?? []
      const named = new Set(rows.flatMap(zoneIdsOf))
      const places = new Map([...named].map((zoneId) => [zoneId, place(zoneId)?.place]))
      // Somebody may be at the one place that cannot be watched: then nobody can say they are away.
      const known = <Row extends { readonly zoneIds?: readonly string[] | undefined }>(
        row: Row,
      ) => {
        const zoneIds = zoneIdsOf(row)
        const isKnown = zoneIds.length > 0 && zoneIds.every((zoneId) => places.get(zoneId))
        if (zoneIds.length === 0) fault('The curfew names no place to be')
        return isKnown ? [{ ...row, zoneIds }] : []
      }
      const watched = usable(hours).flatMap(known)
      const [release] = releaseDay ? usable([{ ...releaseDay, weekdays }]).flatMap(known) : []
      if (watched.length === 0 && release === undefined) return
      // A day of release whose hours cannot be watched still stands in place of that day's weekly ones.
      const day = releaseDay && { ...releaseDay, zoneIds: release?.zoneIds ?? [] }
      rules.push({
        ...about,
        id: id(),
        kind: 'curfew',
        within,
        terms: { hours: watched, releaseDay: day },
        places: [...places.values()].filter((each) => each !== undefined),
        absences: union(away),
      })
    }
    if (condition.kind === 'attendance') {
      const { attendance } = condition
      if (attendance === undefined) return fault('The attendance says no hours and no place')
      const found = place(attendance.zoneId)
      if (found === undefined) return
      rules.push({
        ...about,
        id: id(attendance.zoneId),
        kind: 'attendance',
        within,
        terms: { ...attendance, hours: usable(attendance.hours) },
        place: found.place,
        absences: union(away),
      })
    }
  }

  for (const order of people.monitoringOrders) {
    for (const condition of order.conditions) watch(order, condition)
  }
  return { rules, faults }
}

function byWearer<Each extends { readonly deviceWearerId: string }>(all: readonly Each[]) {
  const map = new Map<string, Each[]>()
  for (const each of all) {
    const list = map.get(each.deviceWearerId)
    if (list) list.push(each)
    else map.set(each.deviceWearerId, [each])
  }
  return map
}
