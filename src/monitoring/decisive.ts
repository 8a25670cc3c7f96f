import type { Observation } from './finding.ts'

const MOST = 12

/** Positions in order, each once; of more than twelve, the first and the last six. */
export function decisive(found: readonly (Observation | undefined)[]): Observation[] {
  const ordered = [...new Set(found)]
    .filter((each) => each !== undefined)
    .sort((a, b) => a.capturedAt - b.capturedAt)
  if (ordered.length <= MOST) return ordered
  return [...ordered.slice(0, MOST / 2), ...ordered.slice(-MOST / 2)]
}
