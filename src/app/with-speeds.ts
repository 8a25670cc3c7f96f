import type { Interval } from '../domain/interval.ts'
import type { LawfulInterval } from '../domain/lawful-intervals.ts'
import { DEGREES_PER_UNIT } from '../domain/position-columns.ts'
import { detailAt } from '../domain/position-details.ts'
import type { PositionArchive } from '../store/positions/position-archive.ts'
import type { Movement } from './read-movements.ts'

/** How a device said it moved; `undefined` where the feed did not say. Headings clockwise from north. */
export interface SaidMovement {
  readonly speedKmh?: number | undefined
  readonly headingDegrees?: number | undefined
}

type Placed = Omit<Movement, 'accuracyMetres'>

/** Positions with the speed and heading that the feed gave, where it gave any. @param lawful those they were read through. */
export async function withSpeeds<Position extends Placed>(
  archive: PositionArchive,
  lawful: readonly LawfulInterval[],
  within: Interval,
  positions: readonly Position[],
): Promise<(Position & SaidMovement)[]> {
  const said = new Map<string, SaidMovement>()
  for (const { positions: of, details } of await archive.readDetails(lawful, within)) {
    for (let row = 0; row < details.length; row++) {
      const { speedKmh, headingDegrees } = detailAt(details, row)
      const identity = identityOf(
        of.deviceIds[of.device[row] ?? -1],
        of.capturedAt[row],
        of.latitude[row],
        of.longitude[row],
        of.mechanisms[of.mechanism[row] ?? -1],
      )
      said.set(identity, { speedKmh, headingDegrees })
    }
  }
  return positions.map((position) => {
    const { device, capturedAt, latitude, longitude, mechanism } = position
    const units = [latitude, longitude].map((degrees) => Math.round(degrees / DEGREES_PER_UNIT))
    return { ...position, ...said.get(identityOf(device, capturedAt, ...units, mechanism)) }
  })
}

function identityOf(...parts: readonly (string | number | undefined)[]): string {
  return JSON.stringify(parts)
}
