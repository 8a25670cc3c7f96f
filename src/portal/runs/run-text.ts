import { counted, grouped } from '../../domain/count-text.ts'
import type { MatchingRun } from '../../store/records/run-records.ts'

/** How a run is going or how it ended. */
export function stateText({ outcome, progress }: MatchingRun): string {
  if (outcome === 'done') return 'Done'
  if (outcome === 'failed') return 'Failed'
  return progress
    ? `Running: ${grouped(progress.done)} of ${counted(progress.total, 'crime')}`
    : 'Running: getting ready'
}

/** How long a run took, or has taken. */
export function lengthText({ startedAt, finishedAt }: MatchingRun, now: number): string {
  const seconds = Math.max(0, Math.round(((finishedAt ?? now) - startedAt) / 1000))
  if (seconds < 1) return 'under 1 second'
  if (seconds < 60) return counted(seconds, 'second')
  return `${counted(Math.floor(seconds / 60), 'minute')} ${counted(seconds % 60, 'second')}`
}
