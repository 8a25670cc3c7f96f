import type { Interval } from '../domain/interval.ts'
import type { LawfulInterval } from '../domain/lawful-intervals.ts'
import { DEGREES_PER_UNIT } from '../domain/position-columns.ts'
import { detailAt, type PositionDetail } from '../domain/position-details.ts'
import type { PositionArchive } from '../store/positions/position-archive.ts'
import type { Movement } from './read-movements.ts'

/** What a feed said of a position beyond where and when; `undefined` where it did not. Headings clockwise from north. */
export type SaidMovement = Omit<PositionDetail, 'others'>

type Placed = Omit<Movement, 'accuracyMetres'>

/** Positions with what the feed gave beside them, where it gave any. @param lawful those they were read through. */
export async function withDetails<Position extends Placed>(
  archive: PositionArchive,
  lawful: readonly LawfulInterval[],
  within: Interval,
  positions: readonly Position[],
): Promise<(Position & SaidMovement)[]> {
  const said = new Map<string, SaidMovement>()
  for (const { positions: of, details } of await archive.readDetails(lawful, within)) {
    for (let row = 0; row < details.length; row++) {
      const { others: _others, ...given } = detailAt(details, row)
      const identity = identityOf(
        of.deviceIds[of.device[row] ?? -1],
        of.capturedAt[row],
        of.latitude[row],
        of.longitude[row],
        of.mechanisms[of.mechanism[row] ?? -1],
      )
      said.set(identity, given)
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
