import { z } from 'zod'
import { exceptionPurposes } from '../domain/order-terms.ts'
import { geometryFaults } from '../geo/geometry-faults.ts'
import { forwards, id, instant, interval, optional, words } from './people-values.ts'
import { weeklyHours } from './weekly-hours-json.ts'

function metres(least: number, most: number) {
  return z.number().refine((value) => value >= least && value <= most, {
    error: ({ input }) => `${String(input)} is no number of metres, expected ${least} to ${most}`,
  })
}

const exception = z
  .strictObject({
    purpose: z.enum(exceptionPurposes),
    text: optional(words(500)),
    from: optional(instant),
    to: optional(instant),
    hours: optional(z.array(weeklyHours).max(200)),
  })
  .refine(
    ({ from, to }) => from === undefined || to === undefined || to >= from,
    'its "to" is before its "from"',
  )

/** A zone as people.json has it. */
export const zoneJson = z
  .object({
    id,
    kind: z.enum(['exclusion', 'inclusion', 'restriction']),
    geometry: z.unknown(),
    ...interval,
    name: optional(words(200)),
    radiusMetres: optional(metres(1, 200_000)),
    bufferMetres: optional(metres(0, 20_000)),
    schedule: optional(z.array(weeklyHours).max(200)),
    exceptions: optional(z.array(exception).max(100)),
  })
  .refine(...forwards)
  .superRefine(({ geometry, radiusMetres }, context) => {
    const wrong = (message: string) =>
      context.addIssue({ code: 'custom', path: ['geometry'], message })
    // A zone that nobody has drawn yet is kept: older files name zones and say no more of them.
    if (geometry === undefined || geometry === null) return
    for (const fault of geometryFaults(geometry)) wrong(fault)
    const isPoint = (geometry as { type?: unknown }).type === 'Point'
    if (isPoint && radiusMetres === undefined) wrong('a Point needs "radiusMetres"')
    if (!isPoint && radiusMetres !== undefined) wrong('"radiusMetres" goes with a Point only')
  })
