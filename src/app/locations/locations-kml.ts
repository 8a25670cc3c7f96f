import { formatInstant } from '../../domain/instant-text.ts'
import {
  byWearerAndDevice,
  fileNotes,
  givenBeside,
  type LocatedPosition,
  type LocationFileFacts,
  measuredText,
  xmlText,
} from './location-file.ts'

/** Locations as KML 2.2: a folder a wearer and device, a point a position, each at its time. */
export function* locationsKml(
  facts: LocationFileFacts,
  positions: readonly LocatedPosition[],
): Generator<string> {
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n<Document>\n`
  yield `<name>${xmlText(facts.reference)}</name>\n`
  yield `<description>${xmlText(fileNotes(facts).join('\n'))}</description>\n`
  for (const { deviceWearerId, device, positions: own } of byWearerAndDevice(positions)) {
    yield `<Folder>\n<name>${xmlText(`Wearer ${deviceWearerId}, device ${device}`)}</name>\n`
    for (const position of own) yield placemark(position)
    yield '</Folder>\n'
  }
  yield '</Document>\n</kml>\n'
}

function placemark(position: LocatedPosition): string {
  const at = formatInstant(position.capturedAt)
  const { accuracyMetres, mechanism } = position
  const data = [
    ['deviceWearerId', position.deviceWearerId],
    ['deviceId', position.device],
    ...(accuracyMetres === undefined ? [] : [['accuracyMetres', String(accuracyMetres)]]),
    ...(mechanism === '' ? [] : [['mechanism', mechanism]]),
    ...Object.entries(givenBeside(position)).map(([name, value]) => [name, String(value)]),
  ]
    .map(
      ([name = '', value = '']) => `<Data name="${name}"><value>${xmlText(value)}</value></Data>`,
    )
    .join('')
  const coordinates = `${position.longitude.toFixed(7)},${position.latitude.toFixed(7)}`
  return `<Placemark><name>${at}</name><description>${xmlText(measuredText(position))}</description><TimeStamp><when>${at}</when></TimeStamp><ExtendedData>${data}</ExtendedData><Point><coordinates>${coordinates}</coordinates></Point></Placemark>\n`
}
