import { createHash } from 'node:crypto'
import { ALGORITHM, type MatchingParameters } from '../matching/parameters.ts'

/** The method's version with eight hex digits of its parameters' hash: `0.1.0+b3b36314`. */
export function algorithmVersion(parameters: MatchingParameters): string {
  const sorted = Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1))
  const hash = createHash('sha256').update(JSON.stringify(sorted)).digest('hex')
  return `${ALGORITHM}+${hash.slice(0, 8)}`
}
