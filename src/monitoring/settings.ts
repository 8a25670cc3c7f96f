import type { Family } from './finding.ts'

/** What a ministry decides about monitoring: `monitoring` of policy.json. All but days in minutes of the time of events. */
export interface MonitoringSettings {
  /**
   * How long something has to last to be actual: a countermand sooner cancels it. Of a curfew only minutes known
   * to be away count; of `attendance` it is the grace where an appointment says none; of `signal` how long nothing was heard.
   */
  readonly thresholdMinutes: Readonly<Record<Exclude<Family, 'feed'>, number>>
  /** Of a charge that a device tells as a percentage: at which it is low, and at which it is charged again. */
  readonly batteryPercent: { readonly low: number; readonly charged: number }
  /** After so long without anything from a feed it counts as silent. */
  readonly freshMinutes: number
  /** Minutes of violation that may add up where an order says no number. */
  readonly allowanceMinutes: number
  /** After so many days a violation that nobody decided is shown as waiting too long; nothing else follows. */
  readonly escalateAfterDays: number
}
