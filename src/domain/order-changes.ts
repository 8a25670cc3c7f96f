import { hoursInWords } from './hours-in-words.ts'
import type { Interval } from './interval.ts'
import { londonDate } from './london-time.ts'
import type { Condition, MonitoringOrder } from './people.ts'
import { placeCategoryLabel } from './reference/place-categories.ts'
import { sameValue } from './same-value.ts'
import type { OrderChange, WholeOrder } from './whole-order.ts'
import { zoneChanges } from './zone-changes.ts'

/** Everything that differs, in the order in which an order is read; empty where nothing does. */
export function orderChanges(before: WholeOrder, after: WholeOrder): OrderChange[] {
  return [
    ...headChanges(before.order, after.order),
    ...conditionChanges(before, after),
    ...zoneChanges(before, after),
  ]
}

function headChanges(before: MonitoringOrder, after: MonitoringOrder): OrderChange[] {
  const changes: OrderChange[] = []
  const was = before.facts ?? {}
  const is = after.facts ?? {}
  const change = (variation: string, text: string) => changes.push({ variation, text })
  if (is.variation && !sameValue(was.variation, is.variation)) {
    change(is.variation.type, is.variation.text ?? 'Its papers say why it was changed')
  }
  if (before.orderType !== after.orderType) {
    change(
      'CHANGE_TO_ENFORCEABLE_CONDITION',
      `The order is ${after.orderType}, before ${before.orderType}`,
    )
  }
  if (!sameSpell(before, after)) {
    change('OTHER', `The order holds ${spell(after)}, before ${spell(before)}`)
  }
  if (was.deviceType !== is.deviceType) {
    change(
      'CHANGE_TO_DEVICE_TYPE',
      `The device is ${is.deviceType ?? 'not said'}, before ${was.deviceType ?? 'not said'}`,
    )
  }
  const { variation: _was, deviceType: _wasType, ...others } = was
  const { variation: _is, deviceType: _isType, ...now } = is
  const names = [...new Set([...Object.keys(others), ...Object.keys(now)])] as (keyof typeof now)[]
  for (const name of names) {
    if (!sameValue(others[name], now[name]))
      change('OTHER', `What is said of ${factNames[name] ?? name} changed`)
  }
  return changes
}

const factNames: Readonly<Record<string, string>> = {
  offence: 'the offence',
  sentence: 'the sentence',
  longestSentence: 'the longest sentence',
  releaseDate: 'the release date',
  hdc: 'home detention curfew',
  intensiveSupervision: 'intensive supervision',
  riskReview: 'the review of the risk of release',
  missedInError: 'whether it was missed by mistake',
  licenceVariationFor: 'why the licence was varied',
  madeFrom: 'what it was made from',
  conditionType: 'the law it stands on',
  cohort: 'the project',
  policeForce: 'the police force',
  region: 'the region',
  notifyingOrganisation: 'who sent it',
  responsibleOrganisation: 'the responsible organisation',
  allowanceMinutes: 'the minutes allowed',
}

function conditionChanges(
  { order: before }: WholeOrder,
  { order: after }: WholeOrder,
): OrderChange[] {
  const enforceable = (text: string) => ({ variation: 'CHANGE_TO_ENFORCEABLE_CONDITION', text })
  const changes: OrderChange[] = []
  const hadCurfew = before.conditions.some(({ kind }) => kind === 'curfew')
  for (const condition of before.conditions) {
    if (after.conditions.some(({ id }) => id === condition.id)) continue
    changes.push(enforceable(`The condition ${named(condition)} is taken out`))
  }
  for (const condition of after.conditions) {
    const was = before.conditions.find(({ id }) => id === condition.id)
    if (!was) {
      // Hours that follow others are a condition of their own, so that the past keeps its own.
      const follows = condition.kind === 'curfew' && hadCurfew
      changes.push({
        variation: follows ? 'CHANGE_TO_CURFEW_HOURS' : 'CHANGE_TO_ENFORCEABLE_CONDITION',
        text: `A condition is added: ${named(condition)}${condition.curfew ? `, ${curfewWords(condition)}` : ''}`,
      })
      continue
    }
    if (was.kind !== condition.kind) {
      changes.push(enforceable(`The condition ${named(condition)} was ${was.kind}`))
    }
    if (!sameSpell(was, condition)) {
      changes.push(
        enforceable(`${named(condition)} holds ${spell(condition)}, before ${spell(was)}`),
      )
    }
    if (was.crimeMapping !== condition.crimeMapping) {
      changes.push(
        enforceable(
          `${named(condition)} ${condition.crimeMapping ? 'may' : 'may not'} be compared with crimes now`,
        ),
      )
    }
    changes.push(...termsChanges(was, condition))
  }
  return changes
}

function termsChanges(was: Condition, is: Condition): OrderChange[] {
  const changes: OrderChange[] = []
  if (!sameValue(was.trail, is.trail)) {
    changes.push({
      variation: 'CHANGE_TO_ENFORCEABLE_CONDITION',
      text: `Places that visits are told to by the condition itself are ${placesWords(is)} now, before ${placesWords(was)}`,
    })
  }
  if (!sameValue(was.curfew, is.curfew)) {
    changes.push({
      variation: 'CHANGE_TO_CURFEW_HOURS',
      text: `The curfew’s hours are now: ${curfewWords(is)}. Before: ${curfewWords(was)}`,
    })
  }
  if (!sameValue(was.attendance, is.attendance)) {
    const hours = is.attendance?.hours.map(hoursInWords).join('; ') ?? 'not said'
    changes.push({
      variation: 'CHANGE_TO_ENFORCEABLE_CONDITION',
      text: `Attendance (${is.attendance?.purpose ?? 'no purpose'}) is ${hours} now`,
    })
  }
  if (!sameValue(was.alcohol, is.alcohol)) {
    changes.push({
      variation: 'CHANGE_TO_ENFORCEABLE_CONDITION',
      text: `Alcohol is monitored for ${is.alcohol?.kind ?? 'nothing said'}, before ${was.alcohol?.kind ?? 'nothing said'}`,
    })
  }
  return changes
}

function named({ kind, id }: Condition): string {
  return `${kind} (${id})`
}

function placesWords({ trail }: Condition): string {
  return (trail?.placeCategories ?? []).map(placeCategoryLabel).join(', ') || 'none'
}

function curfewWords({ curfew }: Condition): string {
  if (!curfew) return 'without hours'
  const day = curfew.releaseDay
  return [
    ...curfew.hours.map(hoursInWords),
    ...(day ? [`on the day of release ${day.from} to ${day.to}`] : []),
  ].join('; ')
}

function sameSpell(one: Interval, other: Interval): boolean {
  return one.from === other.from && one.to === other.to
}

function spell({ from, to }: Interval): string {
  return `from ${londonDate(from)}${to === Infinity ? ' without an end' : ` to ${londonDate(to)}`}`
}
