import { formatInstant } from '../../domain/instant-text.ts'
import type { Instant, Interval } from '../../domain/interval.ts'
import type { Movement } from '../read-movements.ts'
import type { SaidMovement } from '../with-details.ts'

/** A position, and whose device it is of. */
export interface LocatedPosition extends Movement, SaidMovement {
  readonly deviceWearerId: string
}

/** What a file of locations says of itself. */
export interface LocationFileFacts {
  /** The request it was granted under (`DR-2026-000001`), or the task at the hub (`Task 12`). */
  readonly reference: string
  readonly within: Interval
  readonly madeAt: Instant
}

/** What whoever reads the file must know, a sentence each. */
export function fileNotes({ reference, within, madeAt }: LocationFileFacts): string[] {
  return [
    `Reference: ${reference}. Made at ${formatInstant(madeAt)}.`,
    `Period: from ${formatInstant(within.from)} until ${formatInstant(within.to)}, the end not included. Nothing outside it, or outside what may lawfully be looked at, is here.`,
    'Times are UTC, marked Z. Places are WGS84 degrees.',
    'Accuracy in metres is the radius of the circle that the device quoted for a position; about 95 in 100 true places lie within. None: the device quoted none.',
    'A position says where a device was, not who did anything. No position does not mean absence.',
  ]
}

/** Text between tags or in an attribute: XML cannot hold most control characters, not even escaped. */
export function xmlText(text: string): string {
  return (
    text
      .replace(/\p{Surrogate}/gu, '\ufffd')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is meant.
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
  )
}

/** Positions one after the other of each wearer and device, in order of capture. */
export function byWearerAndDevice(
  positions: readonly LocatedPosition[],
): { deviceWearerId: string; device: string; positions: LocatedPosition[] }[] {
  const groups = new Map<
    string,
    { deviceWearerId: string; device: string; positions: LocatedPosition[] }
  >()
  for (const position of positions) {
    const { deviceWearerId, device } = position
    const key = JSON.stringify([deviceWearerId, device])
    const group = groups.get(key)
    if (group) group.positions.push(position)
    else groups.set(key, { deviceWearerId, device, positions: [position] })
  }
  return [...groups.values()]
}

/** What the feed gave beside a position, by name; what it did not give is left out. Instants are UTC. */
export function givenBeside(position: LocatedPosition): Record<string, string | number> {
  const { speedKmh, headingDegrees, hdop, satellites, recordedAt, uploadedAt } = position
  return {
    ...(speedKmh !== undefined && { speedKmh }),
    ...(headingDegrees !== undefined && { headingDegrees }),
    ...(hdop !== undefined && { hdop }),
    ...(satellites !== undefined && { satellites }),
    ...(recordedAt !== undefined && { recordedAt: formatInstant(recordedAt) }),
    ...(uploadedAt !== undefined && { uploadedAt: formatInstant(uploadedAt) }),
  }
}

/** `Accuracy 12 m, GPS, 31 km/h, heading 270 degrees`: what is known of how a position was measured. */
export function measuredText(position: LocatedPosition): string {
  const { accuracyMetres, mechanism, speedKmh, headingDegrees } = position
  return [
    accuracyMetres === undefined ? 'Accuracy not given' : `Accuracy ${accuracyMetres} m`,
    mechanism || undefined,
    speedKmh === undefined ? undefined : `${speedKmh} km/h`,
    headingDegrees === undefined ? undefined : `heading ${headingDegrees} degrees`,
  ]
    .filter((part) => part !== undefined)
    .join(', ')
}
