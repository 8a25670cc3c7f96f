import type { FindingKind } from './finding.ts'

/** What a code means: it begins something, it ends some kinds of things, it says that something still is, or nothing that matters here. */
export type CodeMeaning =
  | { readonly does: 'begins'; readonly kind: FindingKind }
  | { readonly does: 'ends'; readonly kinds: readonly FindingKind[] }
  /** What began goes on, is of this kind, and is not cancelled any more; where nothing had begun, it begins now. */
  | { readonly does: 'confirms'; readonly as: FindingKind }
  | { readonly does: 'nothing' }

const begins = (kind: FindingKind): CodeMeaning => ({ does: 'begins', kind })
const ends = (...kinds: readonly FindingKind[]): CodeMeaning => ({ does: 'ends', kinds })

const away: readonly FindingKind[] = [
  'curfew-absent-at-start',
  'curfew-left-during',
  'curfew-absent-at-end',
  'curfew-absent-throughout',
]
const outOfInclusion: readonly FindingKind[] = ['inclusion-absent-at-start', 'inclusion-left']
const inExclusion: readonly FindingKind[] = ['exclusion-entered', 'exclusion-present-at-start']

const confirms = (as: FindingKind): CodeMeaning => ({ does: 'confirms', as })
const arrived = ends(...away, ...outOfInclusion)
const charging = ends('battery-low', 'battery-dead')

/**
 * Codes by who says them: tags of the vendors' event feeds (`EV_`), alerts of a supplier (`AL`), and the words of our
 * own batches, which any device may use. Vendors' lists are not public: what is not here is kept, listed, and raises nothing.
 */
export const eventCodes: ReadonlyMap<string, CodeMeaning> = new Map<string, CodeMeaning>([
  ['EV_PID_STRAP_TAMPER_START', begins('strap-tamper')],
  ['EV_PID_STRAP_TAMPER_END', ends('strap-tamper')],
  ['EV_CURFEWED_PID_ABSENT', begins('curfew-left-during')],
  ['EV_PID_ABSENT', begins('curfew-left-during')],
  ['EV_PID_ABSENT_DURING', begins('curfew-left-during')],
  ['EV_CURFEWED_PID_ARRIVED', arrived],
  ['EV_PID_ARRIVED', arrived],
  ['EV_PID_ARRIVED_AFTER_END', arrived],
  ['EV_ZONE_INCLUSION_TU_ABSENT_AT_START_TIME', begins('inclusion-absent-at-start')],
  ['EV_ZONE_INCLUSION_TU_ARRIVED_DURING_TIME', arrived],
  ['EV_ZONE_INCLUSION_TU_ABSENT_AT_END_TIME', confirms('inclusion-left')],
  ['EV_ZONE_INCLUSION_TU_ARRIVED_AFTER_END_TIME', arrived],
  ['EV_EXCLUDED_PID_ARRIVED_DURING_EXCLUSION', begins('exclusion-entered')],
  ['EV_ZONE_EXCLUSION_TU_PRESENT_AT_START_TIME', begins('exclusion-present-at-start')],
  ['EV_ZONE_EXCLUSION_TU_ARRIVED_DURING_TIME', begins('exclusion-entered')],
  ['EV_EXCLUDED_PID_DEPARTED_DURING_EXCLUSION', ends(...inExclusion)],
  ['EV_ZONE_EXCLUSION_TU_DEPARTED_DURING_TIME', ends(...inExclusion)],
  ['EV_ENTER_LOW_POWER_STATE', begins('battery-low')],
  ['EV_PID_BATTERY_LOW', begins('battery-low')],
  ['EV_BATTERY_LEV_5PERCENT', begins('battery-low')],
  ['EV_CHARGING_STARTED', charging],
  ['EV_MU_MAINS_START', ends('battery-low', 'battery-dead', 'power-off')],
  ['EV_PARTIAL_CALLBACK', { does: 'nothing' }],
  ['EV_REPORT_TRACKER_BATTERY_PERCENTAGE', { does: 'nothing' }],

  ['AL04', begins('power-off')],
  ['AL05', begins('home-unit-moved')],
  ['AL08', begins('curfew-absent-at-start')],
  ['AL09', ends(...away)],
  ['AL10', begins('curfew-left-during')],
  ['AL11', confirms('curfew-absent-at-end')],
  ['AL12', confirms('curfew-absent-throughout')],
  ['AL21', begins('battery-low')],
  ['AL23', begins('battery-dead')],
  ['AL24', begins('device-fault')],

  ['strap-tamper', begins('strap-tamper')],
  ['strap-tamper-cleared', ends('strap-tamper')],
  ['case-tamper', begins('case-tamper')],
  ['case-tamper-cleared', ends('case-tamper')],
  ['battery-low', begins('battery-low')],
  ['battery-percent-low', begins('battery-low')],
  ['battery-percent-charged', charging],
  ['battery-dead', begins('battery-dead')],
  ['battery-charging', charging],
  ['power-off', begins('power-off')],
  ['power-on', ends('power-off')],
  ['device-fault', begins('device-fault')],
  ['device-fault-cleared', ends('device-fault')],
  ['reports-beyond-allowance', begins('too-many-reports')],
  ['reports-within-allowance', ends('too-many-reports')],
  ['home-unit-moved', begins('home-unit-moved')],
  ['alcohol-detected', begins('alcohol-detected')],
])

/** What can only be one at a time: somebody who is away is away, whichever way it was noticed. */
export function slotOf(kind: FindingKind): FindingKind {
  const slot = [away, outOfInclusion, inExclusion].find((kinds) => kinds.includes(kind))
  return slot?.[0] ?? kind
}

/** Things that happen and do not last: nothing ends them, and each time is one of its own. */
export const momentaryKinds: ReadonlySet<FindingKind> = new Set([
  'home-unit-moved',
  'alcohol-detected',
])
