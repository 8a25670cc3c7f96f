import { z } from '@hono/zod-openapi'

/** Where a page ends, as programs are given it: whole numbers that mean nothing to them, and tell nothing of people. */
export function cursorText(...places: readonly number[]): string {
  return Buffer.from(places.join('.')).toString('base64url')
}

/** @returns the numbers of {@link cursorText}; `undefined` for anything else. */
export function cursorPlaces(text: string, count: number): number[] | undefined {
  const places = Buffer.from(text, 'base64url').toString().split('.').map(Number)
  const isOurs = places.every(Number.isSafeInteger) && cursorText(...places) === text
  return isOurs && places.length === count ? places : undefined
}

/** A page's cursor in a query: `next` of the page before. @param count of the numbers it holds. */
export function cursorParameter(count: number) {
  return z
    .string()
    .max(100)
    .optional()
    .transform((text, context) => {
      if (text === undefined) return undefined
      const places = cursorPlaces(text, count)
      if (places) return places
      context.addIssue({ code: 'custom', message: 'expected "next" of the page before, unchanged' })
      return z.NEVER
    })
    .openapi({ type: 'string', description: '`next` of the page before' })
}

/** How many a page holds at most. */
export function limitParameter(usual: number, most: number) {
  return z
    .string()
    .regex(/^\d{1,6}$/, `expected a whole number from 1 to ${most}`)
    .transform(Number)
    .pipe(z.number().min(1).max(most))
    .optional()
    .transform((limit) => limit ?? usual)
    .openapi({ type: 'integer', minimum: 1, maximum: most, default: usual })
}

/** Whether there is another page, and where it begins. */
export const next = z
  .string()
  .nullable()
  .openapi({ description: 'The cursor of the next page; null on the last' })
