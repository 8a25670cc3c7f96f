import { z } from 'zod'
import { date, forwards, id, interval, optional, whole, words } from './people-values.ts'
import { clock, clockEnd, datesInOrder, hoursShape, weeklyHours } from './weekly-hours-json.ts'

/** Longer than any list of hours of one condition. */
const MOST_HOURS = 200
const MINUTES_A_DAY = 24 * 60

const zoneIds = z.array(id)

const trail = z.strictObject({
  // Codes this version does not know are kept, and nothing is told of them.
  placeCategories: optional(z.array(words(100)).max(50)),
})

const curfew = z.strictObject({
  hours: z
    .array(z.strictObject({ ...hoursShape, zoneIds: optional(zoneIds) }).superRefine(datesInOrder))
    .max(MOST_HOURS),
  releaseDay: optional(
    z.strictObject({ date, from: clock, to: clockEnd, zoneIds: optional(zoneIds) }),
  ),
})

const attendance = z.strictObject({
  purpose: words(200),
  zoneId: id,
  hours: z.array(weeklyHours).min(1, 'an attendance must say its hours').max(MOST_HOURS),
  graceMinutes: optional(whole(0, MINUTES_A_DAY, 'minutes')),
  leastMinutes: optional(whole(0, MINUTES_A_DAY, 'minutes')),
})

const alcohol = z.strictObject({ kind: z.enum(['abstinence', 'level']) })

const terms = ['trail', 'curfew', 'attendance', 'alcohol'] as const

/** A condition as people.json has it. */
const conditionJson = z
  .object({
    id,
    kind: z.enum(['trail', 'curfew', 'zone', 'attendance', 'alcohol']),
    ...interval,
    crimeMapping: z.boolean().optional(),
    zoneIds: zoneIds.optional(),
    trail: optional(trail),
    curfew: optional(curfew),
    attendance: optional(attendance),
    alcohol: optional(alcohol),
  })
  .refine(...forwards)
  .refine(
    ({ kind, crimeMapping }) => kind !== 'trail' || crimeMapping !== undefined,
    'a trail condition must say crimeMapping true or false',
  )
  .superRefine((condition, context) => {
    for (const kind of terms) {
      if (condition[kind] === undefined || condition.kind === kind) continue
      context.addIssue(`a condition of kind ${condition.kind} cannot have "${kind}"`)
    }
    if (condition.curfew && !namesPlaces(condition.curfew, condition.zoneIds)) {
      context.addIssue(
        'a curfew must name the zones to be in, in its zoneIds or those of each of its hours',
      )
    }
  })
  .transform(({ crimeMapping, ...rest }) => ({ ...rest, crimeMapping: crimeMapping ?? false }))

function namesPlaces(
  { hours, releaseDay }: z.output<typeof curfew>,
  ofCondition: readonly string[] = [],
): boolean {
  const stretches = releaseDay ? [...hours, releaseDay] : hours
  return ofCondition.length > 0 || stretches.every(({ zoneIds }) => (zoneIds?.length ?? 0) > 0)
}

const code = optional(words(100))

const facts = z.strictObject({
  offence: optional(z.strictObject({ type: words(100), date: optional(date) })),
  sentence: optional(
    z.strictObject({
      type: words(100),
      days: optional(whole(1, 36_525, 'days')),
      date: optional(date),
    }),
  ),
  longestSentence: optional(z.boolean()),
  releaseDate: optional(date),
  hdc: optional(z.boolean()),
  intensiveSupervision: optional(z.boolean()),
  riskReview: optional(z.boolean()),
  missedInError: optional(z.boolean()),
  licenceVariationFor: code,
  madeFrom: code,
  conditionType: code,
  deviceType: code,
  cohort: code,
  policeForce: code,
  region: code,
  notifyingOrganisation: code,
  responsibleOrganisation: code,
  allowanceMinutes: optional(whole(0, 525_600, 'minutes')),
  variation: optional(
    z.strictObject({ type: words(100), date: optional(date), text: optional(words(2000)) }),
  ),
})

/** A monitoring order as people.json has it. */
export const orderJson = z
  .object({
    id,
    deviceWearerId: id,
    orderType: z.string(),
    ...interval,
    conditions: z.array(conditionJson),
    facts: optional(facts),
  })
  .refine(...forwards)
