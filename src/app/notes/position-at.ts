import { GAP_MINUTES } from '../../domain/gap.ts'
import type { Instant } from '../../domain/interval.ts'
import type { NotePosition } from '../../domain/person-note.ts'
import type { PositionArchive } from '../../store/positions/position-archive.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import { readMovements } from '../read-movements.ts'

const MINUTE = 60_000

/**
 * Where somebody's device was in the minute that begins at an instant, as far as a trail condition lets it be looked at:
 * the first position of that minute, else the last one before it that leaves no gap.
 *
 * @returns `undefined` where none is held.
 */
export async function positionAt(
  archive: PositionArchive,
  person: PersonFile,
  instant: Instant,
  now: Instant,
): Promise<NotePosition | undefined> {
  const within = { from: instant - GAP_MINUTES * MINUTE, to: instant + MINUTE }
  const { positions } = await readMovements(archive, person, within, now)
  const found = positions.find(({ capturedAt }) => capturedAt >= instant) ?? positions.at(-1)
  if (!found) return undefined
  const { capturedAt, latitude, longitude, accuracyMetres, mechanism } = found
  return { capturedAt, latitude, longitude, accuracyMetres, mechanism }
}
