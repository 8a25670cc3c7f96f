import { auditActions, auditOutcomes } from '../../domain/audit-event.ts'
import type { AuditFilter } from '../../store/records/audit-records.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { readDays } from '../components/typed-days.ts'
import type { FormValues } from '../form-values.ts'

/** What is looked for in the audit, as its form has it: what is empty is not asked. */
export type TypedSearch = Readonly<Record<(typeof fields)[number], string>>

const fields = ['username', 'action', 'outcome', 'what', 'person', 'from', 'to'] as const
const LONGEST = 200

export const NO_SEARCH = searchOf(() => '')

export function typedSearch(form: FormValues): TypedSearch {
  return searchOf((name) => form.text(name))
}

/** The events somebody asks for, or what is wrong with the form. */
export function readSearch(typed: TypedSearch): {
  readonly filter: AuditFilter
  readonly faults: readonly FieldFault[]
} {
  const { from, to, faults } = readDays(typed)
  const tooLong = (['username', 'person', 'what'] as const)
    .filter((field) => typed[field].length > LONGEST)
    .map((field) => ({ field, text: `Enter at most ${LONGEST} characters` }))
  const filter = {
    username: typed.username || undefined,
    action: auditActions.find((action) => action === typed.action),
    outcome: auditOutcomes.find((outcome) => outcome === typed.outcome),
    what: typed.what || undefined,
    subject: typed.person || undefined,
    from,
    to,
  }
  return { filter, faults: [...tooLong, ...faults] }
}

function searchOf(value: (name: string) => string): TypedSearch {
  return Object.fromEntries(fields.map((name) => [name, value(name)])) as TypedSearch
}
