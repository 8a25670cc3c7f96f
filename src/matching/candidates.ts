import type { CrimeVersion } from '../domain/crime.ts'
import { type ClosedWindow, touches } from '../domain/interval.ts'
import type { LawfulInterval, LawfulIntervals } from '../domain/lawful-intervals.ts'
import type { ArrangedPositions } from './arrange-positions.ts'
import { SECOND } from './index-positions.ts'
import type { MatchingParameters } from './parameters.ts'
import { PositionIndex } from './position-index.ts'
import { paddedWindow } from './proximity.ts'

/** Which pairs of crime and wearer to tell of: in radius, near, or all who could lawfully be compared. */
export type PairsMode = 'radius' | 'near' | 'all'

/** Finds whom to compare with a crime. */
export class Candidates {
  readonly #lawful: LawfulIntervals
  readonly #parameters: MatchingParameters
  readonly #index: PositionIndex
  /** Of each device, by number. */
  readonly #intervals: readonly (readonly LawfulInterval[])[]

  /** @param index of the same positions, where there is one already. */
  constructor(
    arranged: ArrangedPositions,
    lawful: LawfulIntervals,
    parameters: MatchingParameters,
    index: PositionIndex = new PositionIndex(arranged.positions),
  ) {
    this.#lawful = lawful
    this.#parameters = parameters
    this.#index = index
    this.#intervals = arranged.positions.deviceIds.map((id) => lawful.ofDevice(id))
  }

  /** The wearers whose pairs with a crime are to be told, each once, in any order. */
  of(crime: CrimeVersion, mode: PairsMode): Iterable<string> {
    const window = paddedWindow(crime.window, this.#parameters.padMinutes)
    const comparable = (id: string): boolean =>
      this.#lawful.ofWearer(id).some((interval) => touches(interval, window))
    if (mode === 'all') return this.#lawful.deviceWearerIds.filter(comparable)
    const { within, when } = gateOf(mode, window, this.#parameters)
    const wearers = new Set<string>()
    const circle = { latitude: crime.latitude, longitude: crime.longitude, radiusMetres: within }
    this.#index.within(circle, when, (device, second, entry) => {
      for (const { from, to, deviceWearerId } of this.#intervals[device]!) {
        if (from >= second + SECOND) return
        const isDivided = from > second || (to > second && to < second + SECOND)
        const capturedAt = isDivided ? this.#index.capturedAt(entry) : second
        if (from <= capturedAt && capturedAt < to) wearers.add(deviceWearerId)
      }
    })
    // A lawful position just outside the window makes nobody comparable in it.
    return mode === 'near' ? [...wearers].filter(comparable) : wearers
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
