import type { NoticeFilter } from '../../store/records/notice-target-records.ts'
import { familyText, gravityText } from '../incidents/incident-text.ts'

/** How urgent an incident has to be, for a form: the gravest alone first. */
export const urgencies = [1, 2, 3, 4, 5].map((gravity) => {
  const [text] = gravityText(gravity)
  if (gravity === 1) return { value: '1', text: `${text} only` }
  if (gravity === 5) return { value: '5', text: 'All of them' }
  return { value: String(gravity), text: `${text} and above` }
})

/** Which incidents a target is told of: `Urgent and above; Zones, Curfew; team North`. */
export function filterText({ families, mildest, team }: NoticeFilter): string {
  const parts = [urgencies[mildest - 1]?.text ?? '']
  if (families) parts.push(families.map(familyText).join(', '))
  if (team !== undefined) parts.push(`team ${team}`)
  return parts.join('; ')
}
