import { type LocalDensity, Population } from './population.ts'
import type { Timelines } from './timelines.ts'

/** What was looked up of everybody's whereabouts at a place: sums over all wearers, and no more. */
export interface LookedUp extends LocalDensity {
  /** Degrees x 1e7. */
  readonly latitude: number
  readonly longitude: number
  readonly group: number
}

/** A population that remembers what it was asked. */
export class RememberingPopulation extends Population {
  readonly #lookedUp = new Map<string, LookedUp>()

  override around(latitude: number, longitude: number, group: number): LocalDensity {
    const density = super.around(latitude, longitude, group)
    const place = { latitude, longitude, group }
    this.#lookedUp.set(keyOf(place), { ...place, ...density })
    return density
  }

  /** Each place that was asked for, once. */
  lookedUp(): LookedUp[] {
    return [...this.#lookedUp.values()]
  }
}

/** A population that knows what was looked up of another, and nothing else. */
export class RememberedPopulation extends Population {
  readonly #known: ReadonlyMap<string, LocalDensity>

  constructor(timelines: Timelines, lookedUp: readonly LookedUp[]) {
    super(timelines)
    this.#known = new Map(lookedUp.map((each) => [keyOf(each), each]))
  }

  /** @throws RangeError of a place that was never asked for. */
  override around(latitude: number, longitude: number, group: number): LocalDensity {
    const known = this.#known.get(keyOf({ latitude, longitude, group }))
    if (known) return known
    throw new RangeError(
      'weighing it asks how often others are at a place of which it holds nothing; its knots, scene or parameters are not those it was made with',
    )
  }
}

function keyOf({ latitude, longitude, group }: Pick<LookedUp, 'latitude' | 'longitude' | 'group'>) {
  return `${latitude} ${longitude} ${group}`
}
