import type { DeviceLimits } from '../app/live/device-limits.ts'
import type { TakesReports } from '../app/live/taken-report.ts'
import type { LetIn } from './let-in.ts'

/** What every way in asks of: who is let in, how much they may say, and who takes it. */
export interface WayIn {
  readonly letIn: LetIn
  readonly limits: DeviceLimits
  readonly reports: TakesReports
}
