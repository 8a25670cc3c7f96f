import { isCrimeType } from '../../domain/crime-types.ts'
import { policeForce } from '../../domain/police-forces.ts'
import { fromNationalGrid } from '../../geo/national-grid.ts'
import {
  type ComparisonOutcome,
  type CrimePlace,
  type CrimeSearch,
  comparisonOutcomes,
} from '../../store/records/visible-crime-search.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { readDays } from '../components/typed-days.ts'
import type { FormValues } from '../form-values.ts'

const crimeSearchFields = [
  'reference',
  'force',
  'type',
  'from',
  'to',
  'batch',
  'place',
  'radius',
  'outcome',
] as const

/** What was typed into the search for crimes, field by field. */
export type TypedCrimeSearch = Readonly<Record<(typeof crimeSearchFields)[number], string>>

const LONGEST = 100
const MOST_METRES = 5000

export const nothingTyped: TypedCrimeSearch = typedWith(() => '')

/** As it was sent; an outcome only from those who may see matches. */
export function typedCrimeSearch(form: FormValues, seesMatches: boolean): TypedCrimeSearch {
  return typedWith((field) => (field === 'outcome' && !seesMatches ? '' : form.text(field)))
}

function typedWith(text: (field: keyof TypedCrimeSearch) => string): TypedCrimeSearch {
  const entries = crimeSearchFields.map((field) => [field, text(field)])
  return Object.fromEntries(entries) as TypedCrimeSearch
}

/** What is looked for, or what is wrong with it, by field. */
export function readCrimeSearch(
  typed: TypedCrimeSearch,
): { readonly search: CrimeSearch } | { readonly faults: readonly FieldFault[] } {
  const faults: FieldFault[] = []
  if (crimeSearchFields.every((field) => field === 'radius' || typed[field] === '')) {
    return { faults: [{ field: 'reference', text: 'Enter or choose at least one thing' }] }
  }
  for (const field of ['reference', 'batch'] as const) {
    if (typed[field].length > LONGEST) {
      faults.push({ field, text: `Enter at most ${LONGEST} characters` })
    }
  }
  const days = readDays(typed)
  faults.push(...days.faults)
  const near = typed.place === '' ? undefined : readPlace(typed, faults)
  if (faults.length > 0) return { faults }
  return {
    search: {
      reference: typed.reference || undefined,
      policeForce: policeForce(typed.force)?.identifier,
      crimeType: isCrimeType(typed.type) ? typed.type : undefined,
      from: days.from,
      to: days.to,
      batchId: typed.batch || undefined,
      near,
      outcome: comparisonOutcomes.find((known: ComparisonOutcome) => known === typed.outcome),
    },
  }
}

/** Degrees, or metres of the national grid: numbers so large are no degrees. */
function readPlace(typed: TypedCrimeSearch, faults: FieldFault[]): CrimePlace | undefined {
  const radiusMetres = Number(typed.radius)
  if (!/^\d+$/.test(typed.radius) || radiusMetres < 1 || radiusMetres > MOST_METRES) {
    faults.push({ field: 'radius', text: `Enter whole metres from 1 to ${MOST_METRES}` })
  }
  const match = /^(-?\d+(?:\.\d+)?)[\s,]+(-?\d+(?:\.\d+)?)$/.exec(typed.place)
  const [first, second] = [Number(match?.[1]), Number(match?.[2])]
  if (first >= 49.5 && first <= 61.5 && second >= -8.5 && second <= 2.6) {
    return { latitude: first, longitude: second, radiusMetres }
  }
  if (first >= 1000 && first <= 700_000 && second >= 1000 && second <= 1_300_000) {
    return { ...fromNationalGrid(first, second), radiusMetres }
  }
  const text =
    'Enter latitude and longitude in Britain, such as 53.8, -4.4, or easting and northing, such as 238000, 436000'
  faults.push({ field: 'place', text })
  return undefined
}
