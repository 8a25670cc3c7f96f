import type { Instant } from '../../domain/interval.ts'
import type { AttendanceTerms, CurfewTerms } from '../../domain/order-terms.ts'
import {
  type ConditionDraft,
  NEW_PLACE,
  type RuleChange,
  type ZoneDraft,
} from '../../domain/rule-change.ts'
import type { FromNationalGrid } from '../../geo/national-grid.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { readInstant } from '../components/typed-instant.ts'
import type { FormValues } from '../form-values.ts'
import { zoneKinds } from '../map/map-data.ts'
import { readExceptions } from './typed-exceptions.ts'
import { isDate, isTime, padded, readHours } from './typed-hours.ts'
import { readShape } from './typed-shape.ts'

const MOST_BUFFER_METRES = 5000
const MOST_MINUTES = 1440
const NAME_LENGTH = 200
const WHY_LENGTH = 500

/** What a form of a rule says: the change without what it replaces, from when, and why. */
export interface ReadRule {
  readonly after: Pick<RuleChange, 'after'> & { readonly place?: ZoneDraft | undefined }
  readonly holdsFrom: Instant | undefined
  readonly why: string
  readonly faults: readonly FieldFault[]
}

/** Reads a form of a rule. What is at fault stands in `faults`; then the rest is not to be used. */
export function readRule(
  subject: RuleChange['subject'],
  values: FormValues,
  fromNationalGrid: FromNationalGrid,
  now: Instant,
): ReadRule {
  const faults: FieldFault[] = []
  const holdsFrom = readInstant(values, 'holdsFrom', faults)
  const to = readInstant(values, 'until', faults)
  const why = values.text('why')
  if (holdsFrom !== undefined && holdsFrom < now) {
    const text = 'It cannot hold from an instant that has passed: leave it empty for at once'
    faults.push({ field: 'holdsFrom', text })
  }
  if (to !== undefined && to <= (holdsFrom ?? now)) {
    faults.push({ field: 'until', text: 'The end must be after the beginning' })
  }
  if (why === '' || why.length > WHY_LENGTH) {
    faults.push({ field: 'why', text: `Say why, in at most ${WHY_LENGTH} characters` })
  }
  const until = to === undefined ? {} : { to }
  const after =
    subject === 'zone'
      ? { after: readZone(values, fromNationalGrid, until, faults) }
      : readCondition(subject, values, fromNationalGrid, until, faults)
  return { after: after as ReadRule['after'], holdsFrom, why, faults }
}

function readZone(
  values: FormValues,
  fromNationalGrid: FromNationalGrid,
  until: { readonly to?: Instant },
  faults: FieldFault[],
): ZoneDraft | undefined {
  const { text } = values
  const kind = zoneKinds.find((each) => each === text('zoneKind'))
  if (!kind) faults.push({ field: 'zoneKind', text: 'Choose what kind of zone it is' })
  const name = readName(text('name'), 'name', faults)
  const shape = readShape(values, fromNationalGrid, faults)
  const bufferMetres = Number(text('buffer') || 0)
  if (!(bufferMetres >= 0 && bufferMetres <= MOST_BUFFER_METRES)) {
    const words = `Enter a buffer of 0 to ${MOST_BUFFER_METRES} metres`
    faults.push({ field: 'buffer', text: words })
  }
  const schedule = readHours(values, 'schedule', faults)
  const exceptions = readExceptions(values, faults)
  if (!kind || !shape) return undefined
  return {
    kind,
    name,
    ...shape,
    ...(bufferMetres > 0 && { bufferMetres }),
    ...(schedule.length > 0 && { schedule }),
    ...(exceptions.length > 0 && { exceptions }),
    ...until,
  }
}

function readCondition(
  subject: 'curfew' | 'attendance',
  values: FormValues,
  fromNationalGrid: FromNationalGrid,
  until: { readonly to?: Instant },
  faults: FieldFault[],
): { readonly after: ConditionDraft; readonly place?: ZoneDraft | undefined } {
  const zoneIds = values.ticked('places')
  if (zoneIds.length === 0) faults.push({ field: 'places', text: 'Choose where' })
  const place = zoneIds.includes(NEW_PLACE)
    ? readPlace(values, fromNationalGrid, faults)
    : undefined
  const hours = readHours(values, 'hours', faults)
  if (hours.length === 0) faults.push({ field: 'hours-days-0', text: 'Enter the hours' })
  const terms =
    subject === 'curfew'
      ? { curfew: { hours, ...readRelease(values, faults) } satisfies CurfewTerms }
      : { attendance: readAttendance(values, zoneIds[0] ?? '', hours, faults) }
  const where = subject === 'curfew' ? { zoneIds } : {}
  const after = { kind: subject, crimeMapping: false, ...where, ...terms, ...until }
  return { after, ...(place && { place }) }
}

/** Somewhere to be that is no zone of the person's yet: a circle around a place. */
function readPlace(
  values: FormValues,
  fromNationalGrid: FromNationalGrid,
  faults: FieldFault[],
): ZoneDraft | undefined {
  const name = readName(values.text('name'), 'name', faults)
  const text = (field: string) => (field === 'shapeBy' ? 'place' : values.text(field))
  const shape = readShape({ ...values, text }, fromNationalGrid, faults)
  return shape && { kind: 'inclusion', name, ...shape }
}

function readRelease(
  { text, ticked }: FormValues,
  faults: FieldFault[],
): Pick<CurfewTerms, 'releaseDay'> | undefined {
  const [date, from, to] = [text('releaseDate'), text('releaseFrom'), text('releaseTo')]
  if (date === '' && from === '' && to === '') return undefined
  const fault = (field: string, words: string) => faults.push({ field, text: words })
  if (!isDate(date)) fault('releaseDate', 'Enter the day of release as a real date')
  if (!isTime(from)) fault('releaseFrom', 'Enter when the first night begins, such as 15:00')
  if (!isTime(to) && to !== '24:00') fault('releaseTo', 'Enter when it ends, such as 07:00')
  const zoneIds = ticked('releaseZones')
  const hours = { date, from: padded(from), to: padded(to) }
  return { releaseDay: { ...hours, ...(zoneIds.length > 0 && { zoneIds }) } }
}

function readAttendance(
  { text }: FormValues,
  zoneId: string,
  hours: AttendanceTerms['hours'],
  faults: FieldFault[],
): AttendanceTerms {
  const purpose = text('purpose')
  if (purpose === '' || purpose.length > NAME_LENGTH) {
    const words = `Say what the appointment is for, in at most ${NAME_LENGTH} characters`
    faults.push({ field: 'purpose', text: words })
  }
  const minutes = (field: 'grace' | 'least') => {
    const typed = text(field)
    if (typed === '') return undefined
    const read = Number(typed)
    if (Number.isInteger(read) && read >= 0 && read <= MOST_MINUTES) return read
    faults.push({ field, text: `Enter whole minutes, from 0 to ${MOST_MINUTES}` })
    return undefined
  }
  const graceMinutes = minutes('grace')
  const leastMinutes = minutes('least')
  return {
    purpose,
    zoneId,
    hours,
    ...(graceMinutes !== undefined && { graceMinutes }),
    ...(leastMinutes !== undefined && { leastMinutes }),
  }
}

function readName(name: string, field: string, faults: FieldFault[]): string {
  if (name === '' || name.length > NAME_LENGTH) {
    const text = `Enter a name that people will know it by, at most ${NAME_LENGTH} characters`
    faults.push({ field, text })
  }
  return name
}
