import { AppError } from '../domain/errors.ts'
import { parseInstant } from '../domain/instant-text.ts'
import { londonLocal } from '../domain/london-local.ts'
import { categoryOfTags } from '../domain/reference/place-categories.ts'
import { areaOf } from '../geo/area.ts'
import { readableText } from './readable-text.ts'
import { type ZoneGeometry, zoneGeometry } from './zone-geometry.ts'

/** One place of a file. */
interface FoundPlace {
  readonly category: string
  readonly name: string | undefined
  readonly address: string | undefined
  /** What the map knows it by: `node/123`. */
  readonly sourceId: string | undefined
  readonly geometry: ZoneGeometry
  /** Of a point. */
  readonly radiusMetres: number | undefined
  /** Degrees: west, south, east, north. */
  readonly box: readonly [number, number, number, number]
}

/** The places of an extract. */
export interface PlacesFile {
  readonly places: readonly FoundPlace[]
  /** Of a category, and of a shape that cannot be used: each with its reason. */
  readonly refused: readonly string[]
  /** The London date that the file says its data is of. */
  readonly dataOf: string | undefined
  /** What its licence asks to be shown, where the file says it. */
  readonly attribution: string | undefined
}

const LONGEST_TEXT = 200
/** Work that pauses, for whoever has others waiting. */
type Pausing<T> = Generator<undefined, T>
/** Features between two pauses. */
const PIECE = 100
/** Of a GeoJSON text sequence, before each feature. */
const RECORD_SEPARATOR = '\u001e'

/**
 * Reads an extract of OpenStreetMap as GeoJSON (a FeatureCollection) or as a feature a line (NDJSON, GeoJSON text sequence).
 * Tags are the features' properties, or their `tags`. What is of no category is passed over; the same element twice is
 * one place.
 *
 * A file may hold a country: it is read in pieces.
 *
 * @throws AppError FILE_MALFORMED where it is neither, or holds no place that can be used.
 */
export function* readPlacesFile(file: Uint8Array): Pausing<PlacesFile> {
  const { bytes, decoder } = readableText(file)
  const text = decoder.decode(bytes).trim()
  const { features, header } = yield* featuresOf(text)
  const places = new Map<string, FoundPlace>()
  const refused: string[] = []
  for (const [index, feature] of features.entries()) {
    if (index % PIECE === 0) yield
    const { properties, geometry, id } = objectOf(feature)
    const flat = objectOf(properties)
    const tags = typeof flat['tags'] === 'object' ? objectOf(flat['tags']) : flat
    const category = categoryOfTags(tags)
    if (!category) continue
    const sourceId = sourceIdOf(flat, id)
    const shape = zoneGeometry(geometry)
    const radiusMetres =
      typeof shape !== 'string' && shape.type === 'Point' ? category.radiusMetres : undefined
    const area = typeof shape === 'string' ? shape : areaOf({ geometry: shape, radiusMetres })
    if (typeof shape === 'string' || typeof area === 'string') {
      refused.push(`${sourceId ?? `feature ${index + 1}`}: ${area}`)
      continue
    }
    const key = sourceId ?? `feature ${index + 1}`
    if (places.has(key)) continue
    places.set(key, {
      category: category.code,
      name: textOf(tags['name']),
      address: addressOf(tags),
      sourceId,
      geometry: shape,
      radiusMetres,
      box: area.box,
    })
  }
  if (places.size === 0) {
    throw malformed(
      refused[0] ?? 'none of its features has tags of a category (see docs/places-of-interest.md)',
    )
  }
  return {
    places: [...places.values()],
    refused,
    dataOf: dateOf(header['timestamp']),
    attribution: textOf(header['attribution']),
  }
}

function* featuresOf(
  text: string,
): Pausing<{ features: unknown[]; header: Record<string, unknown> }> {
  if (text === '') throw malformed('it is empty')
  const [firstLine = ''] = text.split('\n', 1)
  const first =
    firstLine.startsWith(RECORD_SEPARATOR) || objectOf(parsed(firstLine))['type'] === 'Feature'
  if (first) {
    const features: unknown[] = []
    for (const [index, line] of text.split(/\r?\n/).entries()) {
      if (index % PIECE === 0) yield
      const one = line.replace(RECORD_SEPARATOR, '').trim()
      if (one === '') continue
      const feature = parsed(one)
      if (feature === undefined) throw malformed(`line ${index + 1} is not JSON`)
      features.push(feature)
    }
    return { features, header: {} }
  }
  const whole = objectOf(parsed(text))
  if (whole['type'] !== 'FeatureCollection' || !Array.isArray(whole['features'])) {
    throw malformed('it is neither a GeoJSON FeatureCollection nor a feature a line')
  }
  return { features: whole['features'], header: whole }
}

/** Tools write an element's id in many ways: `@id`, `id`, `@type` and `@id`, or the feature's own. */
function sourceIdOf(properties: Record<string, unknown>, id: unknown): string | undefined {
  const number = properties['@id'] ?? properties['id'] ?? properties['osm_id'] ?? id
  const kind = properties['@type'] ?? properties['type']
  const bare = typeof number === 'number' ? String(number) : textOf(number)
  if (bare === undefined) return undefined
  return typeof kind === 'string' && /^\d+$/.test(bare) ? `${kind}/${bare}` : bare
}

function addressOf(tags: Record<string, unknown>): string | undefined {
  const of = (key: string) => textOf(tags[`addr:${key}`])
  const street = [of('housenumber') ?? of('housename'), of('street')].filter(Boolean).join(' ')
  const town = [of('city') ?? of('town') ?? of('village'), of('postcode')].filter(Boolean).join(' ')
  return textOf([street, town].filter(Boolean).join(', '))
}

function textOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  const text = value.replaceAll(/\s+/g, ' ').trim().slice(0, LONGEST_TEXT)
  return text === '' ? undefined : text
}

function dateOf(value: unknown): string | undefined {
  const instant = typeof value === 'string' ? parseInstant(value) : undefined
  return instant === undefined ? undefined : londonLocal(instant).date
}

function objectOf(value: unknown): Record<string, unknown> {
  return value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {}
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(RECORD_SEPARATOR, ''))
  } catch {
    return undefined
  }
}

function malformed(why: string): AppError {
  return new AppError('FILE_MALFORMED', `Cannot take places from the file: ${why}`)
}
