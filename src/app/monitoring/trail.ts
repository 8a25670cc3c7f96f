import type { Instant, Interval } from '../../domain/interval.ts'
import { DEGREES_PER_UNIT } from '../../domain/position-columns.ts'
import type { Observation } from '../../monitoring/finding.ts'

/**
 * Of positions of one stretch of so many milliseconds the one with the smallest circle is looked at: a tag that
 * reports every second says hardly more than one that reports three times a minute, and takes no more memory.
 */
const SLOT_MS = 20_000
/** Positions more that a trail that is full makes room for. */
const ROOM = 32

/** As many as numbers of a column can name; of more, what they are is not told. */
const MOST_MECHANISMS = 65_535
/** Mechanisms by number: there are a handful, everywhere, and devices may say whatever they like. */
const mechanisms: string[] = ['']
const mechanismNumbers = new Map([['', 0]])

/**
 * A wearer's positions in order of time, 26 bytes each. Which are kept depends on what was added, and on no order or
 * repetition of it.
 */
export class Trail {
  #capturedAt = new Float64Array(ROOM)
  #latitude = new Int32Array(ROOM)
  #longitude = new Int32Array(ROOM)
  #accuracy = new Float32Array(ROOM)
  #mechanism = new Uint16Array(ROOM)
  #length = 0

  get length(): number {
    return this.#length
  }

  get newest(): Instant | undefined {
    return this.#capturedAt[this.#length - 1]
  }

  add({ capturedAt, latitude, longitude, accuracyMetres, mechanism }: Observation): void {
    const units = (degrees: number) => Math.round(degrees / DEGREES_PER_UNIT)
    this.addUnits(
      capturedAt,
      units(latitude),
      units(longitude),
      accuracyMetres ?? Number.NaN,
      mechanism,
    )
  }

  /** @param latitude, longitude degrees x 1e7. @param accuracy metres, NaN where none was given. */
  addUnits(
    capturedAt: Instant,
    latitude: number,
    longitude: number,
    accuracy: number,
    mechanism: string,
  ): void {
    const slot = Math.floor(capturedAt / SLOT_MS)
    const row = this.#firstNotBefore(slot * SLOT_MS)
    const there = this.#capturedAt[row] ?? Number.NaN
    if (row === this.#length || Math.floor(there / SLOT_MS) !== slot) this.#makeRoom(row)
    else if (!this.#isBetter(row, capturedAt, latitude, longitude, accuracy, mechanism)) return
    this.#capturedAt[row] = capturedAt
    this.#latitude[row] = latitude
    this.#longitude[row] = longitude
    this.#accuracy[row] = accuracy
    this.#mechanism[row] = mechanismNumber(mechanism)
  }

  /** What was captured in an interval, in order. */
  within({ from, to }: Interval): Observation[] {
    const found: Observation[] = []
    const end = this.#firstNotBefore(to)
    for (let row = this.#firstNotBefore(from); row < end; row++) {
      const accuracy = this.#accuracy[row] ?? Number.NaN
      found.push({
        capturedAt: this.#capturedAt[row] ?? 0,
        latitude: degrees(this.#latitude[row]),
        longitude: degrees(this.#longitude[row]),
        accuracyMetres: Number.isNaN(accuracy) ? undefined : Math.round(accuracy * 100) / 100,
        mechanism: mechanisms[this.#mechanism[row] ?? -1] ?? '',
      })
    }
    return found
  }

  /** Forgets what was captured before an instant. */
  dropBefore(instant: Instant): void {
    const first = this.#firstNotBefore(instant)
    if (first === 0) return
    for (const column of this.#columns()) column.copyWithin(0, first, this.#length)
    this.#length -= first
  }

  /** The smaller circle, then the earlier, then by place and mechanism: an order that arrival does not change. */
  #isBetter(
    row: number,
    capturedAt: Instant,
    latitude: number,
    longitude: number,
    accuracy: number,
    mechanism: string,
  ): boolean {
    const circle = (metres: number) => (Number.isNaN(metres) ? Infinity : Math.fround(metres))
    const one = [circle(accuracy), capturedAt, latitude, longitude]
    const other = [
      circle(this.#accuracy[row] ?? Number.NaN),
      this.#capturedAt[row] ?? 0,
      this.#latitude[row] ?? 0,
      this.#longitude[row] ?? 0,
    ]
    const differing = one.findIndex((value, index) => value !== other[index])
    if (differing >= 0) return (one[differing] ?? 0) < (other[differing] ?? 0)
    return mechanism < (mechanisms[this.#mechanism[row] ?? -1] ?? '')
  }

  #firstNotBefore(instant: Instant): number {
    // Nearly always what comes is the newest.
    const last = this.#capturedAt[this.#length - 1] ?? -Infinity
    if (this.#length === 0 || last < instant) return this.#length
    let low = 0
    let high = this.#length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#capturedAt[middle] ?? 0) < instant) low = middle + 1
      else high = middle
    }
    return low
  }

  #makeRoom(row: number): void {
    if (this.#length === this.#capturedAt.length) this.#grow()
    if (row < this.#length) {
      for (const column of this.#columns()) column.copyWithin(row + 1, row, this.#length)
    }
    this.#length += 1
  }

  #grow(): void {
    const capacity = Math.ceil(this.#length * 1.5) + ROOM
    this.#capturedAt = copied(this.#capturedAt, new Float64Array(capacity))
    this.#latitude = copied(this.#latitude, new Int32Array(capacity))
    this.#longitude = copied(this.#longitude, new Int32Array(capacity))
    this.#accuracy = copied(this.#accuracy, new Float32Array(capacity))
    this.#mechanism = copied(this.#mechanism, new Uint16Array(capacity))
  }

  #columns() {
    return [
      this.#capturedAt,
      this.#latitude,
      this.#longitude,
      this.#accuracy,
      this.#mechanism,
    ] as const
  }
}

function mechanismNumber(mechanism: string): number {
  const known = mechanismNumbers.get(mechanism)
  if (known !== undefined) return known
  if (mechanisms.length > MOST_MECHANISMS) return 0
  const number = mechanisms.push(mechanism) - 1
  mechanismNumbers.set(mechanism, number)
  return number
}

/** As they were read: seven decimals, no error of the multiplication. */
function degrees(units = 0): number {
  return Math.round(units) / 1e7
}

function copied<T extends { set(source: T): void }>(from: T, to: T): T {
  to.set(from)
  return to
}
