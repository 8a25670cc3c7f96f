import { z } from 'zod'
import { AppError } from '../domain/errors.ts'
import { faultLines, inPlainWords } from './plain-faults.ts'

const hours = (most: number) => z.number().positive().max(most)
const days = (most: number) => z.number().int().min(1).max(most)

/** What a ministry decides about casework; each has a default that is the narrower one. */
const rules = z.strictObject({
  /** What automatic matching runs keep. */
  matching: z
    .strictObject({
      radiusMetres: z.number().min(1).max(5000).default(100),
      padMinutes: z.number().min(0).max(720).default(0),
      pairs: z.enum(['radius', 'near']).default('near'),
    })
    .prefault({}),
  review: z
    .strictObject({
      /** Whether a second person, who does not see the first's view, decides beside the first. */
      secondReviewer: z.boolean().default(true),
    })
    .prefault({}),
  locationView: z
    .strictObject({
      mostHours: hours(336).default(48),
    })
    .prefault({}),
  dataRequests: z
    .strictObject({
      mostHours: hours(8760).default(168),
      mostRadiusMetres: z.number().min(1).max(5000).default(500),
      /** How long what was granted may be looked at. */
      grantDays: days(90).default(14),
      /** A longer interval is granted by two approvers. */
      secondApproverOverHours: hours(8760).default(72),
    })
    .prefault({}),
  placeQuestions: z
    .strictObject({
      mostHours: hours(24).default(12),
      mostRadiusMetres: z.number().min(1).max(2000).default(500),
    })
    .prefault({}),
  /** When live tags raise what, in minutes of the time of events; `src/monitoring/settings.ts` says what each means. */
  monitoring: z
    .strictObject({
      /** A countermand within so many minutes cancels what began. */
      thresholdMinutes: z
        .strictObject({
          zone: z.number().min(0).max(120).default(5),
          curfew: z.number().min(0).max(120).default(10),
          attendance: z.number().min(0).max(120).default(10),
          tamper: z.number().min(0).max(120).default(2),
          battery: z.number().min(0).max(1440).default(2),
          power: z.number().min(0).max(1440).default(30),
          signal: z.number().min(5).max(10_080).default(60),
          fault: z.number().min(0).max(1440).default(5),
          /** Of these nothing lasts: a policy that was written when they had a threshold is read, and they have none. */
          'home-unit': z.number().min(0).max(120).optional(),
          alcohol: z.number().min(0).max(1440).optional(),
        })
        .transform(({ 'home-unit': _unit, alcohol: _alcohol, ...lasting }) => lasting)
        .prefault({}),
      /** A charge that is told as a percentage is low at the one, and no more at the other or on a charger. */
      batteryPercent: z
        .strictObject({
          low: z.number().min(1).max(90).default(15),
          charged: z.number().min(2).max(100).default(30),
        })
        .refine(({ low, charged }) => low < charged, 'low must be less than charged')
        .prefault({}),
      /** A feed, or the platform, is out of step where nothing came for so long. */
      freshMinutes: z.number().min(1).max(1440).default(15),
      /** Minutes of violation that may add up where an order says no number. */
      allowanceMinutes: z.number().min(0).max(100_000).default(120),
      /** How long somebody has to decide a violation before it is shown as waiting too long; nothing else follows. */
      escalateAfterDays: days(365).default(5),
    })
    .prefault({}),
  /** When something of a person's day is told as unusual, against their own days before; `src/patterns/sign-settings.ts` says what each means. */
  patterns: z
    .strictObject({
      leastStayMinutes: z.number().min(2).max(60).default(5),
      /** Nothing heard for so long between two positions at one place is still the stay. */
      bridgeMinutes: z.number().min(5).max(120).default(30),
      historyDays: days(90).default(28),
      leastHistoryDays: days(90).default(7),
      knownHours: hours(24).default(12),
      lessAtHomePoints: z.number().min(1).max(100).default(20),
      farKilometres: z.number().min(1).max(1000).default(16.1),
      moreJourneys: z.number().min(1).max(100).default(4),
      shortJourneyMinutes: z.number().min(5).max(240).default(30),
      newPlaceMinutes: z.number().min(10).max(720).default(50),
      awayOvernightMinutes: z.number().min(10).max(360).default(60),
    })
    .prefault({}),
  following: z
    .strictObject({
      /** Following somebody live: off until a ministry says otherwise. */
      allowed: z.boolean().default(false),
      mostHours: hours(168).default(24),
    })
    .prefault({}),
})

/** What a ministry decides about casework: limits, and who must look. Lengths in hours, days and metres. */
export type CaseworkPolicy = z.infer<typeof rules>

export const defaultPolicy: CaseworkPolicy = rules.parse({})

/**
 * Reads policy.json; what it leaves out is as by default.
 *
 * @throws AppError POLICY_INVALID naming every fault.
 */
export function readPolicy(file: Uint8Array): CaseworkPolicy {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder().decode(file))
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new AppError('POLICY_INVALID', `it is not JSON: ${why}`, { cause })
  }
  const parsed = rules.safeParse(value, { error: inPlainWords })
  if (parsed.success) return parsed.data
  throw new AppError('POLICY_INVALID', faultLines(parsed.error.issues).join('; '))
}
