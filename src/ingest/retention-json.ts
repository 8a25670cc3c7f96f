import { z } from 'zod'
import { AppError } from '../domain/errors.ts'
import { faultLines, inPlainWords, shown } from './plain-faults.ts'

const MOST_DAYS = 36_500
const error = ({ input }: { readonly input?: unknown }) =>
  `it is ${shown(input)}, expected days from 0 to ${MOST_DAYS}, or null`
const days = z.number({ error }).min(0, { error }).max(MOST_DAYS, { error }).nullable()

/** The law's periods are not ours to assume: only what was never lawful to keep has one by default. */
const kinds = {
  /** Positions outside every activation, order and condition: since they arrived. */
  quarantineDays: days.default(30),
  /** Every position: since it was captured. */
  positionsDays: days.default(null),
  /** Positions under an order: since the last order that covered them ended. */
  positionsAfterOrderDays: days.default(null),
  /** What matching runs found: since the run ended. */
  matchesDays: days.default(null),
  /** Crimes with all their versions: since a force last said something new of them. */
  crimesDays: days.default(null),
  /** Signed alerts with their outcomes, signed statements with their questions: since somebody last did something to them. */
  reportsDays: days.default(null),
  /** Cases with their reviews, alerts that nobody signed: likewise; not while a signed alert rests on them. */
  caseworkDays: days.default(null),
  /** Incidents with all that was said and decided of them, absences, what devices and alcohol equipment said: likewise. */
  incidentsDays: days.default(null),
  /** Notes of people and what was handed over to the case record: since they were written or sent. */
  notesDays: days.default(null),
  /** Drafts of changes of rules with their trials: since anything was done with them. */
  draftsDays: days.default(null),
  /** Versions of orders and zones that hold no more: since the next one, or since the order was withdrawn. */
  orderVersionsDays: days.default(null),
  /** Trail reports and breach packs: since they were made. */
  documentsDays: days.default(null),
  /** What was asked for: requests for data, questions about places, followings, purposes of looking: since it was over. */
  requestsDays: days.default(null),
  /** People in the registry, with their orders, devices, zones and allocations: since their last order ended. */
  registryDays: days.default(null),
  /** Refused rows and their issues, and what was wrong with devices' reports: since they came. */
  refusedRowsDays: days.default(null),
}

const periods = z.strictObject(kinds, {
  error: ({ code, keys }) =>
    code === 'unrecognized_keys'
      ? `nothing is known of ${keys.join(', ')}, expected ${Object.keys(kinds).join(', ')}`
      : undefined,
})

/** How many days each kind of data is kept; null: until somebody deletes it. */
export type RetentionPeriods = Readonly<z.infer<typeof periods>>

export const defaultRetention: RetentionPeriods = periods.parse({})

/**
 * Reads retention.json; what it leaves out is as by default.
 *
 * @throws AppError RETENTION_INVALID naming every fault: nothing is deleted by a period that is a guess.
 */
export function readRetention(file: Uint8Array): RetentionPeriods {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder().decode(file))
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new AppError('RETENTION_INVALID', `it is not JSON: ${why}`, { cause })
  }
  const parsed = periods.safeParse(value, { error: inPlainWords })
  if (parsed.success) return parsed.data
  throw new AppError('RETENTION_INVALID', faultLines(parsed.error.issues).join('; '))
}
