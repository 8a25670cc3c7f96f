import type { StandingMatch } from '../../store/records/visible-standing.ts'
import { wearerInk } from '../map/symbols.ts'
import { wholeNumber } from '../whole-number.ts'
import { splitByVerdict } from './split-by-verdict.ts'

/** As many as the map can tell apart by colour. */
export const MOST_WEARERS = wearerInk.length
/** How many of those near are ticked until somebody chooses others. */
export const STRONGEST_SHOWN = 5
/** What is shown before and after a crime's window: minutes. */
export const besideChoices = [0, 30, 60, 120, 180] as const
const USUAL_BESIDE = 30

/** What a map of a crime was asked to show. */
export interface CrimeMapChoice {
  /** Ranked as the crime's pairs are; at most {@link MOST_WEARERS}. */
  readonly chosen: readonly StandingMatch[]
  readonly besideMinutes: number
  /** Of the table, from 1. */
  readonly page: number
  /** More were ticked than can be shown. */
  readonly tooMany: boolean
}

/**
 * Reads an address's choice of wearers. Who is not among the crime's pairs is not chosen; where nothing was
 * sent at all, those near with the strongest evidence are.
 *
 * @param values every value that an address has of a name.
 */
export function crimeMapChoice(
  matches: readonly StandingMatch[],
  values: (name: string) => readonly string[],
): CrimeMapChoice {
  const [beside] = values('beside')
  const wanted = new Set(values('wearer'))
  const asked = wanted.size > 0 || beside !== undefined
  const ticked = asked
    ? matches.filter(({ deviceWearerId }) => wanted.has(deviceWearerId))
    : splitByVerdict(matches).near.slice(0, STRONGEST_SHOWN)
  return {
    chosen: ticked.slice(0, MOST_WEARERS),
    besideMinutes: besideChoices.find((minutes) => String(minutes) === beside) ?? USUAL_BESIDE,
    page: Math.max(1, wholeNumber(values('page')[0]) ?? 1),
    tooMany: ticked.length > MOST_WEARERS,
  }
}

/** The query of an address that asks for the same again, at another page of the table. */
export function crimeMapQuery({ chosen, besideMinutes }: CrimeMapChoice, page: number): string {
  const query = new URLSearchParams()
  for (const { deviceWearerId } of chosen) query.append('wearer', deviceWearerId)
  query.set('beside', String(besideMinutes))
  query.set('page', String(page))
  return `?${query}`
}
