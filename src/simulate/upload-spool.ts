import type { Instant } from '../domain/interval.ts'
import { type Reading, ReportedPositions } from './reported-positions.ts'
import { HOUR, SECOND } from './uk-clock.ts'

/** Positions of one hour's uploads and the rows in order of upload. */
export interface UploadedHour {
  readonly from: Instant
  readonly positions: ReportedPositions
  readonly order: Uint32Array
}

/** Holds each position until the hour of its upload, so that rows come out as they were received. */
export class UploadSpool {
  readonly #hours = new Map<number, ReportedPositions>()
  readonly #spare: ReportedPositions[] = []

  add(
    device: number,
    capturedAt: Instant,
    recordedAt: Instant,
    uploadedAt: Instant,
    reading: Reading,
  ): void {
    const hour = Math.floor(uploadedAt / HOUR)
    let positions = this.#hours.get(hour)
    if (!positions) {
      positions = this.#spare.pop() ?? new ReportedPositions()
      positions.length = 0
      this.#hours.set(hour, positions)
    }
    positions.add(device, capturedAt, recordedAt, uploadedAt, reading)
  }

  /** The hours whose uploads began before `instant`, in order; each is valid until the next. */
  *hoursBefore(instant: Instant): Generator<UploadedHour> {
    const due = [...this.#hours.keys()].filter((hour) => hour * HOUR < instant)
    for (const hour of due.sort((a, b) => a - b)) {
      const positions = this.#hours.get(hour)
      if (!positions) continue
      const from = hour * HOUR
      yield { from, positions, order: orderOfUpload(positions, from) }
      this.#hours.delete(hour)
      this.#spare.push(positions)
    }
  }
}

/** A counting sort by second; rows of the same second stay in the order they were added. */
function orderOfUpload(positions: ReportedPositions, from: Instant): Uint32Array {
  const starts = new Uint32Array(HOUR / SECOND + 1)
  const secondOf = (row: number): number =>
    Math.floor(((positions.uploadedAt[row] ?? 0) - from) / SECOND)
  for (let row = 0; row < positions.length; row++) {
    const next = secondOf(row) + 1
    starts[next] = (starts[next] ?? 0) + 1
  }
  for (let second = 1; second < starts.length; second++) {
    starts[second] = (starts[second] ?? 0) + (starts[second - 1] ?? 0)
  }
  const order = new Uint32Array(positions.length)
  for (let row = 0; row < positions.length; row++) {
    const second = secondOf(row)
    const at = starts[second] ?? 0
    order[at] = row
    starts[second] = at + 1
  }
  return order
}
