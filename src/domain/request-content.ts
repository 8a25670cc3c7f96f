import { counted } from './count-text.ts'
import type { Place, RequestScope, Urgency } from './data-request.ts'
import type { ErrorCode } from './errors.ts'
import type { Instant, Interval } from './interval.ts'

const HOUR = 3_600_000
/** People in one request. */
export const MOST_PERSONS = 5

/** What a requester says, in their words; a draft may lack any of it. */
export interface RequestContent {
  readonly offence: string
  readonly crimeReferences: string
  /** Why it is asked. */
  readonly grounds: string
  /** Why this data, and how it helps. */
  readonly necessity: string
  readonly otherIntelligence: string
  readonly about: 'person' | 'place'
  /** As the requester knows them, one each. */
  readonly persons: readonly string[]
  readonly place: Place | undefined
  readonly within: Interval | undefined
  readonly urgency: Urgency
  readonly replyBy: Instant | undefined
  /** That it is true, needed and lawful. */
  readonly declared: boolean
}

/** What policy allows to be asked for at once. */
export interface RequestLimits {
  readonly mostHours: number
  readonly mostRadiusMetres: number
}

interface ContentFault {
  readonly code: Extract<ErrorCode, 'INPUT_INVALID' | 'POLICY_FORBIDS'>
  readonly field: string
  readonly text: string
}

/** What of a request is more than policy allows, drafts included. */
export function limitFaults(
  { about, within, place }: Pick<RequestContent, 'about' | 'within' | 'place'>,
  { mostHours, mostRadiusMetres }: RequestLimits,
): ContentFault[] {
  const faults: ContentFault[] = []
  if (within && within.to - within.from > mostHours * HOUR) {
    const text = `The period must be ${counted(mostHours, 'hour')} or shorter: policy allows no longer one`
    faults.push({ code: 'POLICY_FORBIDS', field: 'to', text })
  }
  if (about === 'place' && place && place.radiusMetres > mostRadiusMetres) {
    const text = `The radius must be ${counted(mostRadiusMetres, 'metre')} or less: policy allows no wider one`
    faults.push({ code: 'POLICY_FORBIDS', field: 'radius', text })
  }
  return faults
}

/** What keeps a request from being submitted, by field; nothing where it can be. */
export function contentFaults(
  content: RequestContent,
  limits: RequestLimits,
  now: Instant,
): ContentFault[] {
  const wanted: [boolean, string, string][] = [
    [content.offence !== '', 'offence', 'Enter the offence'],
    [content.grounds !== '', 'grounds', 'Enter the grounds'],
    [content.necessity !== '', 'necessity', 'Enter why this data is needed and how it helps'],
    [
      content.otherIntelligence !== '',
      'otherIntelligence',
      'Enter the other intelligence you rely on: without any, the exchange is not lawful',
    ],
    [
      content.about === 'place' || content.persons.length > 0,
      'persons',
      'Enter the person whose locations you ask for',
    ],
    [
      content.persons.length <= MOST_PERSONS,
      'persons',
      `Enter ${MOST_PERSONS} people or fewer in one request`,
    ],
    [
      content.about === 'person' || content.place !== undefined,
      'latitude',
      'Enter the place: latitude, longitude and radius',
    ],
    [content.within !== undefined, 'from', 'Enter the period'],
    [
      (content.within?.from ?? now) <= now,
      'from',
      'The period must have begun: this is not a way to follow somebody live',
    ],
    [
      content.urgency === 'routine' || content.replyBy !== undefined,
      'replyBy',
      'Enter by when you need the answer',
    ],
    [content.declared, 'declared', 'Confirm the declaration'],
  ]
  const missing = wanted.flatMap(([holds, field, text]) =>
    holds ? [] : [{ code: 'INPUT_INVALID' as const, field, text }],
  )
  return [...missing, ...limitFaults(content, limits)]
}

/** How much a submitted request asks for. @throws Error where it lacks its period. */
export function scopeAsked({ about, persons, place, within }: RequestContent): RequestScope {
  if (!within) throw new Error('Cannot tell what a request asks for: it has no period')
  return about === 'person'
    ? { within, people: persons.length, place: undefined }
    : { within, people: 0, place }
}
