import type { Interval } from '../domain/interval.ts'
import type { AttendanceTerms, CurfewHours, CurfewTerms } from '../domain/order-terms.ts'
import type { Zone } from '../domain/people.ts'
import { type Weekday, type WeeklyHours, weekdays } from '../domain/weekly-hours.ts'
import type { Habit } from './habits.ts'
import { Random } from './random.ts'
import { DAY, londonDay } from './uk-clock.ts'
import type { Wearer } from './wearers.ts'

/**
 * Hours of a curfew that the town's people mean to keep: they are on their way home by seven in the evening and leave
 * after seven in the morning, a lapse now and then aside.
 */
export function curfewTerms(
  seed: number,
  wearer: Wearer,
  period: Interval,
  released: Interval['from'],
  secondHome: string | undefined,
): CurfewTerms {
  const random = new Random(seed, 'curfew', wearer.number)
  const night = { weekdays, from: '20:00', to: '06:00' }
  return {
    hours: secondHome
      ? [
          { ...night, weekdays: ['sun', 'mon', 'tue', 'wed', 'thu'] },
          { ...night, weekdays: ['fri', 'sat'], zoneIds: [homeOf(wearer), secondHome] },
        ]
      : staggered(random, night, period),
    releaseDay: { date: dateOf(londonDay(released)), from: '20:00', to: '24:00' },
  }
}

/** Some have less to keep from the middle of the period on, and some less at weekends. */
function staggered(random: Random, night: WeeklyHours, period: Interval): CurfewHours[] {
  const way = random.whole(4)
  if (way === 0) {
    const change = londonDay((period.from + period.to) / 2)
    return [
      { ...night, lastDate: dateOf(change - 1) },
      { ...night, from: '21:00', firstDate: dateOf(change) },
    ]
  }
  if (way === 1) {
    return [
      { ...night, weekdays: ['mon', 'tue', 'wed', 'thu', 'sun'] },
      { ...night, weekdays: ['fri', 'sat'], from: '22:00' },
    ]
  }
  return [night]
}

export function homeOf(wearer: Wearer): string {
  return `Z-${wearer.id}-home`
}

/** The weekly appointment that the wearer's habit keeps, most weeks. */
export function attendanceTerms(habit: Habit, zoneId: string): AttendanceTerms {
  const from = Math.floor(habit.startMinute / 15) * 15
  const hours = { weekdays: daysOf(habit.weekdays), from: clock(from), to: clock(from + 60) }
  return { purpose: 'Supervision', zoneId, hours: [hours], graceMinutes: 30, leastMinutes: 10 }
}

/** What keeps somebody out of an area besides where it is; a few may go there for what they must. */
export function exclusionTerms(
  seed: number,
  wearer: Wearer,
): Pick<Zone, 'name' | 'schedule' | 'exceptions'> {
  const random = new Random(seed, 'exclusion', wearer.number)
  const name = random.pick(areas)
  const nights = random.chance(0.3)
  const court = random.chance(0.3)
  return {
    name,
    ...(nights && { schedule: [{ weekdays: ['fri', 'sat'], from: '18:00', to: '04:00' }] }),
    ...(court && {
      exceptions: [{ purpose: 'court', text: 'To attend court, by the shortest way' }],
    }),
  }
}

const areas = [
  'Gull Quay',
  'Kelp Market',
  'Old Ropeworks',
  'Lantern Square',
  'Puffin Arcade',
  'Tidemill Yard',
] as const

/** Of a habit's bits, of which the lowest is Sunday. */
function daysOf(bits: number): Weekday[] {
  return weekdays.filter((_, index) => ((bits >> ((index + 1) % 7)) & 1) === 1)
}

function clock(minutes: number): string {
  const text = (part: number) => String(part).padStart(2, '0')
  return `${text(Math.floor(minutes / 60))}:${text(minutes % 60)}`
}

function dateOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10)
}
