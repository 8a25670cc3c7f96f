import type { Instant } from '../../domain/interval.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import type { DataFolder } from '../data-folder.ts'
import { type Movement, readMovements } from '../read-movements.ts'

const NEAR = 5 * 60_000

/** The position of somebody nearest in time to an instant, at most five minutes from it; none where none is held. */
export async function placeOfMoment(
  { archive }: Pick<DataFolder, 'archive'>,
  person: PersonFile,
  at: Instant,
  now: Instant,
): Promise<Movement | undefined> {
  const within = { from: at - NEAR, to: at + NEAR + 1 }
  const { positions } = await readMovements(archive, person, within, now)
  let nearest: Movement | undefined
  for (const position of positions) {
    const away = Math.abs(position.capturedAt - at)
    if (!nearest || away < Math.abs(nearest.capturedAt - at)) nearest = position
  }
  return nearest
}
