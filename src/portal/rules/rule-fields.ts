import type { Condition, Zone } from '../../domain/people.ts'
import type { ConditionDraft, ZoneDraft } from '../../domain/rule-change.ts'
import { instantFields } from '../components/typed-instant.ts'
import { type FormValues, formOf } from '../form-values.ts'
import { exceptionFields } from './typed-exceptions.ts'
import { hoursFields } from './typed-hours.ts'
import { shapeFields } from './typed-shape.ts'

/** What a form may begin with. */
export type Fields = Readonly<Record<string, string | readonly string[]>>

/** A zone as its form shows it. */
export function zoneFields(zone: Zone | ZoneDraft): Fields {
  return {
    zoneKind: zone.kind,
    name: zone.name ?? '',
    buffer: zone.bufferMetres === undefined ? '' : String(zone.bufferMetres),
    ...shapeFields(zone.geometry, zone.radiusMetres),
    ...hoursFields(zone.schedule ?? [], 'schedule'),
    ...exceptionFields(zone.exceptions ?? []),
    ...instantFields('until', zone.to),
  }
}

/** A curfew or an appointment as its form shows it. */
export function conditionFields(
  condition: Condition | ConditionDraft,
  place: ZoneDraft | undefined,
): Fields {
  const { curfew, attendance, zoneIds = [], to } = condition
  const minutes = (value: number | undefined) => (value === undefined ? '' : String(value))
  const release = curfew?.releaseDay
  return {
    places: attendance ? [attendance.zoneId] : zoneIds,
    ...hoursFields(curfew?.hours ?? attendance?.hours ?? [], 'hours'),
    ...(release && {
      releaseDate: release.date,
      releaseFrom: release.from,
      releaseTo: release.to,
      releaseZones: release.zoneIds ?? [],
    }),
    ...(attendance && {
      purpose: attendance.purpose,
      grace: minutes(attendance.graceMinutes),
      least: minutes(attendance.leastMinutes),
    }),
    ...(place && { name: place.name ?? '', ...shapeFields(place.geometry, place.radiusMetres) }),
    ...instantFields('until', to),
  }
}

/** A form with some of its fields as something else says. */
export function withFields(values: FormValues, fields: Fields): FormValues {
  const own = formOf(fields)
  const from = (name: string) => (Object.hasOwn(fields, name) ? own : values)
  return {
    text: (name) => from(name).text(name),
    typed: (name) => from(name).typed(name),
    ticked: (name) => from(name).ticked(name),
  }
}
