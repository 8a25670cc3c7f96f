import type { Place } from '../../domain/data-request.ts'
import type { Interval } from '../../domain/interval.ts'
import { type LawfulInterval, supervisionIntervals } from '../../domain/lawful-intervals.ts'
import { distanceMetres, earthPoint } from '../../geo/ellipsoid.ts'
import { hiddenFrom } from '../../store/records/restriction-records.ts'
import { loadPeople } from '../../store/records/stored-people.ts'
import type { DataFolder } from '../data-folder.ts'
import { type Movement, movementsOf } from '../read-movements.ts'

/** Somebody whose device was in a circle, and only those of their positions that lie in it. */
export interface PresentWearer {
  readonly id: string
  readonly names: readonly string[]
  /** In order of capture; never empty. */
  readonly positions: readonly Movement[]
  /** What they were read through. */
  readonly lawful: readonly LawfulInterval[]
}

/**
 * Whose devices were in a circle in an interval, as far as a trail condition lets them be looked at and no
 * restriction keeps this user from them; in order of id. Whoever is not here may have been there all the same:
 * a silent tag says nothing.
 */
export async function readPlace(
  { records, archive }: Pick<DataFolder, 'records' | 'archive'>,
  username: string,
  place: Place,
  within: Interval,
): Promise<PresentWearer[]> {
  const hidden = await hiddenFrom(records, username)
  const people = await loadPeople(records)
  const intervals = supervisionIntervals(people)
  const lawful = intervals.deviceWearerIds
    .filter((id) => !hidden.has(id))
    .flatMap((id) => intervals.ofWearer(id))
    .filter(({ from, to }) => from < within.to && within.from < to)
  if (lawful.length === 0) return []
  // Its window is closed, and instants are whole milliseconds.
  const window = { from: within.from, to: within.to - 1 }
  const near = movementsOf(await archive.readNear(lawful, [{ ...place, ...window }]))
  const centre = earthPoint(place.latitude, place.longitude)
  const inside = near.filter(
    ({ latitude, longitude }) =>
      distanceMetres(centre, earthPoint(latitude, longitude)) <= place.radiusMetres,
  )
  const names = new Map(people.deviceWearers.map((wearer) => [wearer.id, wearer.names ?? []]))
  const found = new Map<string, Movement[]>()
  for (const movement of inside) {
    const holders = lawful.filter(
      ({ deviceId, from, to }) =>
        deviceId === movement.device && from <= movement.capturedAt && movement.capturedAt < to,
    )
    for (const { deviceWearerId } of holders) {
      const list = found.get(deviceWearerId)
      if (list) list.push(movement)
      else found.set(deviceWearerId, [movement])
    }
  }
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, positions]) => ({
      id,
      names: names.get(id) ?? [],
      positions,
      lawful: intervals.ofWearer(id),
    }))
}
