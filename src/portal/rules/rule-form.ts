import { nothingHere } from '../../domain/errors.ts'
import type { Instant } from '../../domain/interval.ts'
import type { MonitoringOrder } from '../../domain/people.ts'
import type { RuleChange } from '../../domain/rule-change.ts'
import { zoneIdsOf } from '../../domain/whole-order.ts'
import type { RuleDraft } from '../../store/records/rule-drafts.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import { instantFields } from '../components/typed-instant.ts'
import { type FormValues, formOf } from '../form-values.ts'
import { conditionFields, type Fields, zoneFields } from './rule-fields.ts'
import { placeWords } from './rule-words.ts'

/** What a form is of: a kind of rule, the order, and what it changes as that stands. */
export interface FormSubject {
  readonly subject: RuleChange['subject']
  readonly order: MonitoringOrder | undefined
  readonly before: RuleChange['before']
}

/** What the form's own hidden fields, or an address, say it is of. @throws AppError NOT_FOUND. */
export function formSubject(person: PersonFile, values: FormValues): FormSubject {
  const kind = values.text('kind')
  const changes = values.text('change')
  const orderId = values.text('order')
  const order = person.monitoringOrders.find(({ id }) => id === orderId)
  if (kind !== 'zone' && kind !== 'curfew' && kind !== 'attendance') throw nothingHere()
  if (changes === '') return { subject: kind, order, before: undefined }
  if (!order) throw nothingHere()
  if (kind === 'zone') {
    const zone = person.zones.find(({ id }) => id === changes)
    if (!zone) throw nothingHere()
    const conditions = order.conditions.filter((each) => zoneIdsOf(each).includes(zone.id))
    return { subject: kind, order, before: { zone, conditions } }
  }
  const before = order.conditions.find(({ id }) => id === changes)
  if (before?.kind !== kind) throw nothingHere()
  return { subject: kind, order, before }
}

/** A change as a whole, of what a form is of and what it says. */
export function ruleChange({ subject, before }: FormSubject, after: object): RuleChange {
  return { subject, ...(before && { before }), ...after } as RuleChange
}

/** What the form begins with: what holds now; nothing of what is new. */
export function firstFields({ subject, order, before }: FormSubject, ends: boolean): Fields {
  if (ends) return { ends: '1' }
  if (!before) return subject === 'zone' ? { shapeBy: 'place' } : {}
  if ('zone' in before) return zoneFields(before.zone)
  // What ends with its order has no end of its own.
  const to = before.to === order?.to ? Infinity : before.to
  return conditionFields({ ...before, to }, undefined)
}

/** The form of a draft as it was kept. */
export function draftFields({ id, change, monitoringOrderId, holdsFrom, why }: RuleDraft): Fields {
  const { subject, before, after } = change
  const changes = before === undefined ? '' : 'zone' in before ? before.zone.id : before.id
  const said = !after
    ? { ends: '1' }
    : change.subject === 'zone'
      ? zoneFields(change.after ?? (after as never))
      : conditionFields(change.after ?? (after as never), change.place)
  return {
    ...said,
    ...instantFields('holdsFrom', holdsFrom),
    kind: subject,
    change: changes,
    order: monitoringOrderId,
    draft: String(id),
    why,
  }
}

/** Orders that have not ended. */
export function ordersOf(person: PersonFile, now: Instant): MonitoringOrder[] {
  return person.monitoringOrders.filter(({ to }) => to > now)
}

/** Where somebody may have to be: all zones of the person but those to keep out of. */
export function placesOf(person: PersonFile, now: Instant) {
  return person.zones
    .filter(({ kind, to }) => kind !== 'exclusion' && to > now)
    .map(({ id }) => ({ value: id, text: placeWords(id, person.zones) }))
}

/** What a form carries along unseen. */
export function carried(values: FormValues): Record<string, string> {
  const names = ['kind', 'change', 'order', 'draft', 'ends']
  const given = names.map((name) => [name, values.text(name)] as const)
  return Object.fromEntries(given.filter(([, value]) => value !== ''))
}

export function queryValues(query: (name: string) => string | undefined): FormValues {
  const fields = ['kind', 'change', 'order', 'ends'].map((name) => [name, query(name) ?? ''])
  return formOf(Object.fromEntries(fields))
}
