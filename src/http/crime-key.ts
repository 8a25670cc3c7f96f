import { z } from '@hono/zod-openapi'

/** What identifies a crime, in an address. */
export const crimeKey = z.strictObject({
  force: z.string().max(100).openapi({ description: 'As batches write it', example: 'Cheshire' }),
  reference: z
    .string()
    .max(500)
    .openapi({ description: 'Percent-encoded: a slash is %2F', example: 'G/1' }),
})
