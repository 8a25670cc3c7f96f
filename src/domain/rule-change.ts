import { AppError } from './errors.ts'
import type { Instant } from './interval.ts'
import type { Condition, MonitoringOrder, Zone } from './people.ts'
import { sameValue } from './same-value.ts'
import { zoneIdsOf } from './whole-order.ts'

/** A zone before it has an id and a beginning; it ends at `to`, or stays open. */
export type ZoneDraft = Omit<Zone, 'id' | 'from' | 'to'> & { readonly to?: Instant | undefined }

/** A condition before it has an id and a beginning; it ends at `to`, or with its order. */
export type ConditionDraft = Omit<Condition, 'id' | 'from' | 'to'> & {
  readonly to?: Instant | undefined
}

/**
 * What a draft changes in an order, with what it changes as that stood when it was drafted. Without `before` it is
 * new; without `after` it ends.
 */
export type RuleChange =
  | {
      readonly subject: 'zone'
      /** The zone, and every condition that names it. */
      readonly before?:
        | { readonly zone: Zone; readonly conditions: readonly Condition[] }
        | undefined
      readonly after?: ZoneDraft | undefined
    }
  | {
      readonly subject: 'curfew' | 'attendance'
      readonly before?: Condition | undefined
      /** Names {@link NEW_PLACE} where it means the place beside it. */
      readonly after?: ConditionDraft | undefined
      readonly place?: ZoneDraft | undefined
    }

/** Stands for the id of a place that comes with a curfew or an appointment. */
export const NEW_PLACE = 'new-place'

/** An order after a change, and the zones the change made. */
export interface ChangedOrder {
  readonly order: MonitoringOrder
  readonly zones: readonly Zone[]
}

/**
 * An order with a change that holds from an instant on. Whatever held before goes on saying what it said of the time
 * until then: zones are never altered, conditions end and others follow them.
 *
 * @param mark what new ids end with, unique to the change.
 * @throws AppError INPUT_INVALID where a zone would end that a curfew or an appointment needs.
 */
export function withChange(
  order: MonitoringOrder,
  change: RuleChange,
  at: Instant,
  mark: string,
): ChangedOrder {
  if (change.subject === 'zone') return withZone(order, change, at, mark)
  const { subject, before, after, place } = change
  const placeId = `place-${mark}`
  const zones = place ? [{ ...place, id: placeId, from: at, to: place.to ?? Infinity }] : []
  const id = `${subject}-${mark}`
  const named = after && { ...after, id, from: at, to: after.to ?? order.to }
  const next = named && place ? renamed(named, NEW_PLACE, placeId) : named
  const conditions = before
    ? order.conditions.flatMap((each) =>
        each.id === before.id ? followed(each, next, at, mark) : [each],
      )
    : [...order.conditions, ...(next ? [next] : [])]
  return { ...changed(order, conditions), zones }
}

function withZone(
  order: MonitoringOrder,
  { before, after }: RuleChange & { readonly subject: 'zone' },
  at: Instant,
  mark: string,
): ChangedOrder {
  const id = before ? successorOf(before.zone.id, mark) : `zone-${mark}`
  const zones = after ? [{ ...after, id, from: at, to: after.to ?? Infinity }] : []
  if (!before) {
    const names = { kind: 'zone', crimeMapping: false, zoneIds: [id] } as const
    const condition = { ...names, id: `zone-${mark}`, from: at, to: after?.to ?? order.to }
    return { ...changed(order, after ? [...order.conditions, condition] : order.conditions), zones }
  }
  const conditions = order.conditions.flatMap((each) =>
    namesZone(each, before.zone.id)
      ? followed(each, renamed(each, before.zone.id, after && id), at, mark)
      : [each],
  )
  return { ...changed(order, conditions), zones }
}

function changed(order: MonitoringOrder, conditions: readonly Condition[]): ChangedOrder {
  return { order: { ...order, conditions }, zones: [] }
}

/** A condition up to an instant, and what follows it from then on; what has not begun is replaced. */
function followed(
  condition: Condition,
  next: Omit<Condition, 'id'> | undefined,
  at: Instant,
  mark: string,
): Condition[] {
  if (condition.to <= at) return [condition]
  if (condition.from >= at) return next ? [{ ...next, id: condition.id, from: condition.from }] : []
  const until = { ...condition, to: at }
  return next ? [until, { ...next, id: successorOf(condition.id, mark), from: at }] : [until]
}

/** `C1` is followed by `C1-d7`, and that by `C1-d9`. */
function successorOf(id: string, mark: string): string {
  return `${id.replace(/-d\d+$/, '')}-${mark}`
}

function namesZone(condition: Condition, zoneId: string): boolean {
  return zoneIdsOf(condition).includes(zoneId)
}

/** A condition that names another zone in place of one, or no more; `undefined` where nothing is left of it. */
function renamed(
  condition: Condition,
  from: string,
  to: string | undefined,
): Condition | undefined {
  if (to === undefined && condition.kind !== 'zone') {
    throw new AppError(
      'INPUT_INVALID',
      `Cannot end the zone: the ${condition.kind} condition ${condition.id} needs it; change that first`,
      { field: 'why' },
    )
  }
  const all = (ids: readonly string[] | undefined) =>
    ids?.flatMap((id) => (id !== from ? [id] : to === undefined ? [] : [to]))
  const { zoneIds, curfew, attendance } = condition
  const named = all(zoneIds)
  if (to === undefined && named?.length === 0) return undefined
  return {
    ...condition,
    ...(named && { zoneIds: named }),
    ...(curfew && {
      curfew: {
        hours: curfew.hours.map((hours) =>
          hours.zoneIds ? { ...hours, zoneIds: all(hours.zoneIds) } : hours,
        ),
        ...(curfew.releaseDay && {
          releaseDay: curfew.releaseDay.zoneIds
            ? { ...curfew.releaseDay, zoneIds: all(curfew.releaseDay.zoneIds) }
            : curfew.releaseDay,
        }),
      },
    }),
    ...(attendance && {
      attendance: {
        ...attendance,
        zoneId: attendance.zoneId === from ? (to ?? from) : attendance.zoneId,
      },
    }),
  }
}

/** Whether what a change is of is still as it was when it was drafted. */
export function isAsDrafted(
  order: MonitoringOrder,
  zones: readonly Zone[],
  change: RuleChange,
): boolean {
  if (!change.before) return true
  if (change.subject !== 'zone') {
    const { id } = change.before
    const now = order.conditions.find((each) => each.id === id)
    return sameValue(now, change.before)
  }
  const { zone, conditions } = change.before
  const now = order.conditions.filter((each) => namesZone(each, zone.id))
  return (
    sameValue(
      zones.find(({ id }) => id === zone.id),
      zone,
    ) && sameValue(now, conditions)
  )
}

/** A change as JSON kept it: open ends are null there. */
export function ruleChangeFromJson(json: RuleChange): RuleChange {
  if (json.subject !== 'zone') {
    return json.before ? { ...json, before: opened(json.before) } : json
  }
  if (!json.before) return json
  const { zone, conditions } = json.before
  return { ...json, before: { zone: opened(zone), conditions: conditions.map(opened) } }
}

function opened<T extends { readonly to: Instant }>(kept: T): T {
  return { ...kept, to: (kept.to as Instant | null) ?? Infinity }
}
