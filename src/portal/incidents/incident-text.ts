import { platformCodes } from '../../domain/device-event.ts'
import type { Instant, Interval } from '../../domain/interval.ts'
import { lengthInWords } from '../../domain/length-in-words.ts'
import { londonTime, londonWindow } from '../../domain/london-time.ts'
import { eventCodes, momentaryKinds } from '../../monitoring/event-codes.ts'
import type { Family, Finding, FindingKind } from '../../monitoring/finding.ts'
import { kindFacts } from '../../monitoring/kind-facts.ts'
import type { IncidentStage } from '../../store/records/incident-records.ts'
import type { VisibleIncident } from '../../store/records/visible-incidents.ts'
import { feedText } from '../devices/device-text.tsx'
import { personName } from '../people/person-name.ts'

const familyTexts: Readonly<Record<Family, string>> = {
  zone: 'Zones',
  curfew: 'Curfew',
  attendance: 'Attendance',
  tamper: 'Tamper',
  battery: 'Battery',
  power: 'Power',
  signal: 'Silent device',
  fault: 'Device fault',
  'home-unit': 'Home unit',
  alcohol: 'Alcohol',
  feed: 'Silent feed',
}

export function familyText(family: Family): string {
  return familyTexts[family]
}

/** What was noticed, in plain words. */
export function kindText(kind: FindingKind): string {
  return kindFacts[kind].words
}

const gravities = ['Most urgent', 'Urgent', 'Soon', 'Routine', 'For information'] as const
const colours = ['red', 'orange', 'yellow', 'blue', 'grey'] as const

/** How grave, in words, and the colour of its tag. */
export function gravityText(gravity: number): readonly [text: string, colour: string] {
  const index = Math.min(gravities.length, Math.max(1, gravity)) - 1
  return [gravities[index] ?? '', colours[index] ?? 'grey']
}

const stages: Readonly<Record<IncidentStage, string>> = {
  potential: 'It has not lasted long enough to be an incident. It may still come to nothing.',
  cancelled: 'It ended before it had lasted long enough, so it never became an incident.',
  actual: '',
  retracted:
    'What came later says otherwise: it is not said any more. What was said before stays below.',
}

/** Of a stage that is none of an incident proper. */
export function stageSentence(stage: IncidentStage): string {
  return stages[stage]
}

/** How sure the positions are of it; what a device says itself, how much that is, and silence have no such number. */
export function certaintyText({ certainty, family, kinds, codes }: Said): string {
  if (certainty === undefined) {
    if (kinds.every((kind) => kind === 'too-many-reports')) return 'Whereabouts counted its reports'
    if (isReadFromCharge(codes)) return 'Whereabouts read it from the charge the device told'
    return family === 'signal' || family === 'feed' ? 'Nothing came' : 'The device reported it'
  }
  const percent = Math.min(99, Math.floor(certainty * 100))
  const words = certainty >= 0.95 ? 'Sure' : certainty >= 0.8 ? 'Fairly sure' : 'Not sure'
  return `${words}, ${percent} in 100`
}

/** The same of one incident. */
export function certaintyOf({ finding, family, kind }: VisibleIncident): string {
  const { certainty, codes = [] } = finding
  return certaintyText({ certainty, family, kinds: [kind], codes })
}

interface Said {
  readonly certainty: number | undefined
  readonly family: Family
  readonly kinds: readonly FindingKind[]
  /** By which it began or ended, where a device's or the platform's words said so. */
  readonly codes: readonly string[]
}

/** Whether nothing but the platform's reading of a charge says that it began. */
function isReadFromCharge(codes: readonly string[]): boolean {
  const beginnings = codes.filter((code) => eventCodes.get(code)?.does === 'begins')
  return beginnings.length > 0 && beginnings.every((code) => code === platformCodes.low)
}

/**
 * `Since 26 January 2026 at 16:08 GMT, 2 hours 5 minutes ago`, or from and to with how long. Of what nothing ended nobody says
 * that it lasted until now: no data is not absence. What only happens did not last, and a device's clock may be ahead of ours.
 */
export function lastedText(
  { startsAt, endsAt, kinds }: Pick<VisibleIncident, 'startsAt' | 'endsAt'> & OfKinds,
  now: Instant,
): string {
  if (isMomentary(kinds)) return `${londonTime(startsAt)}, ${agoText(startsAt, now)}`
  if (endsAt !== undefined)
    return `${londonWindow(startsAt, endsAt)}, ${lengthInWords(endsAt - startsAt)}`
  if (startsAt > now) return `From ${londonTime(startsAt)}, ${agoText(startsAt, now)}`
  return `Since ${londonTime(startsAt)}, ${lengthInWords(now - startsAt)} ago`
}

interface OfKinds {
  readonly kinds: readonly FindingKind[]
}

/** Whether it is of things that happen and do not last. */
function isMomentary(kinds: readonly FindingKind[]): boolean {
  return kinds.length > 0 && kinds.every((kind) => momentaryKinds.has(kind))
}

/** `just now`, `3 minutes ago`, `2 hours 5 minutes ago`, `4 days ago`; `in 9 minutes by the device’s clock` where that is ahead of ours. */
export function agoText(at: Instant, now: Instant): string {
  if (at - now >= 60_000) return `in ${lengthInWords(at - now)} by the device’s clock`
  return now - at < 60_000 ? 'just now' : `${lengthInWords(now - at)} ago`
}

/** Of something that nothing known has ended. */
export const NOT_ENDED = 'Not known to be over'

/**
 * Up to when positions say it, as it was said last; absent where it stands on none. It is said anew now and then only, so
 * later ones may say it too.
 */
export function standsOnText({ evidence }: Pick<Finding, 'evidence'>): string | undefined {
  const last = evidence.at(-1)
  return last && `What was said last stands on positions up to ${londonTime(last.capturedAt)}.`
}

/** Of something that has ended: somebody is back where they should be, or a device says it is whole again; or that it only happened. */
export function endedText({ family, kinds }: { readonly family: Family } & OfKinds): string {
  if (isMomentary(kinds)) return 'It was at one instant'
  return family === 'zone' || family === 'curfew' || family === 'attendance'
    ? 'Over now'
    : 'Cleared by itself'
}

/** Of each stretch its first and its last position are evidence, and what came beside it; those between say the same. */
export function labelledText({ endsAt }: Pick<VisibleIncident, 'endsAt'>): string {
  const until = endsAt === undefined ? 'until when it is known' : 'when it ended'
  return `The positions labelled E say when it began and ${until}; those between are not labelled.`
}

export function stretchesText(stretches: readonly Interval[]): string {
  return stretches.map(({ from, to }) => londonWindow(from, to)).join('; ')
}

/** Whom or what an incident is about. */
export function whoText({
  deviceWearerId,
  names,
  deviceId,
  feed,
}: Pick<VisibleIncident, 'deviceWearerId' | 'names' | 'deviceId' | 'feed'>): string {
  if (deviceWearerId !== undefined) return personName({ id: deviceWearerId, names })
  if (deviceId !== undefined) return `Device ${deviceId}`
  return `Feed ${feedText(feed)}`
}
