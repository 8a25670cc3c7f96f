import { kml } from '@tmcw/togeojson'
import { DOMParser } from '@xmldom/xmldom'
import { z } from 'zod'
import { AppError } from '../domain/errors.ts'
import { readableText } from './readable-text.ts'
import { type ZoneGeometry, zoneGeometry } from './zone-geometry.ts'

/** A shape in a file, with the name its maker gave it. */
export interface FoundShape {
  readonly name: string | undefined
  readonly geometry: ZoneGeometry
}

/** What a file holds that can be a zone, and what it holds beside that cannot, each with its reason. */
export interface ZoneFile {
  readonly shapes: readonly FoundShape[]
  readonly passedOver: readonly string[]
}

export const MOST_ZONE_FILE_BYTES = 256 * 1024
const MOST_FEATURES = 200
const MOST_NESTING = 40
const NAME_LENGTH = 200

const feature = z.object({
  type: z.literal('Feature'),
  geometry: z.unknown(),
  properties: z.record(z.string(), z.unknown()).nullish(),
})
const features = z.object({ type: z.literal('FeatureCollection'), features: z.array(z.unknown()) })

/**
 * Reads the shapes of a GeoJSON file (a geometry, a Feature or a FeatureCollection) or of a KML file.
 *
 * @throws AppError INPUT_INVALID about the field `file` where nothing in it can be a zone.
 */
export function readZoneFile(file: Uint8Array): ZoneFile {
  if (file.length === 0) throw unusable('it is empty')
  if (file.length > MOST_ZONE_FILE_BYTES) {
    throw unusable(`it is larger than ${MOST_ZONE_FILE_BYTES / 1024} KB`)
  }
  const { bytes, decoder } = readableText(file)
  const text = decoder.decode(bytes).trimStart()
  const found = featuresOf(text.startsWith('<') ? fromKml(text) : fromJson(text))
  if (found.length > MOST_FEATURES) {
    throw unusable(`it has ${found.length} features, at most ${MOST_FEATURES} can be chosen from`)
  }
  const shapes: FoundShape[] = []
  const passedOver: string[] = []
  found.forEach(({ name, geometry }, index) => {
    const shape = zoneGeometry(geometry)
    if (typeof shape !== 'string') shapes.push({ name, geometry: shape })
    else passedOver.push(`${name === undefined ? `feature ${index + 1}` : `“${name}”`}: ${shape}`)
  })
  if (shapes.length === 0) throw unusable(passedOver[0] ?? 'it holds no shape')
  return { shapes, passedOver }
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw unusable('it is neither KML nor JSON', cause)
  }
}

/** Nothing but elements, text and attributes: a file of shapes needs no document type, and entities are how such files attack. */
function fromKml(text: string): unknown {
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) {
    throw unusable('it declares a document type or entities, and KML needs neither')
  }
  if (nesting(text) > MOST_NESTING) throw unusable('its elements lie too deep within one another')
  try {
    const onError = (level: string, message: string) => {
      if (level !== 'warning') throw new SyntaxError(message)
    }
    const document = new DOMParser({ onError }).parseFromString(text, 'text/xml')
    if (document.documentElement?.localName !== 'kml') throw new SyntaxError('no kml element')
    return kml(document)
  } catch (cause) {
    throw unusable('it is not KML that can be read', cause)
  }
}

function nesting(text: string): number {
  let depth = 0
  let most = 0
  for (const [tag] of text.matchAll(/<\/?[a-z_][^>]*>/gi)) {
    if (tag.startsWith('</')) depth -= 1
    else if (!tag.endsWith('/>')) depth += 1
    most = Math.max(most, depth)
  }
  return most
}

function featuresOf(value: unknown): { name: string | undefined; geometry: unknown }[] {
  const many = features.safeParse(value)
  const all: readonly unknown[] = many.success ? many.data.features : [value]
  return all.map((each) => {
    const one = feature.safeParse(each)
    if (!one.success) return { name: undefined, geometry: each }
    return { name: nameOf(one.data.properties ?? {}), geometry: one.data.geometry }
  })
}

function nameOf(properties: Readonly<Record<string, unknown>>): string | undefined {
  const named = Object.entries(properties).find(
    ([key, value]) => /^(name|title)$/i.test(key) && typeof value === 'string',
  )?.[1]
  const name = typeof named === 'string' ? named.trim().slice(0, NAME_LENGTH) : ''
  return name === '' ? undefined : name
}

function unusable(why: string, cause?: unknown): AppError {
  return new AppError('INPUT_INVALID', `Cannot take a shape from the file: ${why}`, {
    field: 'file',
    cause,
  })
}
