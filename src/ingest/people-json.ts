import { z } from 'zod'
import { AppError } from '../domain/errors.ts'
import type { People } from '../domain/people.ts'
import { orderJson } from './order-json.ts'
import { forwards, id, interval, optional, text, words } from './people-values.ts'
import { faultLines, inPlainWords } from './plain-faults.ts'
import { zoneJson } from './zone-json.ts'

/** How many faults one message names. */
const MOST_FAULTS = 20

const restriction = z.object({
  kind: z.enum(['excluded', 'restricted']),
  usernames: z.array(z.string().trim().min(1, 'a username is empty, expected text')),
  message: z.string().trim().min(1, 'a restriction must say what whoever it keeps out is told'),
})

const deviceWearer = z.object({
  id,
  names: optional(z.array(z.string())),
  dateOfBirth: text,
  identifiers: optional(
    z.object({
      crn: text,
      nomis: text,
      pnc: text,
      prisonNumber: text,
      homeOfficeReference: text,
      cepr: text,
      courtCaseReference: text,
    }),
  ),
  facts: optional(
    z.strictObject({
      aliases: optional(z.array(words(200)).max(100)),
      sex: optional(words(100)),
      gender: optional(words(100)),
      language: optional(words(100)),
      interpreterRequired: optional(z.boolean()),
      disabilities: optional(z.array(words(100)).max(100)),
      noFixedAbode: optional(z.boolean()),
      adultAtInstallation: optional(z.boolean()),
    }),
  ),
  restrictions: optional(z.array(restriction)),
})

const people = z.object({
  deviceWearers: unique(deviceWearer),
  devices: unique(z.object({ id, model: text, serialNumber: text })).default([]),
  deviceActivations: unique(
    z
      .object({
        id,
        deviceId: id,
        deviceWearerId: id,
        ...interval,
        startReason: optional(words(100)),
        endReason: optional(words(100)),
      })
      .refine(...forwards),
  ),
  monitoringOrders: unique(orderJson),
  zones: unique(zoneJson).default([]),
  allocations: z
    .array(
      z
        .object({ deviceWearerId: id, practitioner: z.string(), team: z.string(), ...interval })
        .refine(...forwards),
    )
    .default([]),
})

/**
 * Reads people.json: who wears what, and on what legal basis.
 *
 * @throws AppError PEOPLE_INVALID naming every kind of fault (the first twenty) by its place in the file. A
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
  const parsed = people.safeParse(value, { error: inPlainWords })
  if (parsed.success) return parsed.data
  const faults = faultLines(parsed.error.issues)
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
