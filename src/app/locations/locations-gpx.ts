import { GAP_MINUTES } from '../../domain/gap.ts'
import { formatInstant } from '../../domain/instant-text.ts'
import {
  byWearerAndDevice,
  fileNotes,
  type LocatedPosition,
  type LocationFileFacts,
  measuredText,
  xmlText,
} from './location-file.ts'

/**
 * Locations as GPX 1.1: a track a wearer and device, in segments that end where positions are missing, so that
 * no line is drawn through what is not known.
 */
export function* locationsGpx(
  facts: LocationFileFacts,
  positions: readonly LocatedPosition[],
): Generator<string> {
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<gpx version="1.1" creator="Whereabouts" xmlns="http://www.topografix.com/GPX/1/1">\n`
  yield `<metadata><name>${xmlText(facts.reference)}</name><desc>${xmlText(fileNotes(facts).join('\n'))}</desc><time>${formatInstant(facts.madeAt)}</time></metadata>\n`
  for (const { deviceWearerId, device, positions: own } of byWearerAndDevice(positions)) {
    yield `<trk><name>${xmlText(`Wearer ${deviceWearerId}, device ${device}`)}</name>\n<trkseg>\n`
    let before: number | undefined
    for (const position of own) {
      const missing = before !== undefined && position.capturedAt - before > GAP_MINUTES * 60_000
      if (missing) yield '</trkseg>\n<trkseg>\n'
      yield trackPoint(position)
      before = position.capturedAt
    }
    yield '</trkseg>\n</trk>\n'
  }
  yield '</gpx>\n'
}

function trackPoint(position: LocatedPosition): string {
  const { latitude, longitude, capturedAt, mechanism, satellites, hdop } = position
  const source = mechanism === '' ? '' : `<src>${xmlText(mechanism)}</src>`
  // The format counts whole satellites, and has no element for when a position was stored or sent.
  const sat = Number.isInteger(satellites) ? `<sat>${satellites}</sat>` : ''
  const dilution = hdop === undefined ? '' : `<hdop>${hdop}</hdop>`
  return `<trkpt lat="${latitude.toFixed(7)}" lon="${longitude.toFixed(7)}"><time>${formatInstant(capturedAt)}</time><desc>${xmlText(measuredText(position))}</desc>${source}${sat}${dilution}</trkpt>\n`
}
