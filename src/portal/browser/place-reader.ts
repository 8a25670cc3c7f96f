import { placeText } from '../../domain/place-text.ts'
import { dmsText } from '../map/dms.ts'
import type { Place } from '../map/measured.ts'
import type { MovementsView } from './movements-view.ts'
import { part } from './part.ts'

/** The place in the middle of the map, or beneath the pointer, in degrees as a reader likes them. */
export function readPlaces(section: Element, view: MovementsView): void {
  const source = part(section, 'place-of', HTMLSelectElement)
  const form = part(section, 'place-form', HTMLSelectElement)
  const text = part(section, 'place', HTMLElement)
  let pointer: Place | undefined
  const tell = () => {
    const isPointer = source.value === 'pointer'
    const place = isPointer ? pointer : view.lookedAt
    const written = form.value === 'dms' ? dmsText : placeText
    text.textContent = place
      ? written(place.latitude, place.longitude)
      : 'Move the pointer over the map'
  }
  view.onMoved(tell)
  view.onPointer((place) => {
    pointer = place
    if (source.value === 'pointer') tell()
  })
  for (const select of [source, form]) select.addEventListener('change', tell)
  tell()
}
