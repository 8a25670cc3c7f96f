import type { Family } from './finding.ts'

/** Of which something may last: a silent feed has no threshold, and what a home unit or an alcohol tag tells only happens. */
type LastingFamily = Exclude<Family, 'feed' | 'home-unit' | 'alcohol'>

/** What a ministry decides about monitoring: `monitoring` of policy.json. All but days in minutes of the time of events. */
export interface MonitoringSettings {
  /**
   * How long something has to last to be actual: a countermand sooner cancels it. Of a curfew only minutes known
   * to be away count; of `attendance` it is the grace where an appointment says none; of `signal` how long nothing was heard.
   */
  readonly thresholdMinutes: Readonly<Record<LastingFamily, number>>
  /** Of a charge that a device tells as a percentage: at which it is low, and at which it is charged again. */
  readonly batteryPercent: { readonly low: number; readonly charged: number }
  /** After so long without anything from a feed it counts as silent. */
  readonly freshMinutes: number
  /** Minutes of violation that may add up where an order says no number. */
  readonly allowanceMinutes: number
  /** After so many days a violation that nobody decided is shown as waiting too long; nothing else follows. */
  readonly escalateAfterDays: number
}

/** How many minutes something of the family has to last to be actual; `undefined` where nothing has to. */
export function thresholdOf(
  family: Family,
  thresholds: MonitoringSettings['thresholdMinutes'],
): number | undefined {
  const lasts = family !== 'feed' && family !== 'home-unit' && family !== 'alcohol'
  return lasts ? thresholds[family] : undefined
}
