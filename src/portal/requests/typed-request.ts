import { type Urgency, urgencies } from '../../domain/data-request.ts'
import type { RequestContent } from '../../domain/request-content.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { instantFields, instantTyped, partField } from '../components/typed-instant.ts'
import {
  NO_RANGE,
  rangeAsTyped,
  readRange,
  type TypedRange,
  typedRange,
} from '../components/typed-range.ts'
import type { FormValues } from '../form-values.ts'

/** A request as its form has it. */
export interface TypedRequest {
  readonly offence: string
  readonly crimeReferences: string
  readonly grounds: string
  readonly necessity: string
  readonly otherIntelligence: string
  readonly about: string
  /** A line a person. */
  readonly persons: string
  readonly latitude: string
  readonly longitude: string
  readonly radius: string
  readonly range: TypedRange
  readonly urgency: string
  readonly replyBy: string
  readonly replyByTime: string
  readonly replyByZone: string
  readonly declared: boolean
}

/** Policy limits a request's period; a century is only so that there is a number. */
const ANY_DAYS = 36_525

export function typedRequest(form: Pick<FormValues, 'text' | 'ticked'>): TypedRequest {
  const { text } = form
  return {
    offence: text('offence'),
    crimeReferences: text('crimeReferences'),
    grounds: text('grounds'),
    necessity: text('necessity'),
    otherIntelligence: text('otherIntelligence'),
    about: text('about'),
    persons: text('persons'),
    latitude: text('latitude'),
    longitude: text('longitude'),
    radius: text('radius'),
    range: typedRange(text) ?? NO_RANGE,
    urgency: text('urgency'),
    replyBy: text('replyBy'),
    replyByTime: text('replyByTime'),
    replyByZone: text('replyByZone'),
    declared: form.ticked('declared').length > 0,
  }
}

export const NO_REQUEST: TypedRequest = typedRequest({ text: () => '', ticked: () => [] })

/** A draft as its form shows it. */
export function requestAsTyped(content: RequestContent): TypedRequest {
  const { place, within, replyBy } = content
  return {
    ...content,
    persons: content.persons.join('\n'),
    latitude: place ? String(place.latitude) : '',
    longitude: place ? String(place.longitude) : '',
    radius: place ? String(place.radiusMetres) : '',
    range: within ? rangeAsTyped(within) : NO_RANGE,
    replyBy: '',
    replyByTime: '',
    replyByZone: '',
    ...instantFields('replyBy', replyBy),
  }
}

/** What a form says; or what of it cannot be read. What is left empty is no fault of a draft. */
export function readRequest(
  typed: TypedRequest,
):
  | { readonly content: RequestContent; readonly faults?: undefined }
  | { readonly faults: readonly FieldFault[] } {
  const faults: FieldFault[] = []
  const about = typed.about === 'place' ? 'place' : 'person'
  const hasRange = typed.range.from !== '' || typed.range.to !== ''
  const range = hasRange ? readRange(typed.range, ANY_DAYS) : { within: undefined }
  if ('faults' in range) faults.push(...range.faults)
  const place = about === 'place' ? readPlace(typed, faults) : undefined
  const replyBy = readReplyBy(typed, faults)
  if (faults.length > 0 || 'faults' in range) return { faults }
  const urgency = urgencies.find((each): each is Urgency => each === typed.urgency) ?? 'routine'
  const persons = typed.persons
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  return {
    content: {
      ...typed,
      about,
      persons: about === 'person' ? persons : [],
      place,
      within: range.within,
      urgency,
      replyBy,
    },
  }
}

function readPlace(typed: TypedRequest, faults: FieldFault[]): RequestContent['place'] {
  const { latitude, longitude, radius } = typed
  if (latitude === '' && longitude === '' && radius === '') return undefined
  const number = (field: 'latitude' | 'longitude' | 'radius', least: number, most: number) => {
    const value = typed[field] === '' ? Number.NaN : Number(typed[field])
    if (value >= least && value <= most) return value
    const of = field === 'radius' ? 'metres' : 'degrees'
    faults.push({ field, text: `Enter the ${field} in ${of}, from ${least} to ${most}` })
    return 0
  }
  return {
    latitude: number('latitude', -90, 90),
    longitude: number('longitude', -180, 180),
    radiusMetres: number('radius', 1, 5000),
  }
}

function readReplyBy(typed: TypedRequest, faults: FieldFault[]): number | undefined {
  const { replyBy: date, replyByTime, replyByZone: zone } = typed
  if (date === '' && replyByTime === '') return undefined
  const read = instantTyped({ date, time: replyByTime || '17:00', zone }, ' of the reply')
  if (typeof read === 'number') return read
  faults.push({ field: partField('replyBy', read.part), text: read.text })
  return undefined
}
