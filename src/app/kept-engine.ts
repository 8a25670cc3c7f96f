import { createHash } from 'node:crypto'
import type { CrimeVersion } from '../domain/crime.ts'
import type { LawfulIntervals } from '../domain/lawful-intervals.ts'
import type { EvidenceEngine } from '../matching/evidence/weigh-evidence.ts'
import { historyDays } from '../matching/history-days.ts'
import type { MatchingParameters } from '../matching/parameters.ts'
import { archiveTimelines } from './archive-timelines.ts'
import type { DaysInMemory } from './days-in-memory.ts'
import { learnEngine } from './learn-engine.ts'

interface Kept {
  readonly key: string
  readonly engine: EvidenceEngine
}

const kept = new WeakMap<DaysInMemory, Kept>()

/**
 * What weighs pairs over all the history of some crimes; the one made before, while the archive, the lawful intervals,
 * the days that are history and the rules are what they were. Learning of everybody takes longer than comparing.
 */
export async function engineOver(
  days: DaysInMemory,
  lawful: LawfulIntervals,
  crimes: readonly CrimeVersion[],
  parameters: MatchingParameters,
): Promise<EvidenceEngine> {
  const isHistory = historyDays(crimes, parameters)
  const archived = await days.archive.days()
  const key = createHash('sha256')
    .update(JSON.stringify([days.changes, archived.filter(({ day }) => isHistory(day))]))
    .update(JSON.stringify(lawful.deviceWearerIds.map((id) => lawful.ofWearer(id))))
    .update(JSON.stringify(parameters.evidence))
    .digest('hex')
  const before = kept.get(days)
  if (before?.key === key) return before.engine
  kept.delete(days)
  const timelines = await archiveTimelines(days, lawful, isHistory)
  const engine = await learnEngine(timelines, parameters.evidence)
  kept.set(days, { key, engine })
  return engine
}
