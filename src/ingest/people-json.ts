import { z } from 'zod'
import { AppError } from '../domain/errors.ts'
import { formatInstant, parseInstant } from '../domain/instant-text.ts'
import type { People } from '../domain/people.ts'

/** How many faults one message names. */
const MOST_FAULTS = 20

/** An end in this year or later means open, as the live records write it. */
const OPEN_FROM = Date.UTC(2999, 0, 1)

const id = z.union([z.string().trim().min(1), z.number().int().transform(String)], {
  error: ({ input }) => `${JSON.stringify(input) ?? 'nothing'} is not an id, expected text`,
})

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? undefined)

const instant = z.string().transform((text, context) => {
  const parsed = parseInstant(text)
  if (parsed !== undefined) return parsed
  context.addIssue(`"${text}" is not an instant with a zone, such as 2026-01-01T00:00:00Z`)
  return z.NEVER
})

const end = instant.nullish().transform((to) => (to == null || to >= OPEN_FROM ? Infinity : to))

const interval = { from: instant, to: end }

function endsAfterStart(value: { from: number; to: number }): boolean {
  return value.to >= value.from
}
const backwards = {
  error: ({ input }: { input?: unknown }) => {
    const { from, to } = input as { from: number; to: number }
    return `its "to" (${formatInstant(to)}) is before its "from" (${formatInstant(from)})`
  },
}

const restriction = z.object({
  kind: z.enum(['excluded', 'restricted']),
  usernames: z.array(z.string().trim().min(1, 'a username is empty, expected text')),
  message: z.string().trim().min(1, 'a restriction must say what whoever it keeps out is told'),
})

const deviceWearer = z.object({
  id,
  names: z
    .array(z.string())
    .nullish()
    .transform((names) => names ?? undefined),
  dateOfBirth: z
    .string()
    .nullish()
    .transform((date) => date ?? undefined),
  identifiers: z
    .object({
      crn: z
        .string()
        .nullish()
        .transform((text) => text ?? undefined),
      nomis: z
        .string()
        .nullish()
        .transform((text) => text ?? undefined),
      pnc: z
        .string()
        .nullish()
        .transform((text) => text ?? undefined),
    })
    .nullish()
    .transform((identifiers) => identifiers ?? undefined),
  restrictions: z
    .array(restriction)
    .nullish()
    .transform((restrictions) => restrictions ?? undefined),
})

const condition = z
  .object({
    id,
    kind: z.enum(['trail', 'curfew', 'zone', 'attendance', 'alcohol']),
    ...interval,
    crimeMapping: z.boolean().optional(),
    zoneIds: z.array(id).optional(),
  })
  .refine(endsAfterStart, backwards)
  .refine(
    ({ kind, crimeMapping }) => kind !== 'trail' || crimeMapping !== undefined,
    'a trail condition must say crimeMapping true or false',
  )
  .transform(({ crimeMapping, ...rest }) => ({ ...rest, crimeMapping: crimeMapping ?? false }))

const people = z.object({
  deviceWearers: unique(deviceWearer),
  devices: unique(z.object({ id, model: text, serialNumber: text })).default([]),
  deviceActivations: unique(
    z
      .object({ id, deviceId: id, deviceWearerId: id, ...interval })
      .refine(endsAfterStart, backwards),
  ),
  monitoringOrders: unique(
    z
      .object({
        id,
        deviceWearerId: id,
        orderType: z.string(),
        ...interval,
        conditions: z.array(condition),
      })
      .refine(endsAfterStart, backwards),
  ),
  zones: unique(
    z
      .object({
        id,
        kind: z.enum(['exclusion', 'inclusion', 'restriction']),
        geometry: z.unknown(),
        ...interval,
      })
      .refine(endsAfterStart, backwards),
  ).default([]),
  allocations: z
    .array(
      z
        .object({ deviceWearerId: id, practitioner: z.string(), team: z.string(), ...interval })
        .refine(endsAfterStart, backwards),
    )
    .default([]),
})

/**
 * Reads people.json: who wears what, and on what legal basis.
 *
 * @throws AppError PEOPLE_INVALID naming every fault (the first twenty) by its place in the file. A
 * file with a fault is not used in part: half of the legal bases would make half of the answers.
 */
export function readPeople(file: Uint8Array): People {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder().decode(file))
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new AppError('PEOPLE_INVALID', `it is not JSON: ${why}`, { cause })
  }
  const parsed = people.safeParse(value)
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map((issue) => `${place(issue.path)}: ${issue.message}`)
  const more = faults.length - MOST_FAULTS
  throw new AppError(
    'PEOPLE_INVALID',
    `${faults.slice(0, MOST_FAULTS).join('; ')}${more > 0 ? `; and ${more} more` : ''}`,
  )
}

function unique<T extends z.ZodType<{ id: string }>>(item: T) {
  return z.array(item).superRefine((items, context) => {
    const seen = new Set<string>()
    items.forEach((entry, index) => {
      if (seen.has(entry.id)) {
        context.addIssue({
          code: 'custom',
          path: [index, 'id'],
          message: `"${entry.id}" is used twice`,
        })
      }
      seen.add(entry.id)
    })
  })
}

function place(path: readonly PropertyKey[]): string {
  return path.length === 0 ? 'the file' : path.map(String).join('.')
}
