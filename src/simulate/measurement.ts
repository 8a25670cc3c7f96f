import { latitudeOf, longitudeOf } from './plane.ts'
import type { Random } from './random.ts'
import { GPS, LBS, type Reading, RF, WIFI } from './reported-positions.ts'
import { defaultTownStyle, type TownStyle } from './town-style.ts'

/** Standard deviation of a satellite fix, east and north, in metres, by surroundings. */
const SIGMA_METRES = [2.6, 4.5, 13, 8, 14, 0]
/** How often no satellite fix is had, by surroundings. */
const NO_FIX = [0.002, 0.004, 0.025, 0.015, 0.1, 1]
/** How often a reflected signal throws the fix for some minutes, by surroundings. */
const REFLECTION = [0.0003, 0.001, 0.012, 0.002, 0.006, 0]
const TYPICAL_HDOP = [0.9, 1.1, 2.1, 1.5, 2.4, 0]
const TYPICAL_SATELLITES = [12, 10, 7, 8, 6, 0]

const WIFI_SIGMA_METRES = 38
const WIFI_QUOTED_METRES = 34
const HOME_UNIT_METRES = 30

/** How much of the last minute's error is left after a minute at rest, and on the move. */
const MEMORY_AT_REST = 0.92
const MEMORY_ON_THE_MOVE = 0.65
const CELL_MEMORY = 0.95

/** One innovation in thirty is four times as large; the divisor brings the variance back to 1. */
const TAIL_CHANCE = 1 / 30
const TAIL = 4
const TAIL_DIVISOR = Math.sqrt(1 + TAIL_CHANCE * (TAIL * TAIL - 1))

/** How a person moves at the instant of a position. */
export interface Motion {
  readonly metresPerSecond: number
  readonly headingDegrees: number
}

/**
 * What one tag measures. Errors are remembered from one position to the next, have heavy tails,
 * and grow with what stands around; the result of each measurement is in the fields.
 */
export class Receiver implements Reading {
  latitude = 0
  longitude = 0
  accuracyMetres = -1
  mechanism = GPS
  speedKmh = -1
  headingDegrees = -1
  hdopTenths = -1
  satellites = -1

  readonly #random: Random
  readonly #style: TownStyle
  #eastError: number
  #northError: number
  /** By how much a reflected signal enlarges the error just now. */
  #reflection = 1
  #cellEast = 0
  #cellNorth = 0
  #cellSigma = 0

  constructor(random: Random, style: TownStyle = defaultTownStyle) {
    this.#random = random
    this.#style = style
    this.#eastError = random.gaussian()
    this.#northError = random.gaussian()
  }

  hearsSatellites(sky: number): boolean {
    return !this.#random.chance(NO_FIX[sky] ?? 1)
  }

  measureBySatellite(x: number, y: number, sky: number, motion: Motion): void {
    const random = this.#random
    const moving = motion.metresPerSecond > 0.3
    const memory = moving ? MEMORY_ON_THE_MOVE : MEMORY_AT_REST
    const fresh = Math.sqrt(1 - memory * memory)
    const shock = (random.chance(TAIL_CHANCE) ? TAIL : 1) / TAIL_DIVISOR
    this.#eastError = memory * this.#eastError + fresh * shock * random.gaussian()
    this.#northError = memory * this.#northError + fresh * shock * random.gaussian()
    this.#reflection = 1 + 0.75 * (this.#reflection - 1)
    if (random.chance(REFLECTION[sky] ?? 0)) this.#reflection = random.between(2, 9)
    this.#cellSigma = 0

    const { errorScale, quotedBySatellite } = this.#style
    const sigma = errorScale * (SIGMA_METRES[sky] ?? 0)
    this.#place(
      x + sigma * this.#reflection * this.#eastError,
      y + sigma * this.#reflection * this.#northError,
    )
    const quality = Math.exp(0.28 * random.gaussian())
    const quoted = quotedBySatellite * sigma * quality * Math.sqrt(this.#reflection)
    this.accuracyMetres = Math.max(2, Math.round(quoted))
    this.mechanism = GPS
    this.hdopTenths = Math.max(6, Math.round(10 * (TYPICAL_HDOP[sky] ?? 1) * quality))
    this.satellites = Math.max(4, Math.round((TYPICAL_SATELLITES[sky] ?? 8) / quality))
    this.#describe(motion, moving)
  }

  /** Cells are hundreds of metres to kilometres wide; while a person stays, the error does too. */
  measureByCell(x: number, y: number): void {
    const random = this.#random
    if (this.#cellSigma === 0) {
      this.#cellSigma = random.lognormal(this.#style.cellMetres, 0.6)
      this.#cellEast = random.gaussian()
      this.#cellNorth = random.gaussian()
    }
    const fresh = Math.sqrt(1 - CELL_MEMORY * CELL_MEMORY)
    this.#cellEast = CELL_MEMORY * this.#cellEast + fresh * random.gaussian()
    this.#cellNorth = CELL_MEMORY * this.#cellNorth + fresh * random.gaussian()
    this.#place(x + this.#cellSigma * this.#cellEast, y + this.#cellSigma * this.#cellNorth)
    const quoted = this.#style.quotedByCell * this.#cellSigma * Math.exp(0.25 * random.gaussian())
    this.accuracyMetres = 10 * Math.max(10, Math.round(quoted / 10))
    this.#withoutSatellites(LBS)
  }

  measureByWifi(x: number, y: number): void {
    const random = this.#random
    const sigma = WIFI_SIGMA_METRES * (random.chance(0.05) ? 4 : 1)
    this.#place(x + sigma * random.gaussian(), y + sigma * random.gaussian())
    this.accuracyMetres = Math.round(WIFI_QUOTED_METRES * Math.exp(0.3 * random.gaussian()))
    this.#withoutSatellites(WIFI)
  }

  /** A home unit hears the tag: the position is the unit's own. */
  measureByHomeUnit(x: number, y: number): void {
    this.#place(x, y)
    this.accuracyMetres = HOME_UNIT_METRES
    this.#withoutSatellites(RF)
  }

  #place(x: number, y: number): void {
    this.latitude = Math.round(latitudeOf(y) * 1e7)
    this.longitude = Math.round(longitudeOf(x) * 1e7)
  }

  #describe(motion: Motion, moving: boolean): void {
    const random = this.#random
    if (moving) {
      const speed = 3.6 * motion.metresPerSecond + 1.1 * random.gaussian()
      const heading = motion.headingDegrees + 7 * random.gaussian()
      this.speedKmh = Math.max(0, Math.round(speed))
      this.headingDegrees = (Math.round(heading) + 720) % 360
    } else {
      this.speedKmh = random.chance(0.12) ? 1 : 0
      this.headingDegrees = -1
    }
  }

  #withoutSatellites(mechanism: number): void {
    this.mechanism = mechanism
    this.speedKmh = -1
    this.headingDegrees = -1
    this.hdopTenths = -1
    this.satellites = -1
  }
}
