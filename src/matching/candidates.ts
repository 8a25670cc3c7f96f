import type { CrimeVersion } from '../domain/crime.ts'
import { type ClosedWindow, touches } from '../domain/interval.ts'
import { type LawfulIntervals, wearersAt } from '../domain/lawful-intervals.ts'
import { DEGREES_PER_UNIT } from '../domain/position-columns.ts'
import { distanceMetres, earthPoint } from '../geo/ellipsoid.ts'
import type { ArrangedPositions } from './arrange-positions.ts'
import type { MatchingParameters } from './parameters.ts'
import { PositionIndex } from './position-index.ts'
import { paddedWindow } from './proximity.ts'

/** Which pairs of crime and wearer to tell of: in radius, near, or all who could lawfully be compared. */
export type PairsMode = 'radius' | 'near' | 'all'

/** Finds whom to compare with a crime. */
export class Candidates {
  readonly #arranged: ArrangedPositions
  readonly #lawful: LawfulIntervals
  readonly #parameters: MatchingParameters
  readonly #index: PositionIndex

  /** @param index of the same positions, where there is one already. */
  constructor(
    arranged: ArrangedPositions,
    lawful: LawfulIntervals,
    parameters: MatchingParameters,
    index: PositionIndex = new PositionIndex(arranged.positions),
  ) {
    this.#arranged = arranged
    this.#lawful = lawful
    this.#parameters = parameters
    this.#index = index
  }

  /** The wearers whose pairs with a crime are to be told, each once, in any order. */
  of(crime: CrimeVersion, mode: PairsMode): Iterable<string> {
    const window = paddedWindow(crime.window, this.#parameters.padMinutes)
    if (mode === 'all') {
      return this.#lawful.deviceWearerIds.filter((id) =>
        this.#lawful.ofWearer(id).some((interval) => touches(interval, window)),
      )
    }
    const { within, when } = gateOf(mode, window, this.#parameters)
    const { positions } = this.#arranged
    const point = earthPoint(crime.latitude, crime.longitude)
    const wearers = new Set<string>()
    const circle = { latitude: crime.latitude, longitude: crime.longitude, radiusMetres: within }
    this.#index.candidates(circle, when, (row) => {
      const deviceId = positions.deviceIds[positions.device[row]!] ?? ''
      const here = wearersAt(this.#lawful.ofDevice(deviceId), positions.capturedAt[row]!)
      if (here.every((id) => wearers.has(id))) return
      const latitude = positions.latitude[row]! * DEGREES_PER_UNIT
      const longitude = positions.longitude[row]! * DEGREES_PER_UNIT
      if (distanceMetres(earthPoint(latitude, longitude), point) > within) return
      for (const id of here) wearers.add(id)
    })
    return wearers
  }
}

/** How near, and when, a position brings its wearer into a crime's pairs. */
export function gateOf(
  mode: Exclude<PairsMode, 'all'>,
  window: ClosedWindow,
  parameters: MatchingParameters,
): { readonly within: number; readonly when: ClosedWindow } {
  const { radiusMetres, nearMetres } = parameters
  if (mode === 'radius') return { within: radiusMetres, when: window }
  return { within: Math.max(radiusMetres, nearMetres), when: bridgedWindow(window, parameters) }
}

/** The window and the bridge's length either side: what decides how a window begins and ends. */
export function bridgedWindow(window: ClosedWindow, parameters: MatchingParameters): ClosedWindow {
  const bridge = parameters.evidence.bridgeMinutes * 60_000
  return { from: window.from - bridge, to: window.to + bridge }
}
