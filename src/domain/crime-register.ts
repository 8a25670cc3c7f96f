import type { CrimeChange, CrimeLocation, CrimeStatement, CrimeVersion } from './crime.ts'

/** How far apart the same place may lie when it is sent in the other kind of coordinates. */
const SAME_PLACE_METRES = 1
const METRES_PER_DEGREE = 111_320

/**
 * The crimes known so far, by force and reference, in the order their statements arrived. A
 * statement that changes nothing is a repeat; one that changes something makes a version.
 */
export class CrimeRegister {
  readonly #versions = new Map<string, CrimeVersion[]>()

  /** @param known the newest version of crimes that are known already. */
  constructor(known: Iterable<CrimeVersion> = []) {
    for (const crime of known) this.#versions.set(keyOf(crime), [crime])
  }

  /** The new version, or `undefined` when the statement repeats the newest one. */
  add(statement: CrimeStatement): CrimeVersion | undefined {
    const key = keyOf(statement)
    const versions = this.#versions.get(key)
    const newest = versions?.at(-1)
    if (!versions || !newest) {
      const first: CrimeVersion = { ...statement, version: 1, changes: [] }
      this.#versions.set(key, [first])
      return first
    }
    const changes = changesBetween(newest, statement)
    if (changes.length === 0) return undefined
    const next: CrimeVersion = { ...statement, version: newest.version + 1, changes }
    versions.push(next)
    return next
  }

  /** The newest version of each crime: the only ones that are matched. */
  *newest(): Generator<CrimeVersion> {
    for (const versions of this.#versions.values()) {
      const newest = versions.at(-1)
      if (newest) yield newest
    }
  }
}

function keyOf({ policeForce, crimeReference }: CrimeStatement): string {
  return JSON.stringify([policeForce, crimeReference])
}

/** What the later statement says differently, in the order people read it. */
function changesBetween(before: CrimeStatement, after: CrimeStatement): CrimeChange[] {
  const changes: CrimeChange[] = []
  if (!samePlace(before, after)) changes.push('Crime location')
  if (before.window.from !== after.window.from || before.window.to !== after.window.to) {
    changes.push('Crime window')
  }
  if (before.crimeType !== after.crimeType) changes.push('Crime type')
  if (before.crimeText !== after.crimeText) changes.push('Crime text')
  return changes
}

function samePlace(before: CrimeStatement, after: CrimeStatement): boolean {
  if (before.location.kind === after.location.kind)
    return sameAsSent(before.location, after.location)
  const north = (after.latitude - before.latitude) * METRES_PER_DEGREE
  const east =
    (after.longitude - before.longitude) *
    METRES_PER_DEGREE *
    Math.cos((before.latitude * Math.PI) / 180)
  return Math.hypot(north, east) <= SAME_PLACE_METRES
}

function sameAsSent(before: CrimeLocation, after: CrimeLocation): boolean {
  if (before.kind === 'degrees' && after.kind === 'degrees') {
    return before.latitude === after.latitude && before.longitude === after.longitude
  }
  if (before.kind === 'grid' && after.kind === 'grid') {
    return before.easting === after.easting && before.northing === after.northing
  }
  return false
}
