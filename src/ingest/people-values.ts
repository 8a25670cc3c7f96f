import { z } from 'zod'
import { formatInstant, parseInstant } from '../domain/instant-text.ts'
import { instantsOfLondon } from '../domain/london-local.ts'

/** An end in this year or later means open, as the live records write it. */
const OPEN_FROM = Date.UTC(2999, 0, 1)

/** Of an id, which people also write as a number. */
export const id = z.union([z.string().trim().min(1), z.number().int().transform(String)], {
  error: ({ input }) => `${JSON.stringify(input) ?? 'nothing'} is not an id, expected text`,
})

/** What may be missing, or null. */
export function optional<T extends z.ZodType>(schema: T) {
  return schema.nullish().transform((value) => value ?? undefined)
}

/** Text that may be missing. */
export const text = optional(z.string())

/** A code or words of people; `most` characters. */
export function words(most: number) {
  return z.string().trim().min(1, 'it is empty, expected text').max(most)
}

/** An instant with its zone, as milliseconds. */
export const instant = z.string().transform((sent, context) => {
  const parsed = parseInstant(sent)
  if (parsed !== undefined) return parsed
  context.addIssue(`"${sent}" is not an instant with a zone, such as 2026-01-01T00:00:00Z`)
  return z.NEVER
})

/** An end: none, null and the year 2999 are open. */
const end = instant.nullish().transform((to) => (to == null || to >= OPEN_FROM ? Infinity : to))

/** The fields of a half-open interval. */
export const interval = { from: instant, to: end }

/** A day of London's calendar. */
export const date = z
  .string()
  .refine(
    (sent) => /^\d{4}-\d\d-\d\d$/.test(sent) && instantsOfLondon({ date: sent, time: '12:00' }),
    {
      error: ({ input }) => `${JSON.stringify(input)} is not a date such as 2026-01-31`,
    },
  )

/** A whole number between two. */
export function whole(least: number, most: number, unit: string) {
  return z.number().refine((value) => Number.isInteger(value) && value >= least && value <= most, {
    error: ({ input }) => `${String(input)} is no number of ${unit}, expected ${least} to ${most}`,
  })
}

/** For `refine`: an end that is not before its start, and what is said of one that is. */
export const forwards = [
  (value: { readonly from: number; readonly to: number }) => value.to >= value.from,
  {
    error: ({ input }: { input?: unknown }) => {
      const { from, to } = input as { from: number; to: number }
      return `its "to" (${formatInstant(to)}) is before its "from" (${formatInstant(from)})`
    },
  },
] as const
