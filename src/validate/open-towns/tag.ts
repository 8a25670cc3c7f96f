import type { Random } from '../../simulate/random.ts'
import { circleFactor, QUOTE_SPREAD, REFLECTED, REFLECTED_SHARE } from './circle-factor.ts'
import type { OpenTownHabits, Setting } from './open-town-habits.ts'
import { metresBetween, nearestOf, type Point } from './plain.ts'

/** What a tag says: metres east and north, and the quoted radius. */
export interface Said extends Point {
  readonly radiusMetres: number
}

/** Standard deviation of a satellite error, each axis, in metres. */
const GPS_METRES: Readonly<Record<Setting, number>> = { open: 4, canyon: 16, indoors: 10 }
const WIFI_METRES = 35
const MOVING_MEMORY_MINUTES = 1.5
const CELL_MEMORY_MINUTES = 25
/** A cell is heard this far; then it is another. */
const CELL_METRES = 900
/** Reflections last some four minutes. */
const REFLECTION_ENDS = 0.24
const REFLECTION_BEGINS = (REFLECTION_ENDS * REFLECTED_SHARE) / (1 - REFLECTED_SHARE)

/** An error of two axes, normal with deviation 1, that is forgotten little by little. */
class Wander {
  readonly #random: Random
  east: number
  north: number

  constructor(random: Random) {
    this.#random = random
    this.east = random.gaussian()
    this.north = random.gaussian()
  }

  pass(minutes: number, memoryMinutes: number): void {
    const kept = Math.exp(-minutes / memoryMinutes)
    const fresh = Math.sqrt(1 - kept * kept)
    this.east = kept * this.east + fresh * this.#random.gaussian()
    this.north = kept * this.north + fresh * this.#random.gaussian()
  }
}

/** How one tag errs, and how sure of itself it is. */
export class Tag {
  readonly #random: Random
  readonly #habits: OpenTownHabits
  readonly #masts: readonly Point[]
  readonly #gpsFactor: Readonly<Record<Setting, number>>
  readonly #wifiFactor: number
  readonly #lbsFactor: number
  readonly #quality: number
  readonly #satellites: Wander
  readonly #cell: Wander
  #reflected: boolean
  #cellHeardAt: Point = { x: Number.POSITIVE_INFINITY, y: 0 }
  #cellMetres = 0

  constructor(habits: OpenTownHabits, masts: readonly Point[], random: Random) {
    this.#random = random
    this.#habits = habits
    this.#masts = masts
    const { open, canyon, indoors } = habits.gpsCircleHolds
    this.#gpsFactor = {
      open: circleFactor(open, REFLECTED_SHARE),
      canyon: circleFactor(canyon, REFLECTED_SHARE),
      indoors: circleFactor(indoors, REFLECTED_SHARE),
    }
    this.#wifiFactor = circleFactor(habits.wifiCircleHolds, 0)
    this.#lbsFactor = circleFactor(habits.lbsCircleHolds, 0)
    this.#quality = habits.errorScale * random.lognormal(1, 0.2)
    this.#satellites = new Wander(random)
    this.#cell = new Wander(random)
    this.#reflected = random.chance(REFLECTED_SHARE)
  }

  /** @param minutes since the last time this was asked. */
  bySatellite(at: Point, setting: Setting, moving: boolean, minutes: number): Said {
    const memory = moving ? MOVING_MEMORY_MINUTES : this.#habits.errorMemoryMinutes
    this.#satellites.pass(minutes, memory)
    const turns = this.#random.chance(this.#reflected ? REFLECTION_ENDS : REFLECTION_BEGINS)
    if (turns) this.#reflected = !this.#reflected
    const sigma = this.#quality * GPS_METRES[setting]
    const error = this.#reflected ? REFLECTED * sigma : sigma
    return {
      x: at.x + error * this.#satellites.east,
      y: at.y + error * this.#satellites.north,
      radiusMetres: this.#gpsFactor[setting] * this.#spread() * sigma,
    }
  }

  byWifi(at: Point): Said {
    return {
      x: at.x + WIFI_METRES * this.#random.gaussian(),
      y: at.y + WIFI_METRES * this.#random.gaussian(),
      radiusMetres: this.#wifiFactor * this.#spread() * WIFI_METRES,
    }
  }

  /** A cell is hundreds of metres off, and stays as it is while its wearer stays. */
  byCell(at: Point, minutes: number): Said {
    if (metresBetween(at, this.#cellHeardAt) > CELL_METRES || this.#random.chance(0.02)) {
      this.#cellHeardAt = at
      this.#cellMetres = 300 * (1600 / 300) ** this.#random.uniform()
    }
    if (this.#habits.masts) return this.#mastOf(this.#cellHeardAt)
    this.#cell.pass(minutes, CELL_MEMORY_MINUTES)
    // The drawn size is the root mean square over both axes.
    const sigma = this.#cellMetres / Math.SQRT2
    return {
      x: at.x + sigma * this.#cell.east,
      y: at.y + sigma * this.#cell.north,
      radiusMetres: this.#lbsFactor * this.#spread() * sigma,
    }
  }

  /** The mast itself, with the radius of its cell: the same each time, however wrong. */
  #mastOf(heardAt: Point): Said {
    const mast = nearestOf(this.#masts, heardAt)
    return { x: mast.x, y: mast.y, radiusMetres: 500 * this.#lbsFactor }
  }

  #spread(): number {
    return Math.exp(QUOTE_SPREAD * this.#random.gaussian())
  }
}
