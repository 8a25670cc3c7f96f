import { STATUS_CODES } from 'node:http'
import { z } from '@hono/zod-openapi'
import type { AppError } from '../domain/errors.ts'
import type { RowIssue } from '../domain/row-issue.ts'
import type { Asked } from '../server/route.ts'
import { statusOf } from '../server/status.ts'
import { InputInvalid } from './input-invalid.ts'
import { rowIssue } from './row-issue.ts'

export const PROBLEM_TYPE = 'application/problem+json'

/** What could not be done (RFC 9457). */
export const problem = z
  .strictObject({
    type: z.string().openapi({
      description:
        'Names the kind of problem; docs/errors.md lists every code. A name, not an address.',
      example: 'urn:whereabouts:error:NOT_FOUND',
    }),
    title: z.string().openapi({ description: "The status's own words" }),
    status: z.number().int(),
    code: z.string().openapi({ description: 'Stable; what programs go by' }),
    detail: z
      .string()
      .openapi({ description: 'What could not be done, the value, and what was expected' }),
    instance: z
      .string()
      .optional()
      .openapi({ description: 'The request, as logs and the audit name it (urn:uuid)' }),
    faults: z
      .array(z.strictObject({ at: z.string(), message: z.string() }))
      .optional()
      .openapi({ description: 'Of INPUT_INVALID: everything that is wrong with the request' }),
    issues: z
      .array(rowIssue)
      .optional()
      .openapi({ description: 'Of FILE_MALFORMED: what is wrong with the rows, the first 1,000' }),
  })
  .openapi('Problem')

/** An error as this interface says it. @param issues of a file that could not be taken. */
export function problemResponse(
  context: Asked,
  error: AppError,
  issues?: readonly RowIssue[],
): Response {
  const status = statusOf(error.code)
  const request = context.get('asking')?.actor.correlationId
  const body: z.input<typeof problem> = {
    type: `urn:whereabouts:error:${error.code}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    code: error.code,
    detail: error.message,
    ...(request && { instance: `urn:uuid:${request}` }),
    ...(error instanceof InputInvalid && { faults: [...error.faults] }),
    ...(issues && { issues: [...issues] }),
  }
  return context.body(JSON.stringify(body), status, {
    'Content-Type': PROBLEM_TYPE,
    ...(status === 401 && { 'WWW-Authenticate': 'Bearer realm="whereabouts"' }),
  })
}
