import { z } from '@hono/zod-openapi'
import { formatInstant, parseInstant } from '../domain/instant-text.ts'
import type { Instant } from '../domain/interval.ts'

/** An instant in an answer. */
export const instant = z
  .string()
  .openapi({ format: 'date-time', example: '2026-01-26T16:08:26Z', description: 'UTC' })

export function instantOrNull(at: Instant | undefined): string | null {
  return at === undefined ? null : formatInstant(at)
}

/** An instant in a query; a plus sign in an address is written %2B. */
export const instantParameter = z
  .string()
  .transform((text, context) => {
    const at = parseInstant(text)
    if (at !== undefined) return at
    context.addIssue({
      code: 'custom',
      message: 'expected an instant with Z or an offset, such as 2026-01-26T16:08:26Z',
    })
    return z.NEVER
  })
  .openapi({ type: 'string', format: 'date-time' })
