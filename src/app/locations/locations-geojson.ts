import { formatInstant } from '../../domain/instant-text.ts'
import {
  fileNotes,
  givenBeside,
  type LocatedPosition,
  type LocationFileFacts,
} from './location-file.ts'

/** Locations as GeoJSON (RFC 7946): a point each; what the file says of itself is a foreign member. */
export function* locationsGeojson(
  facts: LocationFileFacts,
  positions: readonly LocatedPosition[],
): Generator<string> {
  const about = {
    reference: facts.reference,
    from: formatInstant(facts.within.from),
    to: formatInstant(facts.within.to),
    madeAt: formatInstant(facts.madeAt),
    notes: fileNotes(facts),
  }
  yield `{"type":"FeatureCollection","about":${JSON.stringify(about)},"features":[`
  let separator = '\n'
  for (const position of positions) {
    yield `${separator}${JSON.stringify(feature(position))}`
    separator = ',\n'
  }
  yield '\n]}\n'
}

function feature(position: LocatedPosition) {
  const { latitude, longitude, accuracyMetres, mechanism } = position
  return {
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [rounded(longitude), rounded(latitude)] },
    properties: {
      deviceWearerId: position.deviceWearerId,
      deviceId: position.device,
      capturedAt: formatInstant(position.capturedAt),
      ...(accuracyMetres !== undefined && { accuracyMetres }),
      ...(mechanism !== '' && { mechanism }),
      ...givenBeside(position),
    },
  }
}

/** As exactly as it is stored: 7 decimals. */
function rounded(value: number): number {
  return Number(value.toFixed(7))
}
