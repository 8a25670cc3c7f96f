import type { ClosedWindow } from '../../domain/interval.ts'
import { detailAt } from '../../domain/position-details.ts'
import type { CheckSource } from '../check-source.ts'
import type { DataFolder } from '../data-folder.ts'
import { intervalsIn } from '../days-in-memory.ts'
import type { SentMovement } from './alert-evidence.ts'

/** How fast and where to a wearer's device said it moved, for the positions of a window of which it said either. */
export async function sentMovements(
  { archive }: Pick<DataFolder, 'archive'>,
  { lawful }: Pick<CheckSource, 'lawful'>,
  deviceWearerId: string,
  window: ClosedWindow,
): Promise<SentMovement[]> {
  const intervals = intervalsIn(lawful, [deviceWearerId], window)
  const within = { from: window.from, to: window.to + 1 }
  const found: SentMovement[] = []
  for (const { positions, details } of await archive.readDetails(intervals, within)) {
    for (let row = 0; row < details.length; row++) {
      const { speedKmh, headingDegrees } = detailAt(details, row)
      if (speedKmh === undefined && headingDegrees === undefined) continue
      found.push({
        deviceId: positions.deviceIds[positions.device[row] ?? -1] ?? '',
        capturedAt: positions.capturedAt[row] ?? Number.NaN,
        latitude: positions.latitude[row] ?? Number.NaN,
        longitude: positions.longitude[row] ?? Number.NaN,
        speedKmh,
        headingDegrees,
      })
    }
  }
  return found
}
