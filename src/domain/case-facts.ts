import type { CaseFacts, MonitoredKind } from './eligibility-rule.ts'
import { type Instant, intersect } from './interval.ts'
import { londonLocal } from './london-local.ts'
import type { Condition, MonitoringOrder, WearerFacts } from './people.ts'

/** What is asked about somebody under an order; what neither says is missing. */
export function caseFacts(
  person: { readonly dateOfBirth?: string | undefined; readonly facts?: WearerFacts | undefined },
  { orderType, from, to, conditions, facts: order = {} }: MonitoringOrder,
): CaseFacts {
  const noFixedAbode = person.facts?.noFixedAbode
  return {
    orderType,
    notifyingOrganisation: order.notifyingOrganisation,
    releaseDate: order.releaseDate,
    monitoringEnds: to === Infinity ? undefined : dateOf(to - 1),
    adult:
      adultOn(person.dateOfBirth, order.releaseDate ?? dateOf(from)) ??
      person.facts?.adultAtInstallation,
    fixedAddress: noFixedAbode === undefined ? undefined : !noFixedAbode,
    // Detention under section 91 goes with it, and its papers need not say so.
    hdc: order.hdc ?? (order.sentence?.type === 'SECTION_91' ? true : undefined),
    project: order.cohort,
    offence: order.offence?.type,
    longestSentence: order.longestSentence,
    sentenceDays: order.sentence?.days,
    policeForce: order.policeForce,
    region: order.region,
    sentenceType: order.sentence?.type,
    intensiveSupervision: order.intensiveSupervision,
    riskReview: order.riskReview,
    missedInError: order.missedInError,
    licenceVariationFor: order.licenceVariationFor,
    madeFrom: order.madeFrom,
    twiceAtOnce: twiceAtOnce(conditions),
  }
}

/** A condition that follows another is none beside it. */
function twiceAtOnce(conditions: readonly Condition[]): MonitoredKind[] {
  const twice = conditions.filter((one, index) =>
    conditions.slice(0, index).some((other) => other.kind === one.kind && intersect(one, other)),
  )
  return [...new Set(twice.map(({ kind }) => kind))]
}

/** Whether somebody is 18 on a date; `undefined` where their date of birth is no date. */
function adultOn(dateOfBirth: string | undefined, date: string): boolean | undefined {
  const [, year, monthAndDay] = /^(\d{4})(-\d\d-\d\d)$/.exec(dateOfBirth ?? '') ?? []
  if (year === undefined) return undefined
  return `${String(Number(year) + 18).padStart(4, '0')}${monthAndDay}` <= date
}

/** Dates beyond what clocks of London can show are as good as none. */
function dateOf(instant: Instant): string {
  return londonLocal(instant).date
}
