import type { DeviceReport } from '../../domain/device-report.ts'
import type { Instant } from '../../domain/interval.ts'
import type { RowIssue } from '../../domain/row-issue.ts'
import type { CheckedReport } from './checked-report.ts'

/** What a device is told of a report once all of it is durable. */
export interface TakenReport {
  /** Positions taken, repeats among them. */
  readonly accepted: number
  /** Of those, which were known already as far as is remembered: the newest few hundred thousand positions. */
  readonly repeats: number
  /** Events taken, those of a charge that it told beside them not among them. */
  readonly events: number
  /** Whether it told of its power, and that was taken. */
  readonly power: boolean
  readonly refused: readonly RowIssue[]
}

/** Takes what devices report. @throws AppError STORE_UNAVAILABLE: nothing was acknowledged; send it again. */
export interface TakesReports {
  take(report: DeviceReport): Promise<TakenReport>
  /** As {@link take}, of what was checked before and held, or is said by the platform itself. @throws AppError TOO_MANY_REQUESTS as well. */
  takeChecked(checked: CheckedReport): Promise<void>
  /** Keeps that a report could not be taken at all, for people to see; not durable at once. */
  refuse(refusal: RefusedReport): void
}

/** A report that was not taken: nobody knows whose it is, or what it says. */
export interface RefusedReport {
  readonly feed: string
  readonly deviceId?: string | undefined
  readonly receivedAt: Instant
  /** For people, without what was sent. */
  readonly reason: string
}
