import type { CrimeIssueCode } from '../domain/row-issue.ts'

/** Adds one fault of a crime row: its field and code, the value, and what to say and do about it. */
export type Refuse = (
  field: string,
  code: CrimeIssueCode,
  value: string,
  message: string,
  requiredAction: string,
) => void
