import { z } from '@hono/zod-openapi'
import type { RowIssue } from '../domain/row-issue.ts'

/** What is wrong with a row, as row-issues.csv tells it. */
export const rowIssue = z
  .strictObject({
    row: z.number().int().optional().openapi({
      description:
        'The line of the file, or the place in positions, from 1; absent where the whole file is meant',
    }),
    field: z.string().openapi({ description: 'Empty where the whole row is meant' }),
    code: z.string().openapi({ description: 'docs/errors.md lists them' }),
    value: z.string(),
    message: z.string(),
    requiredAction: z.string(),
    crimeReference: z.string().optional(),
  } satisfies Record<keyof RowIssue, z.ZodType>)
  .openapi('RowIssue')
