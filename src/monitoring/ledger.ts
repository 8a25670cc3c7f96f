import { type Interval, intersect, subtract, union } from '../domain/interval.ts'
import type { Finding } from './finding.ts'

const MINUTE = 60_000

type Counted = Finding['counted']

/** An actual incident, or one that was when somebody decided about it, as the ledger reads it. */
export interface LedgerEntry {
  readonly incidentId: string
  /** What may count of it by its newest revision; nothing where that is no longer actual. */
  readonly counted: Counted
  readonly revision: number
  /** The decision that stands. */
  readonly decision?:
    | {
        readonly decision: 'excused' | 'authorised' | 'not-excused'
        readonly revision: number
        /** What might have counted by the revision decided upon. */
        readonly counted: Counted
      }
    | undefined
}

/** Minutes by what was decided: counted against the allowance, waiting for a decision, or not counted and why. */
export const ledgerStates = ['counted', 'pending', 'authorised', 'excused'] as const
export type LedgerState = (typeof ledgerStates)[number]

/** A stretch of whole minutes of the clock, with the first and last position that say so. */
export interface LedgerLine extends Interval {
  readonly incidentId: string
  readonly state: LedgerState
  readonly minutes: number
  readonly positions: Counted[number]['positions']
}

export interface Ledger {
  /** In order of time; no minute is in two. */
  readonly lines: readonly LedgerLine[]
  readonly minutes: Readonly<Record<LedgerState, number>>
  readonly allowanceMinutes: number
  readonly leftMinutes: number
  /** Incidents whose decision was about other minutes than are said now: somebody has to look again. */
  readonly lookAgain: readonly string[]
}

/**
 * Minutes of violation, by what people decided of them. A minute of the clock is in it that lies whole in what counts of an
 * incident, and once, however many incidents it lies in: as counted before pending, pending before authorised, that before excused.
 *
 * A decision is about the minutes of its revision. Minutes that later data took away are gone; minutes that they added wait
 * for a decision of their own.
 */
export function violationLedger(entries: readonly LedgerEntry[], allowanceMinutes: number): Ledger {
  const claims = entries
    .flatMap(claimsOf)
    .sort(
      (a, b) =>
        ledgerStates.indexOf(a.state) - ledgerStates.indexOf(b.state) ||
        a.whole.from - b.whole.from ||
        (a.incidentId < b.incidentId ? -1 : 1),
    )
  let taken: Interval[] = []
  const lines: LedgerLine[] = []
  for (const { incidentId, state, whole, positions } of claims) {
    for (const { from, to } of subtract([whole], taken)) {
      lines.push({ incidentId, state, from, to, minutes: (to - from) / MINUTE, positions })
    }
    taken = union([...taken, whole])
  }
  lines.sort((a, b) => a.from - b.from)
  const sum = (state: LedgerState) =>
    lines.reduce((minutes, line) => minutes + (line.state === state ? line.minutes : 0), 0)
  const minutes = {
    counted: sum('counted'),
    pending: sum('pending'),
    authorised: sum('authorised'),
    excused: sum('excused'),
  }
  return {
    lines,
    minutes,
    allowanceMinutes,
    leftMinutes: Math.max(0, allowanceMinutes - minutes.counted),
    lookAgain: entries.filter(isOvertaken).map(({ incidentId }) => incidentId),
  }
}

function claimsOf({ incidentId, counted, decision }: LedgerEntry) {
  const decided = wholeMinutes(decision?.counted ?? [])
  const state = decision?.decision === 'not-excused' ? 'counted' : decision?.decision
  return counted.flatMap(({ positions, ...stretch }) =>
    wholeMinutes([stretch]).flatMap((said) => {
      const claim = (state: LedgerState) => (whole: Interval) => ({
        incidentId,
        state,
        whole,
        positions,
      })
      if (state === undefined) return [claim('pending')(said)]
      return [
        ...decided.flatMap((one) => intersect(said, one) ?? []).map(claim(state)),
        ...subtract([said], decided).map(claim('pending')),
      ]
    }),
  )
}

function isOvertaken({ counted, revision, decision }: LedgerEntry): boolean {
  if (decision === undefined || decision.revision === revision) return false
  return JSON.stringify(wholeMinutes(counted)) !== JSON.stringify(wholeMinutes(decision.counted))
}

/** How many minutes of the clock lie whole in some stretches, each once: as the ledger counts them. */
export function clockMinutes(stretches: readonly Interval[]): number {
  return wholeMinutes(stretches).reduce((sum, { from, to }) => sum + (to - from), 0) / MINUTE
}

/** The minutes of the clock that lie whole in some stretches. */
function wholeMinutes(stretches: readonly Interval[]): Interval[] {
  return union(
    stretches.map(({ from, to }) => ({
      from: Math.ceil(from / MINUTE) * MINUTE,
      to: Math.floor(to / MINUTE) * MINUTE,
    })),
  )
}
