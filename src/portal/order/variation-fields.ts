import type { OrderFacts } from '../../domain/order-terms.ts'
import type { Condition, MonitoringOrder } from '../../domain/people.ts'
import {
  deviceTypes,
  notifyingOrganisations,
  responsibleOrganisations,
} from '../../domain/reference/device-lists.ts'
import { offenceTypes } from '../../domain/reference/offence-types.ts'
import {
  conditionTypes,
  licenceVariationReasons,
  orderSources,
  projects,
  sentenceTypes,
} from '../../domain/reference/order-lists.ts'
import { monitoringForces, probationRegions } from '../../domain/reference/place-lists.ts'
import type { ReferenceList } from '../../domain/reference/reference-list.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { instantFields, readInstant, timeOf, zoneOf } from '../components/typed-instant.ts'
import type { FormValues } from '../form-values.ts'

/** A fact of an order as people type it: a code of a list, yes or no, a date, or a whole number. */
export interface FactField {
  readonly name: string
  readonly label: string
  readonly is: ReferenceList | 'truth' | 'date' | 'number'
}

export const factFields: readonly FactField[] = [
  { name: 'offence', label: 'Offence', is: offenceTypes },
  { name: 'offenceDate', label: 'Date of the offence', is: 'date' },
  { name: 'sentence', label: 'Sentence', is: sentenceTypes },
  { name: 'sentenceDays', label: 'Days of the sentence', is: 'number' },
  { name: 'sentenceDate', label: 'Date of the sentence', is: 'date' },
  { name: 'longestSentence', label: 'Does that offence have the longest sentence?', is: 'truth' },
  { name: 'conditionType', label: 'What the order stands on', is: conditionTypes },
  { name: 'releaseDate', label: 'Date of release', is: 'date' },
  { name: 'hdc', label: 'Home detention curfew?', is: 'truth' },
  { name: 'cohort', label: 'Project', is: projects },
  { name: 'policeForce', label: 'Police force of the address', is: monitoringForces },
  { name: 'region', label: 'Probation region', is: probationRegions },
  { name: 'notifyingOrganisation', label: 'Sent by', is: notifyingOrganisations },
  { name: 'responsibleOrganisation', label: 'Responsible', is: responsibleOrganisations },
  { name: 'deviceType', label: 'Device', is: deviceTypes },
  { name: 'allowanceMinutes', label: 'Minutes of violations allowed', is: 'number' },
  { name: 'riskReview', label: 'Was release reviewed for its risk?', is: 'truth' },
  { name: 'intensiveSupervision', label: 'Is supervision intensive?', is: 'truth' },
  { name: 'missedInError', label: 'Was it missed at release by mistake?', is: 'truth' },
  { name: 'licenceVariationFor', label: 'Why the licence was varied', is: licenceVariationReasons },
  { name: 'madeFrom', label: 'What the order was made from', is: orderSources },
]

/** What the form of an order holds when nothing was typed yet. */
export function orderFields(order: MonitoringOrder): Record<string, string> {
  const { offence, sentence, variation: _, ...facts } = order.facts ?? {}
  const flat: Readonly<Record<string, unknown>> = {
    ...facts,
    offence: offence?.type,
    offenceDate: offence?.date,
    sentence: sentence?.type,
    sentenceDays: sentence?.days,
    sentenceDate: sentence?.date,
  }
  return {
    orderType: order.orderType,
    ...spellFields('', order),
    ...Object.assign(
      {},
      ...order.conditions.map((each, index) => ({
        ...spellFields(`-${index}`, each),
        [`crimes-${index}`]: typedText(each.crimeMapping),
      })),
    ),
    ...Object.fromEntries(factFields.map(({ name }) => [name, typedText(flat[name])])),
  }
}

function spellFields(row: string, { from, to }: Pick<Condition, 'from' | 'to'>) {
  return { ...instantFields(`from${row}`, from), ...instantFields(`to${row}`, to) }
}

function typedText(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return value === undefined ? '' : String(value)
}

/** An order with what was typed in place of what it said; and what cannot be taken. */
export function readOrder(
  base: MonitoringOrder,
  values: FormValues,
): { readonly order: MonitoringOrder; readonly faults: readonly FieldFault[] } {
  const faults: FieldFault[] = []
  const facts = readFacts(base.facts ?? {}, values, faults)
  const orderType = values.text('orderType')
  if (orderType === '') faults.push({ field: 'orderType', text: 'Choose the type of order' })
  const order = {
    ...base,
    orderType,
    ...readSpell('', base, values, faults),
    conditions: base.conditions.map((condition, index) => ({
      ...condition,
      ...readSpell(`-${index}`, condition, values, faults),
      // Only a trail is compared with anything.
      ...(condition.kind === 'trail' && { crimeMapping: values.text(`crimes-${index}`) === 'yes' }),
    })),
    ...(Object.keys(facts).length > 0 && { facts }),
  }
  if (values.text('why').length < 3) {
    faults.push({ field: 'why', text: 'Say why, such as the court and the date of its decision' })
  }
  return { order, faults }
}

/** What was not touched stays as it was, to the second; an end that is left empty is open. */
function readSpell(
  row: string,
  was: Pick<Condition, 'from' | 'to'>,
  values: FormValues,
  faults: FieldFault[],
): Pick<Condition, 'from' | 'to'> {
  const shown: Readonly<Record<string, string>> = spellFields(row, was)
  const isAsShown = (name: string) =>
    [name, timeOf(name), zoneOf(name)].every((field) => values.text(field) === (shown[field] ?? ''))
  const [begins, ends] = [`from${row}`, `to${row}`]
  if (!isAsShown(begins) && values.text(begins) === '') {
    faults.push({ field: begins, text: 'Enter the date on which it begins' })
  }
  return {
    from: isAsShown(begins) ? was.from : (readInstant(values, begins, faults) ?? was.from),
    to: isAsShown(ends) ? was.to : (readInstant(values, ends, faults) ?? Infinity),
  }
}

function readFacts(base: OrderFacts, values: FormValues, faults: FieldFault[]): OrderFacts {
  const read = new Map(factFields.map((field) => [field.name, readFact(field, values, faults)]))
  const pick = (name: string, of: string) => {
    const value = read.get(name)
    read.delete(name)
    return value === undefined ? {} : { [of]: value }
  }
  const offence = { ...pick('offence', 'type'), ...pick('offenceDate', 'date') }
  const sentence = {
    ...pick('sentence', 'type'),
    ...pick('sentenceDays', 'days'),
    ...pick('sentenceDate', 'date'),
  }
  for (const [field, part] of [
    ['offence', offence],
    ['sentence', sentence],
  ] as const) {
    if (Object.keys(part).length > 0 && !('type' in part)) {
      faults.push({ field, text: `Choose the ${field} that you say more of` })
    }
  }
  const said = [...read].filter(([, value]) => value !== undefined)
  return {
    ...Object.fromEntries(said),
    ...('type' in offence && { offence }),
    ...('type' in sentence && { sentence }),
    ...(base.variation && { variation: base.variation }),
  } as OrderFacts
}

function readFact(
  { name, label, is }: FactField,
  values: FormValues,
  faults: FieldFault[],
): string | number | boolean | undefined {
  const text = values.text(name)
  if (text === '') return undefined
  if (is === 'truth') return text === 'yes'
  if (is === 'number') {
    if (/^\d{1,5}$/.test(text)) return Number(text)
    faults.push({ field: name, text: `${label}: enter a whole number` })
    return undefined
  }
  if (is === 'date') {
    const isDate = /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text))
    if (isDate) return text
    faults.push({ field: name, text: `${label}: enter a real date, such as 2026-03-29` })
    return undefined
  }
  return text.slice(0, 100)
}
