import type { Interval } from '../../domain/interval.ts'
import type { LawfulInterval } from '../../domain/lawful-intervals.ts'
import { DEGREES_PER_UNIT } from '../../domain/position-columns.ts'
import { detailAt } from '../../domain/position-details.ts'
import type { PositionArchive } from '../../store/positions/position-archive.ts'
import type { LocatedPosition } from './location-file.ts'

/** Positions with the speed and heading that the feed gave, where it gave any. @param lawful those they were read through. */
export async function withSpeeds(
  archive: PositionArchive,
  lawful: readonly LawfulInterval[],
  within: Interval,
  positions: readonly LocatedPosition[],
): Promise<LocatedPosition[]> {
  const said = new Map<string, Pick<LocatedPosition, 'speedKmh' | 'headingDegrees'>>()
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
