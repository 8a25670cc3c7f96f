import type { Zone } from './people.ts'
import { sameValue } from './same-value.ts'
import { type OrderChange, type WholeOrder, zoneIdsOf } from './whole-order.ts'

/** What differs of the zones that an order names. */
export function zoneChanges(before: WholeOrder, after: WholeOrder): OrderChange[] {
  const was = rolesOf(before)
  const is = rolesOf(after)
  const changes: OrderChange[] = []
  for (const [id, role] of was) {
    if (!is.has(id))
      changes.push({
        variation: variationOf(role, 'changed'),
        text: `${nameOf(before, id)} is taken out`,
      })
  }
  for (const [id, role] of is) {
    if (!was.has(id)) {
      changes.push({ variation: variationOf(role, 'added'), text: `${nameOf(after, id)} is added` })
      continue
    }
    const [old, now] = [zoneOf(before, id), zoneOf(after, id)]
    const parts = now ? changedParts(old, now) : []
    if (parts.length > 0) {
      changes.push({
        variation: variationOf(role, 'changed'),
        text: `${nameOf(after, id)} changed: ${parts.join(', ')}`,
      })
    }
  }
  return changes
}

/** What a zone is to its order: somewhere to be during a curfew is an address. */
type ZoneRole = 'address' | Zone['kind']

function rolesOf({ order, zones }: WholeOrder): Map<string, ZoneRole> {
  const roles = new Map<string, ZoneRole>()
  for (const condition of order.conditions) {
    for (const id of zoneIdsOf(condition)) {
      const kind = zones.find((zone) => zone.id === id)?.kind ?? 'restriction'
      roles.set(id, condition.kind === 'curfew' ? 'address' : (roles.get(id) ?? kind))
    }
  }
  return roles
}

function variationOf(role: ZoneRole, how: 'added' | 'changed'): string {
  if (role === 'address') return 'CHANGE_TO_ADDRESS'
  if (role !== 'exclusion') return 'CHANGE_TO_ENFORCEABLE_CONDITION'
  return how === 'added' ? 'CHANGE_TO_ADD_AN_EXCLUSION_ZONES' : 'CHANGE_TO_AN_EXISTING_EXCLUSION'
}

function changedParts(was: Zone | undefined, is: Zone): string[] {
  const parts: [string, (zone: Zone) => unknown][] = [
    ['its name', ({ name }) => name],
    ['its kind', ({ kind }) => kind],
    [
      'where it is',
      ({ geometry, radiusMetres, bufferMetres }) => [geometry, radiusMetres, bufferMetres],
    ],
    ['its dates', ({ from, to }) => [from, to]],
    ['its hours', ({ schedule }) => schedule],
    ['its exceptions', ({ exceptions }) => exceptions],
  ]
  return parts.filter(([, of]) => !was || !sameValue(of(was), of(is))).map(([text]) => text)
}

function zoneOf({ zones }: WholeOrder, id: string): Zone | undefined {
  return zones.find((zone) => zone.id === id)
}

function nameOf(whole: WholeOrder, id: string): string {
  const zone = zoneOf(whole, id)
  return `The ${zone?.kind ?? 'zone'}${zone ? ' zone' : ''} ${zone?.name ?? id}`
}
