import type { Instant } from '../../domain/interval.ts'
import type { PositionColumnsBuilder } from '../../domain/position-columns.ts'
import type { Random } from '../../simulate/random.ts'
import type { Itinerary } from './itinerary.ts'
import type { Setting } from './open-town-habits.ts'
import { latitudeOf, longitudeOf } from './plain.ts'
import { inCanyon, type Settlement } from './settlement.ts'
import type { Said, Tag } from './tag.ts'

export const openTownMechanisms = ['GPS', 'LBS', 'WIFI'] as const
const [GPS, LBS, WIFI] = [0, 1, 2]

const MINUTE = 60_000
/** How often a minute begins a silence, and how often satellites are not heard. */
const SILENCE: Readonly<Record<Setting, number>> = { open: 0.0004, canyon: 0.001, indoors: 0.0025 }
const UNHEARD: Readonly<Record<Setting, number>> = { open: 0.005, canyon: 0.05, indoors: 0.15 }
const LONGEST_SILENCE_MINUTES = 360

/** How a tag reports. */
export interface Reporting {
  readonly device: number
  readonly tag: Tag
  readonly mostlyLbs: boolean
  /** Multiplies how often it falls silent. */
  readonly silences: number
}

/** Writes down what a tag says of an itinerary: positions a minute apart, fewer by cell. */
export function recordTrail(
  into: PositionColumnsBuilder,
  itinerary: Itinerary,
  start: Instant,
  end: Instant,
  { device, tag, mostlyLbs, silences }: Reporting,
  settlement: Settlement,
  random: Random,
): void {
  const { at, x, y, indoors } = itinerary
  let corner = 0
  let lastAsked = start
  let now = start + 1000 * random.whole(60)
  for (; now < end; now += (mostlyLbs ? random.between(3, 10) : 1) * MINUTE) {
    while (corner + 1 < at.length && (at[corner + 1] ?? 0) <= now) corner += 1
    const next = Math.min(corner + 1, at.length - 1)
    const [from, to] = [at[corner] ?? 0, at[next] ?? 0]
    const share = to > from ? Math.max(0, now - from) / (to - from) : 0
    const [fromX, fromY] = [x[corner] ?? 0, y[corner] ?? 0]
    const [alongX, alongY] = [(x[next] ?? 0) - fromX, (y[next] ?? 0) - fromY]
    const here = { x: fromX + share * alongX, y: fromY + share * alongY }
    const moving = alongX !== 0 || alongY !== 0
    const setting = settingOf(indoors[corner] === 1, inCanyon(settlement, here))

    const say = (said: Said, mechanism: number): void => {
      const latitude = Math.round(latitudeOf(said) * 1e7)
      const longitude = Math.round(longitudeOf(said) * 1e7)
      const radiusMetres = Math.max(1, Math.round(said.radiusMetres))
      into.add(device, Math.floor(now / 1000) * 1000, latitude, longitude, radiusMetres, mechanism)
    }
    const minutes = (now - lastAsked) / MINUTE
    lastAsked = now
    const heard = mostlyLbs
      ? setting === 'open' && random.chance(0.2)
      : !random.chance(UNHEARD[setting])
    if (heard) say(tag.bySatellite(here, setting, moving, minutes), GPS)
    else if (setting === 'indoors' && !mostlyLbs && random.chance(0.5)) say(tag.byWifi(here), WIFI)
    else if (mostlyLbs || random.chance(0.2)) say(tag.byCell(here, minutes), LBS)

    if (random.chance(silences * SILENCE[setting])) {
      now += Math.min(LONGEST_SILENCE_MINUTES, random.lognormal(9, 1.1)) * MINUTE
    }
  }
}

function settingOf(inside: boolean, canyon: boolean): Setting {
  if (inside) return 'indoors'
  return canyon ? 'canyon' : 'open'
}
