import { GAP_MINUTES } from '../../domain/gap.ts'
import { type HandOverPicture, MOST_PICTURE_BYTES } from '../../domain/hand-over.ts'
import type { Instant, Interval } from '../../domain/interval.ts'
import { londonClockText } from '../../domain/london-day-text.ts'
import type { PositionArchive } from '../../store/positions/position-archive.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import { invalid } from '../accounts/account-work.ts'
import { readMovements } from '../read-movements.ts'
import type { GroundSource } from '../reports/report-ground.ts'
import { drawPicture } from './draw-picture.ts'

/**
 * A map of a stretch of somebody's movements, as far as a trail condition lets them be looked at. No zone is on it: where one
 * lies may tell who is protected by it.
 *
 * @throws AppError INPUT_INVALID with `from` where no position is held, or the picture is too large to be sent;
 * REPORT_UNWRITABLE.
 */
export async function stretchPicture(
  archive: PositionArchive,
  person: PersonFile,
  within: Interval,
  { now, ground }: { readonly now: Instant; readonly ground: GroundSource },
): Promise<HandOverPicture & { readonly positions: number }> {
  const { positions } = await readMovements(archive, person, within, now)
  if (positions.length === 0) {
    const words = 'No position is held from that time: choose another, or leave it empty for no map'
    throw invalid(words, 'from')
  }
  const labelled = positions.map((position) => ({
    ...position,
    label: londonClockText(position.capturedAt),
  }))
  const png = await drawPicture({
    scene: {
      positions: labelled,
      gapMinutes: GAP_MINUTES,
      zones: [],
      labels: 'Labels are London times',
    },
    ground,
  })
  if (png.length > MOST_PICTURE_BYTES) {
    const words = 'The map is too large to be sent: choose a shorter time'
    throw invalid(words, 'from')
  }
  return { png, within, positions: positions.length }
}
