import type { Instant } from './interval.ts'

/** What alcohol monitoring's equipment said of one wearer: a reading, a day that was sober, or something else. */
export interface AlcoholEvent {
  readonly deviceWearerId: string
  readonly deviceId?: string | undefined
  readonly occurredAt: Instant
  /** `sober-day`, `reading`, `alcohol-detected`, `tamper`, `no-reading`; unknown ones are kept. */
  readonly kind: string
  /** What else the row said, by column. */
  readonly body: Readonly<Record<string, string>>
}
