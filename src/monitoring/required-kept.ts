import { type Instant, type Interval, intersect, union } from '../domain/interval.ts'
import type { Appointment, Finding, StateSpan } from './finding.ts'
import type { LedgerState } from './ledger.ts'

const MINUTE = 60_000

/**
 * What became of something that was required, the gravest first: not kept, as a person decided; something noticed that nobody
 * has decided about; not over yet; excused or authorised; not known; kept, and known to be. What was not required is none of them.
 */
export const keptAnswers = ['broken', 'undecided', 'open', 'excused', 'unknown', 'kept'] as const
export type Kept = (typeof keptAnswers)[number]

/** A stretch that something was noticed in, and what people decided of it. */
export type Noticed = Interval & { readonly state: LedgerState }

/** The gravest of what is said of a day, a night or an appointment; `undefined` where nothing is. */
export function gravest(said: readonly Kept[]): Kept | undefined {
  return keptAnswers.find((answer) => said.includes(answer))
}

const asKept: Readonly<Record<LedgerState, Kept>> = {
  counted: 'broken',
  pending: 'undecided',
  authorised: 'excused',
  excused: 'excused',
}

/** What people decided of whatever was noticed in a stretch. */
export function decidedOf(stretch: Interval, noticed: readonly Noticed[]): Kept | undefined {
  return gravest(noticed.flatMap((one) => (intersect(stretch, one) ? [asKept[one.state]] : [])))
}

/**
 * What became of one stretch of curfew hours. It is kept only where it is known to have been: where no time away, not known or
 * both, one after the other, lasted as long as an absence has to last to be one. What is shorter cannot hide an absence.
 *
 * @param night the hours, with the parts of them that were required.
 * @param said what the positions say of it now: states of what was required, and absences.
 * @param noticed incidents of the same curfew, and the ledger's lines.
 * @returns undefined where nothing was required.
 */
export function nightKept(
  night: Interval & { readonly required: readonly Interval[] },
  said: { readonly states: readonly StateSpan[]; readonly findings: readonly Finding[] },
  noticed: readonly Noticed[],
  { now, thresholdMinutes }: { readonly now: Instant; readonly thresholdMinutes: number },
): Kept | undefined {
  if (night.required.length === 0) return undefined
  const decided = decidedOf(night, noticed)
  // Noticed just now, and no incident yet: nobody has decided about it.
  const isNew = said.findings.some(
    (one) =>
      one.stage === 'actual' &&
      !noticed.some((known) => intersect(known, { from: one.from, to: one.to ?? now })),
  )
  if (decided === 'broken') return decided
  if (decided === 'undecided' || isNew) return 'undecided'
  if (night.to > now) return 'open'
  if (decided !== undefined) return decided
  const isKnown = said.states.length > 0 && longestNotHome(said.states) < thresholdMinutes
  return isKnown ? 'kept' : 'unknown'
}

/** What became of an appointment; late, left early and missed wait for a decision until there is one. */
export function appointmentKept(appointment: Appointment, noticed: readonly Noticed[]): Kept {
  const { outcome } = appointment
  if (outcome === 'on-time') return 'kept'
  if (outcome === 'unknown') return 'unknown'
  if (outcome === 'to-come') return 'open'
  return decidedOf(appointment, noticed) ?? 'undecided'
}

/** A London date and what became of everything required on it; nothing where nothing was. */
export interface KeptDay {
  readonly date: string
  readonly kept: Kept | undefined
}

/** Days in a row on which everything that was required is known to have been kept. */
export interface KeptRow {
  readonly days: number
  /** The first of them. */
  readonly since: string | undefined
  /** Between them, and neither counted nor the end of it. */
  readonly unknown: number
  readonly excused: number
  /** The day that it counts from, which was not kept; absent where the days given do not reach one. */
  readonly endedBy: (KeptDay & { readonly kept: 'broken' | 'undecided' }) | undefined
}

/**
 * How many days in a row were kept, up to the last one that is over. What is not known and what was excused or authorised
 * neither adds to the row nor ends it.
 *
 * @param days by date, the oldest first.
 */
export function keptInARow(days: readonly KeptDay[]): KeptRow {
  let row: KeptRow = { days: 0, since: undefined, unknown: 0, excused: 0, endedBy: undefined }
  let [unknown, excused] = [0, 0]
  for (const { date, kept } of days.toReversed()) {
    if (kept === 'broken' || kept === 'undecided') return { ...row, endedBy: { date, kept } }
    if (kept === 'unknown') unknown += 1
    if (kept === 'excused') excused += 1
    // What lies before the first of them is not between them.
    if (kept === 'kept') row = { ...row, days: row.days + 1, since: date, unknown, excused }
  }
  return row
}

/** Minutes of the longest time without a break that is not known to have been at home. */
function longestNotHome(states: readonly StateSpan[]): number {
  const runs = union(states.filter(({ state }) => state !== 'inside'))
  return Math.max(0, ...runs.map(({ from, to }) => to - from)) / MINUTE
}
