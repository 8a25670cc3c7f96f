import type { CaseworkPolicy } from '../../app/load-policy.ts'
import type { AskedPlace } from '../../app/questions/ask-place.ts'
import { isCrimeType } from '../../domain/crime-types.ts'
import { isPurpose, PURPOSE_LENGTH } from '../../domain/purpose.ts'
import { fromNationalGrid } from '../../geo/national-grid.ts'
import { typedPlace } from '../../geo/typed-place.ts'
import type { ListedCrime } from '../../store/records/visible-crimes.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { readRange, type TypedRange, typedRange } from '../components/typed-range.ts'
import type { FormValues } from '../form-values.ts'

/** A question of place as it stands in its form. */
export interface TypedQuestion {
  readonly reference: string
  readonly place: string
  readonly radius: string
  readonly crimeType: string
  readonly range: TypedRange
  readonly purpose: string
}

export const emptyRange: TypedRange = {
  from: '',
  fromTime: '',
  fromZone: '',
  to: '',
  toTime: '',
  toZone: '',
}

export function typedQuestion(form: FormValues): TypedQuestion {
  return {
    reference: form.text('reference'),
    place: form.text('place'),
    radius: form.text('radius'),
    crimeType: form.text('crimeType'),
    range: typedRange((name) => form.text(name)) ?? emptyRange,
    purpose: form.text('purpose'),
  }
}

/** A question that can be answered. */
export interface ReadQuestion {
  readonly place: AskedPlace
  readonly radiusMetres: number
  readonly crimeId: number | undefined
}

type Read = { readonly asked: ReadQuestion } | { readonly faults: readonly FieldFault[] }

/**
 * What somebody asks, within what policy allows. What is left empty is as the crime of the reference says, where that is held.
 *
 * @param crimes that the reference names and whoever asks may see.
 */
export function readQuestion(
  typed: TypedQuestion,
  crimes: readonly ListedCrime[],
  { mostHours, mostRadiusMetres }: CaseworkPolicy['placeQuestions'],
): Read {
  const faults: FieldFault[] = []
  const fault = (field: string, text: string) => {
    faults.push({ field, text })
    return undefined
  }
  const [held, another] = crimes
  const ofCrime = another ? undefined : held
  const isTimed = Object.values(typed.range).some((text) => text !== '')
  if (another && (typed.place === '' || !isTimed)) {
    fault('reference', 'Several forces have a crime of this reference: enter its place and time')
  }
  if (typed.reference === '') {
    fault('reference', 'Enter the number under which the crime is recorded')
  }
  const place =
    typed.place === '' && ofCrime ? ofCrime.crime : typedPlace(typed.place, fromNationalGrid)
  if (!place && faults.length === 0) {
    fault(
      'place',
      typed.place === ''
        ? 'No crime of this reference is held here, so enter its place'
        : 'Enter the place as latitude and longitude, such as 53.8000, -4.4000, or as a grid reference',
    )
  }
  const radiusMetres = Number(typed.radius)
  if (!(/^\d+$/.test(typed.radius) && radiusMetres >= 1 && radiusMetres <= mostRadiusMetres)) {
    fault('radius', `Enter a radius of 1 to ${mostRadiusMetres} metres: policy allows no more`)
  }
  const crimeType = typed.crimeType === '' && ofCrime ? ofCrime.crime.crimeType : typed.crimeType
  if (!isCrimeType(crimeType)) fault('crimeType', 'Choose what kind of crime it is')
  const read: ReturnType<typeof readRange> | { readonly within: AskedPlace['window'] } =
    !isTimed && ofCrime ? { within: ofCrime.crime.window } : readRange(typed.range)
  if ('faults' in read) faults.push(...read.faults)
  else if (read.within.to - read.within.from > mostHours * 3_600_000) {
    fault('to', `The time must be ${mostHours} hours or less: policy allows no more`)
  }
  if (!isPurpose(typed.purpose)) {
    fault(
      'purpose',
      `Say what the answer is needed for, in ${PURPOSE_LENGTH.least} to ${PURPOSE_LENGTH.most} characters`,
    )
  }
  if (faults.length > 0 || !place || !isCrimeType(crimeType) || 'faults' in read) return { faults }
  const { latitude, longitude } = place
  return {
    asked: {
      place: { latitude, longitude, crimeType, window: read.within },
      radiusMetres,
      crimeId: ofCrime?.id,
    },
  }
}
