import { z } from 'zod'
import { crimeTypes } from '../domain/crime-types.ts'
import { defaultParameters } from '../matching/parameters.ts'
import { BUNDLE_FORMAT, type CheckBundle } from './check-bundle.ts'

const numbers = z.array(z.number())
const closedWindow = z.object({ from: z.number(), to: z.number() })

const KNOT_COLUMNS = ['from', 'to', 'latitude', 'longitude', 'sigma', 'kind'] as const

const knots = z
  .record(z.enum(KNOT_COLUMNS), numbers)
  .refine((columns) => KNOT_COLUMNS.every((name) => columns[name].length === columns.from.length), {
    error: 'its columns differ in length',
  })

const lookedUp = z.object(alike({ latitude: 0, longitude: 0, group: 0, sums: [0, 0, 0], knots: 0 }))

const checkBundle = z.object({
  parameters: valueLike(defaultParameters),
  scene: z.object({
    ...alike({ latitude: 0, longitude: 0 }),
    crimeType: z.literal(Object.keys(crimeTypes)),
    window: closedWindow,
  }),
  positions: z.array(z.object(alike({ capturedAt: 0, latitude: 0, longitude: 0 }))),
  pair: z.object({
    knots,
    componentWeights: z.array(numbers),
    everybody: z.object({ minutesByKind: numbers.length(4), lookedUp: z.array(lookedUp) }),
  }),
  answer: z.object({
    algorithmVersion: z.string(),
    evidence: z.object({
      windowCoverage: z.number(),
      log10Lr: z.number(),
      log10LrPopulation: z.number(),
      coincidenceDays: z.number(),
      comparableDays: z.number(),
      verdict: z.string(),
    }),
  }),
})

/**
 * A bundle's text as what it holds, just as it stands there: its parameters are hashed by the order
 * they were written in.
 *
 * @throws RangeError saying what it lacks.
 */
export function parseCheckBundle(text: string): CheckBundle {
  const bundle = readJson(text)
  const { format } = z
    .looseObject({ format: z.unknown() })
    .catch({ format: undefined })
    .parse(bundle)
  if (format !== BUNDLE_FORMAT) throw new RangeError(`its format is not "${BUNDLE_FORMAT}"`)
  const [fault] = checkBundle.safeParse(bundle).error?.issues ?? []
  if (!fault) return bundle as CheckBundle
  throw new RangeError(`"${fault.path.join('.')}" is not what a bundle holds (${fault.message})`)
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new RangeError('it is not JSON', { cause })
  }
}

/** What has the parts of an example, and perhaps others. */
function alike<Example extends object>(
  example: Example,
): Record<keyof Example & string, z.ZodType> {
  return Object.fromEntries(
    Object.entries(example).map(([name, value]) => [name, valueLike(value)]),
  ) as Record<keyof Example & string, z.ZodType>
}

function valueLike(example: unknown): z.ZodType {
  if (typeof example === 'number') return z.number()
  if (typeof example === 'string') return z.string()
  if (Array.isArray(example))
    return z.array(example.length > 0 ? valueLike(example[0]) : z.unknown())
  return z.object(alike(example as object))
}
