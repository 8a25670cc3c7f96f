import type { PlaceOfInterest } from '../../domain/place-of-interest.ts'
import { placeCategoryLabel } from '../../domain/reference/place-categories.ts'

/** `Pub, bar or club “The Anchor”`; of one without a name, what it is. */
export function placeNameText({
  category,
  name,
}: Pick<PlaceOfInterest, 'category' | 'name'>): string {
  const label = placeCategoryLabel(category)
  return name === undefined ? label : `${label} “${name}”`
}
