import type { CrimeType } from '../../domain/crime-types.ts'
import type { Random } from '../../simulate/random.ts'

interface CrimeHabit {
  readonly type: CrimeType
  readonly weight: number
  /** Minutes at the scene. */
  readonly shortest: number
  readonly longest: number
  /** How much likelier than others to have a window of hours: nobody was there to see. */
  readonly unseen: number
  /** How often it is done under a roof. */
  readonly indoors: number
}

const habits: readonly CrimeHabit[] = [
  { type: 'RB', weight: 0.15, shortest: 0.5, longest: 4, unseen: 0.1, indoors: 0.1 },
  { type: 'BIAD', weight: 0.25, shortest: 2, longest: 12, unseen: 1.5, indoors: 0.7 },
  { type: 'AB', weight: 0.02, shortest: 2, longest: 12, unseen: 0.2, indoors: 0.9 },
  { type: 'BOTD', weight: 0.13, shortest: 2, longest: 12, unseen: 2, indoors: 0.7 },
  { type: 'TOMV', weight: 0.12, shortest: 1, longest: 5, unseen: 1.5, indoors: 0 },
  { type: 'TFP', weight: 0.13, shortest: 0.5, longest: 3, unseen: 0.3, indoors: 0.2 },
  { type: 'TFMV', weight: 0.2, shortest: 0.5, longest: 6, unseen: 2, indoors: 0 },
]

/** Weights of the hours of a day; nothing begins after 23:00, so that it is over by midnight. */
const HOURS = [5, 5, 4, 3, 2, 1, 1, 2, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 8, 7]

/** Minutes since midnight at which somebody may set out to offend. */
export function offenceMinute(random: Random): number {
  return 60 * (random.weighted(HOURS) + random.uniform())
}

export function pickCrimeType(random: Random): CrimeType {
  return habits[random.weighted(habits.map((habit) => habit.weight))]?.type ?? 'BIAD'
}

export function minutesAtScene(type: CrimeType, random: Random): number {
  const { shortest, longest } = habitOf(type)
  return random.between(shortest, longest)
}

export function unseenness(type: CrimeType): number {
  return habitOf(type).unseen
}

export function isIndoors(type: CrimeType, random: Random): boolean {
  return random.chance(habitOf(type).indoors)
}

function habitOf(type: CrimeType): CrimeHabit {
  const habit = habits.find((each) => each.type === type)
  if (habit === undefined) throw new RangeError(`No habit of crime type ${type}`)
  return habit
}
