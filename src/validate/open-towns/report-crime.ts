import type { CrimeVersion } from '../../domain/crime.ts'
import type { CrimeType } from '../../domain/crime-types.ts'
import type { ClosedWindow, Instant } from '../../domain/interval.ts'
import type { Random } from '../../simulate/random.ts'
import { unseenness } from './crime-habits.ts'
import type { OpenTownHabits } from './open-town-habits.ts'
import { latitudeOf, longitudeOf, type Point } from './plain.ts'

/** What truly happened, whoever did it. */
export interface TrueCrime {
  readonly crimeType: CrimeType
  readonly occurredAt: Instant
  readonly scene: Point
}

const MINUTE = 60_000
/** Standard deviation, each axis, in metres: the right door, the street, the postcode, the area. */
const PLACE_METRES = [5, 30, 110, 220]
/** Lengths of windows in minutes, shortest and longest. */
const WINDOW_MINUTES = [
  [0, 0],
  [2, 20],
  [30, 240],
  [240, 720],
] as const

/** How a force would report it: somewhere about the scene, in a window that holds the truth. */
export function reportCrime(
  crime: TrueCrime,
  number: number,
  habits: OpenTownHabits,
  random: Random,
): CrimeVersion {
  const sigma = PLACE_METRES[random.weighted(habits.placeErrors)] ?? 0
  const place = {
    x: crime.scene.x + sigma * random.gaussian(),
    y: crime.scene.y + sigma * random.gaussian(),
  }
  const latitude = Math.round(latitudeOf(place) * 1e7) / 1e7
  const longitude = Math.round(longitudeOf(place) * 1e7) / 1e7
  return {
    policeForce: 'NorthWales',
    crimeReference: `OPEN${String(number).padStart(5, '0')}`,
    crimeType: crime.crimeType,
    window: windowAbout(crime, habits, random),
    location: { kind: 'degrees', latitude, longitude },
    latitude,
    longitude,
    crimeText: '',
    batchId: `NWL${new Date(crime.occurredAt).toISOString().slice(0, 10).replaceAll('-', '')}`,
    version: 1,
    changes: [],
  }
}

function windowAbout(crime: TrueCrime, habits: OpenTownHabits, random: Random): ClosedWindow {
  const [instant, minutes, hours, long] = habits.windows
  const unseen = unseenness(crime.crimeType)
  const kind = random.weighted([instant, minutes, hours * unseen, long * unseen])
  const [shortest, longest] = WINDOW_MINUTES[kind] ?? WINDOW_MINUTES[0]
  if (longest === 0) return { from: crime.occurredAt, to: crime.occurredAt }
  const lengthMs = random.between(shortest, longest) * MINUTE
  const from = crime.occurredAt - random.uniform() * lengthMs
  return {
    from: Math.floor(from / MINUTE) * MINUTE,
    to: Math.ceil((from + lengthMs) / MINUTE) * MINUTE,
  }
}
