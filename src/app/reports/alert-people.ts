import { counted } from '../../domain/count-text.ts'
import type { AlertEvidence, AlertWearer } from './alert-evidence.ts'

type Exhibit = 'trail' | 'detail' | 'table'
const exhibits: readonly Exhibit[] = ['trail', 'detail', 'table']

/** `P1/02`: the second exhibit about the first person. */
export function exhibitName(person: number, exhibit: Exhibit): string {
  return `P${person + 1}/0${exhibits.indexOf(exhibit) + 1}`
}

/** The map of all people at once, where there are several. */
export const TOGETHER = 'T/01'

export function nameOf({ names, id }: AlertWearer): string {
  return names[0] ?? `name not in the records (wearer ${id})`
}

export function wearerCount({ wearers }: AlertEvidence): string {
  return counted(wearers.length, 'device wearer')
}
