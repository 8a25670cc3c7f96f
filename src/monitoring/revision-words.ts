import type { Finding } from './finding.ts'
import type { RevisionWhy } from './reconcile.ts'

const ofPositions: Readonly<Record<'first' | RevisionWhy, string>> = {
  first: 'First noticed',
  'went-on': 'It went on',
  ended: 'It ended',
  'newer-data': 'Newer positions say otherwise',
  'late-data': 'Positions arrived late',
  'rule-changed': 'The rule changed',
  erased: 'Positions were erased',
}

const ofWords: typeof ofPositions = {
  ...ofPositions,
  'newer-data': 'What the device said since says otherwise',
  'late-data': 'What the device said arrived late',
  erased: 'What the device said was erased',
}

/** Why something was said anew, for people: by what it stands on, positions or what a device said itself. */
export function revisionWords(
  why: 'first' | RevisionWhy,
  { codes }: Pick<Finding, 'codes'>,
): string {
  return (codes === undefined ? ofPositions : ofWords)[why]
}
