import type { CheckedPosition } from './checked-report.ts'

const GENERATION = 200_000

/**
 * Which positions were taken lately, by identity: what a device sends again because an answer was lost is known for
 * minutes, not for ever. The archive counts everything once whatever this has forgotten.
 */
export class RecentPositions {
  #newer = new Set<string>()
  #older = new Set<string>()

  has(identity: string): boolean {
    return this.#newer.has(identity) || this.#older.has(identity)
  }

  add(identity: string): void {
    this.#newer.add(identity)
    if (this.#newer.size < GENERATION) return
    this.#older = this.#newer
    this.#newer = new Set()
  }
}

/** What makes two positions one: device, instant, place and mechanism. The id comes last, for it may hold anything. */
export function identityOf(deviceId: string, position: CheckedPosition): string {
  const { capturedAt, latitude, longitude, mechanism } = position
  return `${capturedAt},${latitude},${longitude},${mechanism.length},${mechanism},${deviceId}`
}
