import { platformCodes } from '../domain/device-event.ts'
import type { FindingKind } from './finding.ts'

/** What a code means, with words for people where those of its kind are not enough: it begins something, it ends some kinds of things, it says that something still is, or nothing that matters here. */
export type CodeMeaning =
  | Meant<{ readonly does: 'begins'; readonly kind: FindingKind }>
  | Meant<{ readonly does: 'ends'; readonly kinds: readonly FindingKind[] }>
  /** What began goes on, is of this kind, and is not cancelled any more; where nothing had begun, it begins now. */
  | Meant<{ readonly does: 'confirms'; readonly as: FindingKind }>
  | Meant<{ readonly does: 'nothing' }>

type Meant<Meaning> = Meaning & { readonly words?: string | undefined }

const begins = (kind: FindingKind): CodeMeaning => ({ does: 'begins', kind })
const ends = (kinds: FindingKind | readonly FindingKind[], words?: string): CodeMeaning => ({
  does: 'ends',
  kinds: typeof kinds === 'string' ? [kinds] : kinds,
  words,
})

const away: readonly FindingKind[] = [
  'curfew-absent-at-start',
  'curfew-left-during',
  'curfew-absent-at-end',
  'curfew-absent-throughout',
]
const outOfInclusion: readonly FindingKind[] = ['inclusion-absent-at-start', 'inclusion-left']
const inExclusion: readonly FindingKind[] = ['exclusion-entered', 'exclusion-present-at-start']

const confirms = (as: FindingKind, words?: string): CodeMeaning => ({ does: 'confirms', as, words })
const arrived = ends(
  [...away, ...outOfInclusion],
  'Back home, or in the zone where somebody has to be',
)
const departed = ends(inExclusion, 'Out of the exclusion zone')
const charging = ends(
  ['battery-low', 'battery-dead'],
  'The battery was charged, or is being charged',
)

const REFUSED = 'Some of what it reported was refused, because no more of it could be held'

/**
 * Codes by who says them: tags of the vendors' event feeds (`EV_`), alerts of a supplier (`AL`), and the words of our
 * own batches, which any device may use but for those of the platform. Vendors' lists are not public: what is not here is kept, listed, and raises nothing.
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
  ['EV_EXCLUDED_PID_DEPARTED_DURING_EXCLUSION', departed],
  ['EV_ZONE_EXCLUSION_TU_DEPARTED_DURING_TIME', departed],
  ['EV_ENTER_LOW_POWER_STATE', begins('battery-low')],
  ['EV_PID_BATTERY_LOW', begins('battery-low')],
  ['EV_BATTERY_LEV_5PERCENT', begins('battery-low')],
  ['EV_CHARGING_STARTED', charging],
  ['EV_MU_MAINS_START', ends(['battery-low', 'battery-dead', 'power-off'], 'On mains power')],
  ['EV_PARTIAL_CALLBACK', { does: 'nothing' }],
  ['EV_REPORT_TRACKER_BATTERY_PERCENTAGE', { does: 'nothing', words: 'Its charge' }],

  ['OWNTRACKS_ENTERED', { does: 'nothing', words: 'Came into a region that is set on the phone' }],
  ['OWNTRACKS_LEFT', { does: 'nothing', words: 'Left a region that is set on the phone' }],
  ['OWNTRACKS_NO_FIX', { does: 'nothing', words: 'The phone did not know where it was' }],
  ['OWNTRACKS_CUT_OFF', { does: 'nothing', words: 'The phone was cut off' }],
  ['TELTONIKA_NO_FIX', { does: 'nothing', words: 'The device did not know where it was' }],

  ['AL04', begins('power-off')],
  ['AL05', begins('home-unit-moved')],
  ['AL08', begins('curfew-absent-at-start')],
  ['AL09', ends(away, 'Back home')],
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
  [platformCodes.low, begins('battery-low')],
  [platformCodes.charged, charging],
  ['battery-dead', begins('battery-dead')],
  ['battery-charging', charging],
  ['power-off', begins('power-off')],
  ['power-on', ends('power-off')],
  ['device-fault', begins('device-fault')],
  ['device-fault-cleared', ends('device-fault')],
  [platformCodes.beyond, begins('too-many-reports')],
  [platformCodes.refused, confirms('too-many-reports', REFUSED)],
  [platformCodes.within, ends('too-many-reports', 'The device keeps to what it may report')],
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
