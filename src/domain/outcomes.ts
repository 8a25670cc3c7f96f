import type { Role } from './roles.ts'

/** What came of a wearer whom police were told of, in the order in which it comes. */
const outcomeKinds = [
  'sent',
  'acknowledged',
  'arrest',
  'charge',
  'conviction',
  'no_further_action',
  'eliminated',
] as const
export type OutcomeKind = (typeof outcomeKinds)[number]

const texts: Readonly<Record<OutcomeKind, string>> = {
  sent: 'Sent to the force',
  acknowledged: 'Acknowledged by the force',
  arrest: 'Arrest',
  charge: 'Charge',
  conviction: 'Conviction',
  no_further_action: 'No further action',
  eliminated: 'Eliminated from the enquiry',
}

export function outcomeText(kind: OutcomeKind): string {
  return texts[kind]
}

/** What somebody of a role may record: that it was sent is the hub's to say. */
export function outcomesBy(role: Role | 'operator' | 'nobody'): readonly OutcomeKind[] {
  return role === 'police-analyst' ? outcomeKinds.filter((kind) => kind !== 'sent') : outcomeKinds
}

/** A day of London as `2026-01-26`: texts that sort as days do. */
export type LondonDay = string

/**
 * Why an outcome cannot be recorded, as people are told; `undefined` where it can.
 *
 * @param known the kinds recorded of this wearer in this report that were not taken back.
 */
export function outcomeFault(
  { kind, happenedOn }: { readonly kind: OutcomeKind; readonly happenedOn: LondonDay },
  known: readonly OutcomeKind[],
  { crimeFrom, today }: { readonly crimeFrom: LondonDay; readonly today: LondonDay },
): { readonly field: 'happenedOn' | 'kind'; readonly text: string } | undefined {
  if (happenedOn > today) {
    return { field: 'happenedOn', text: 'The day must not lie in the future' }
  }
  if (happenedOn < crimeFrom) {
    return { field: 'happenedOn', text: `The day must not be before the crime, ${crimeFrom}` }
  }
  if (known.includes(kind)) {
    return {
      field: 'kind',
      text: `“${texts[kind]}” is recorded already: take it back first, if it was wrong`,
    }
  }
  // So that whatever is counted of those sent is a part of them.
  if (kind !== 'sent' && !known.includes('sent')) {
    return {
      field: 'kind',
      text: 'The hub has to record first that it was sent: nothing can come of it before',
    }
  }
  return undefined
}
