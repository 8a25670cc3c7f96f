import { counted } from '../../domain/count-text.ts'
import { positionRemedies } from '../../domain/position-remedies.ts'
import type { RefusedOfDevice } from '../../store/records/visible-devices.ts'

type Issue = RefusedOfDevice['issues'][number]

/** Of numbers in a list. */
const MOST_NUMBERS = 5

/**
 * What of a report could not be used, a line for each kind of fault: in which field, of which of its positions or events, counted
 * from 1, and what to do about it. What was sent is not kept: it may say where somebody was.
 */
export function refusedLines({ reason, issues }: RefusedOfDevice): readonly string[] {
  const [first] = issues
  // Of what could not be read at all it is not said that some of it could not be used.
  if (first && issues.length === 1 && first.field === '' && first.row === undefined) {
    return [`None of the report could be used: ${lower(remedyOf(first.code))} (${first.code})`]
  }
  const kinds = new Map<string, { readonly issue: Issue; readonly rows: number[] }>()
  for (const issue of issues) {
    const name = `${issue.code} ${issue.field}`
    const alike = kinds.get(name) ?? { issue, rows: [] }
    kinds.set(name, alike)
    if (issue.row !== undefined) alike.rows.push(issue.row)
  }
  const lines = [...kinds.values()].map(({ issue: { field, code }, rows }) => {
    const where = [field, numbersText(rows)].filter(Boolean).join(', ')
    return `${where || 'All of it'}: ${lower(remedyOf(code))} (${code})`
  })
  return [reason, ...lines]
}

function remedyOf(code: string): string {
  return Object.entries(positionRemedies).find(([known]) => known === code)?.[1] ?? 'not usable'
}

function numbersText(rows: readonly number[]): string {
  const numbers = [...new Set(rows)].sort((a, b) => a - b)
  if (numbers.length === 0) return ''
  const shown = numbers.slice(0, MOST_NUMBERS).join(', ')
  const more = numbers.length - MOST_NUMBERS
  return `number ${shown}${more > 0 ? ` and ${counted(more, 'other')}` : ''}`
}

function lower(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1)
}
