import { placeOfMoment } from '../../app/places/place-of-moment.ts'
import { typedPlace } from '../../geo/typed-place.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { readInstant, timeOf } from '../components/typed-instant.ts'
import type { FormValues } from '../form-values.ts'
import type { PortalServices } from '../portal-services.ts'

/** A circle that is larger than this (metres) is no place. */
const MOST_ACCURACY = 100

interface Where {
  readonly latitude: number
  readonly longitude: number
  readonly positionAt: number | undefined
}

/** Where the place of a form lies: as typed, or where the person was at a moment; or what is wrong. */
export async function placeWhere(
  { folder, fromNationalGrid, now }: PortalServices,
  person: PersonFile,
  form: FormValues,
): Promise<{ readonly where: Where } | { readonly fault: FieldFault }> {
  const { text } = form
  const by = text('placeBy')
  if (by === 'typed') {
    const place = typedPlace(text('place'), fromNationalGrid)
    if (place) return { where: { ...place, positionAt: undefined } }
    const example = 'such as 53.8000, -4.4000 or SC 41234 45678'
    return faulty('place', `Enter a place as coordinates or a grid reference, ${example}`)
  }
  if (by !== 'moment') return faulty('placeBy', 'Choose how you say where the place is')
  const faults: FieldFault[] = []
  const isWhole = text('at') !== '' && text(timeOf('at')) !== ''
  const at = isWhole ? readInstant(form, 'at', faults) : undefined
  if (at === undefined) {
    return { fault: faults[0] ?? { field: 'at', text: 'Enter the date and time of a position' } }
  }
  const position = await placeOfMoment(folder, person, at, now())
  if (!position) {
    return faulty(
      timeOf('at'),
      'No position that may be looked at is held within 5 minutes of that time: choose another',
    )
  }
  const { accuracyMetres = 0 } = position
  if (accuracyMetres > MOST_ACCURACY) {
    return faulty(
      timeOf('at'),
      `The position of that time is only good to ${Math.round(accuracyMetres)} metres: choose another`,
    )
  }
  const { latitude, longitude, capturedAt } = position
  return { where: { latitude, longitude, positionAt: capturedAt } }
}

function faulty(field: string, text: string) {
  return { fault: { field, text } }
}
