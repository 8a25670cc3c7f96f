import { z } from 'zod'
import { AppError } from '../domain/errors.ts'

const days = z.number().min(0).max(36_500).nullable()

/** The law's periods are not ours to assume: only what was never lawful to keep has one by default. */
const periods = z.strictObject({
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
  const parsed = periods.safeParse(value)
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map(({ path, message, code }) => {
    if (code === 'unrecognized_keys')
      return `${message}, expected ${Object.keys(periods.shape).join(', ')}`
    return `${path.join('.') || 'the file'}: ${message}, expected days from 0 to 36500, or null`
  })
  throw new AppError('RETENTION_INVALID', faults.join('; '))
}
