import { z } from 'zod'
import { type Interval, intersect } from '../../domain/interval.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import type { MapZone } from '../map/map-data.ts'

const rings = z.array(z.array(z.tuple([z.number(), z.number()]).rest(z.number())))
const area = z.union([
  z.object({ type: z.literal('Polygon'), coordinates: rings }).transform((one) => one.coordinates),
  z
    .object({ type: z.literal('MultiPolygon'), coordinates: z.array(rings) })
    .transform((many) => many.coordinates.flat()),
])

/** The zones of somebody's conditions that are in force at some instant of a period; areas only. */
export function zonesShown(person: PersonFile, within: Interval): MapZone[] {
  const named = new Set(
    person.monitoringOrders.flatMap((order) =>
      order.conditions.flatMap((condition) => {
        const both = intersect(order, condition)
        return both && intersect(both, within) ? (condition.zoneIds ?? []) : []
      }),
    ),
  )
  return person.zones.flatMap(({ id, kind, geometry, from, to }) => {
    const parsed = area.safeParse(geometry)
    if (!named.has(id) || !intersect({ from, to }, within) || !parsed.success) return []
    const title = `${kind.charAt(0).toUpperCase()}${kind.slice(1)} zone ${id}`
    return { title, kind, rings: parsed.data.map((ring) => ring.map(([x, y]) => [x, y] as const)) }
  })
}
