import type { z } from '@hono/zod-openapi'
import type { rowIssue } from './row-issue.ts'

/** An issue with its field named as JSON has it. */
export function issueAsSent(issue: z.input<typeof rowIssue>): z.input<typeof rowIssue> {
  const field = issue.field.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
  return { ...issue, field }
}
