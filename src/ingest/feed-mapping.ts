import { z } from 'zod'
import { AppError } from '../domain/errors.ts'

/** A column by its name in the header, whatever its case, or by its number from 1. */
const column = z.union([z.string().trim().min(1).toLowerCase(), z.int().min(1).max(1000)])
export type MappedColumn = z.infer<typeof column>

const PATTERN =
  /^(?=.*yyyy)(?=.*MM)(?=.*dd)(?=.*HH)(?=.*mm)[^a-zA-Z]*(?:(?:yyyy|MM|dd|HH|mm|ss|T)[^a-zA-Z]*)+$/

const time = z
  .union([
    z.strictObject({
      column,
      /** ISO 8601 with a zone, or seconds or milliseconds since 1970. */
      format: z.enum(['iso', 'epoch-seconds', 'epoch-milliseconds']),
    }),
    z.strictObject({
      column,
      format: z
        .string()
        .regex(PATTERN, 'expected such as dd/MM/yyyy HH:mm:ss, iso or epoch-seconds'),
      /** What is never guessed. */
      zone: z.enum(['UTC', 'Europe/London']),
      /** A column that says BST or GMT: without it the hour that comes twice in October is refused. */
      clock: column.optional(),
    }),
  ])
  .describe('time')
export type MappedTime = z.infer<typeof time>

const shape = {
  delimiter: z.enum([',', ';', '\t', '|']).default(','),
  /** Whether the first line names the columns. */
  header: z.boolean().default(true),
  device: column,
  time,
}

const mapping = z
  .discriminatedUnion('holds', [
    z.strictObject({
      holds: z.literal('positions'),
      ...shape,
      latitude: column,
      longitude: column,
      accuracy: column.optional(),
      decimal: z.enum(['.', ',']).default('.'),
      mechanism: column.optional(),
      /** The vendor's codes and what they are called here: GPS, RF, LBS, WIFI. */
      mechanisms: z.record(z.string(), z.string().trim().min(1).max(64)).default({}),
      speed: z.strictObject({ column, unit: z.enum(['km/h', 'm/s', 'mph', 'knots']) }).optional(),
      heading: column.optional(),
      hdop: column.optional(),
      satellites: column.optional(),
    }),
    z.strictObject({
      holds: z.literal('events'),
      ...shape,
      code: column,
      /** The vendor's codes and those that rules know; others are kept as they come. */
      codes: z.record(z.string(), z.string().trim().min(1).max(100)).default({}),
      /** Columns that are kept with the event. */
      body: z.array(column).max(50).default([]),
    }),
  ])
  .superRefine((value, context) => {
    if (value.header) return
    for (const [path, found] of Object.entries(columnsOf(value))) {
      if (typeof found === 'number') continue
      const message = `"${found}" is a name, and there is no header: expected a number from 1`
      context.addIssue({ code: 'custom', path: [path], message })
    }
  })

/** How to read a vendor's file: which columns hold what, in which format. */
export type FeedMapping = z.infer<typeof mapping>
export type PositionsMapping = Extract<FeedMapping, { holds: 'positions' }>
export type EventsMapping = Extract<FeedMapping, { holds: 'events' }>

/** Every column that a mapping names, by what it names it for. */
export function columnsOf(value: FeedMapping): Record<string, MappedColumn> {
  const { device, time } = value
  const clock = 'clock' in time ? time.clock : undefined
  const all = { device, 'time.column': time.column, 'time.clock': clock, ...contentOf(value) }
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, column]) => (column === undefined ? [] : [[name, column]])),
  )
}

function contentOf(value: FeedMapping): Record<string, MappedColumn | undefined> {
  if (value.holds === 'events') {
    return { code: value.code, ...Object.fromEntries(value.body.entries()) }
  }
  const { latitude, longitude, accuracy, mechanism, speed, heading, hdop, satellites } = value
  const where = { latitude, longitude, accuracy, mechanism }
  return { ...where, 'speed.column': speed?.column, heading, hdop, satellites }
}

/**
 * Reads a mapping file.
 *
 * @throws AppError FEEDS_INVALID naming every fault.
 */
export function readFeedMapping(file: Uint8Array): FeedMapping {
  return parsed(file, mapping)
}

const feeds = z
  .array(
    z.strictObject({
      /** What pages call it. */
      name: z
        .string()
        .regex(/^[a-z0-9][a-z0-9-]{0,59}$/, 'expected small letters, digits and hyphens')
        .refine((name) => !OWN_FEEDS.has(name), 'that is the name of another way in'),
      /** Where files are put; where it is not absolute, beside this one. */
      folder: z.string().trim().min(1),
      /** The mapping's file, likewise. */
      mapping: z.string().trim().min(1),
    }),
  )
  .max(100)
  .superRefine((list, context) => {
    for (const field of ['name', 'folder'] as const) {
      list.forEach((feed, index) => {
        if (list.findIndex((other) => other[field] === feed[field]) === index) return
        const message = `"${feed[field]}" is there twice`
        context.addIssue({ code: 'custom', path: [index, field], message })
      })
    }
  })

const OWN_FEEDS: ReadonlySet<string> = new Set(['http', 'owntracks', 'osmand', 'mqtt', 'teltonika'])

/** A folder that a vendor's files are put into. */
export type FolderFeed = z.infer<typeof feeds>[number]

/**
 * Reads feeds.json.
 *
 * @throws AppError FEEDS_INVALID naming every fault.
 */
export function readFeeds(file: Uint8Array): FolderFeed[] {
  return parsed(file, feeds)
}

function parsed<T>(file: Uint8Array, schema: z.ZodType<T>): T {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder().decode(file))
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new AppError('FEEDS_INVALID', `it is not JSON: ${why}`, { cause })
  }
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const faults = result.error.issues.map(
    ({ path, message }) => `${path.join('.') || 'the file'}: ${message}`,
  )
  throw new AppError('FEEDS_INVALID', faults.join('; '))
}

/** What one of a vendor's codes is called here; one that the mapping does not name stays as it came. */
export function calledHere(names: Readonly<Record<string, string>>, code: string): string {
  return (Object.hasOwn(names, code) && names[code]) || code
}
