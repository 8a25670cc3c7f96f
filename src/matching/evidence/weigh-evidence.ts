import type { CrimeVersion } from '../../domain/crime.ts'
import type { EvidenceSummary } from '../../domain/evidence-summary.ts'
import type { ClosedWindow, Instant } from '../../domain/interval.ts'
import type { LawfulIntervals } from '../../domain/lawful-intervals.ts'
import type { ArrangedPositions } from '../arrange-positions.ts'
import { lowerBound } from '../lower-bound.ts'
import { calibrated } from './calibration.ts'
import { coincidenceOf } from './coincidence.ts'
import { windowCoverage } from './coverage.ts'
import { OwnHistory } from './own-history.ts'
import type { EvidenceParameters } from './parameters.ts'
import { Population, type PopulationParts } from './population.ts'
import type { CircleError } from './position-error.ts'
import { presenceRatios } from './presence.ts'
import type { PresenceRatios } from './presence-ratios.ts'
import { reachOf } from './reach.ts'
import { ScenePlace } from './scene.ts'
import { SeenTrail } from './seen-trail.ts'
import { type Timelines, TimelinesBuilder } from './timelines.ts'
import { type AbsenceRefusal, absenceRefusal, verdictOf } from './verdict.ts'
import {
  type ComponentWeights,
  fitComponentWeights,
  WhereaboutsModel,
} from './whereabouts-model.ts'

/** An {@link EvidenceSummary} with what lies behind its verdict. */
export interface Evidence extends EvidenceSummary {
  /** Whether, at top speed between any two positions, the scene could have been reached at all. */
  readonly reachable: boolean
  /** What stood first against saying absence; absent where nothing did, or without data. */
  readonly refusal?: AbsenceRefusal | undefined
  /** How near the bridged trail or any position came, errors not taken off; absent without data. */
  readonly approachMetres?: number
  /** The sums that calibration made the ratios of; absent without data. */
  readonly ratios?: PresenceRatios
}

/**
 * Weighs evidence over one set of trails. What it learns of them (how wrong circles are, where people
 * stop and pass) it learns once, and any number of crimes are weighed against it.
 */
export class EvidenceEngine {
  readonly timelines: Timelines
  readonly componentWeights: ComponentWeights
  readonly #parameters: EvidenceParameters
  readonly #history: OwnHistory
  readonly #model: WhereaboutsModel
  readonly #trail: SeenTrail
  readonly #wearers: ReadonlyMap<string, number>
  readonly #scenes = new WeakMap<Scene, ScenePlace>()

  /** @param known what need not be learned again. */
  constructor(timelines: Timelines, parameters: EvidenceParameters, known: Known = {}) {
    this.timelines = timelines
    this.#parameters = parameters
    const history =
      known.history ??
      new OwnHistory(
        timelines,
        known.population ?? new Population(timelines),
        parameters.historyDays,
        known.minutesByKind,
      )
    this.#history = history
    this.componentWeights = known.componentWeights ?? fitComponentWeights(timelines, history)
    this.#model = new WhereaboutsModel(timelines, history, this.componentWeights, parameters)
    this.#trail = new SeenTrail(timelines, parameters)
    this.#wearers = new Map(timelines.deviceWearerIds.map((id, number) => [id, number]))
  }

  /**
   * Over positions that hold all of the history there is.
   *
   * @param isHistory the days to learn from (history-days.ts): all unless said otherwise.
   */
  static over(
    arranged: ArrangedPositions,
    lawful: LawfulIntervals,
    parameters: EvidenceParameters,
    isHistory?: (day: Instant) => boolean,
  ): EvidenceEngine {
    const timelines = new TimelinesBuilder(lawful)
    timelines.add(arranged, isHistory)
    return new EvidenceEngine(timelines.build(), parameters)
  }

  /** What was fitted on the trails themselves, to be kept with a run. */
  fitted(): FittedEvidence {
    return {
      circleErrors: this.timelines.circleErrors,
      componentWeights: this.componentWeights.map((weights) => weights.map((w) => round(w))),
    }
  }

  /** What an engine in another thread, over the same timelines, need not learn again. */
  learned(): LearnedEvidence {
    const { minutesByKind, population } = this.#history
    const { componentWeights } = this
    return { componentWeights, minutesByKind, population: population.parts() }
  }

  /** Lets go of what was worked out of a wearer; it is worked out again where they are asked of again. */
  forget(deviceWearerId: string): void {
    const wearer = this.#wearers.get(deviceWearerId)
    if (wearer !== undefined) this.#model.forget(wearer)
  }

  /** One for all of a crime's pairs. */
  #sceneOf(crime: Scene): ScenePlace {
    let scene = this.#scenes.get(crime)
    if (!scene) {
      scene = new ScenePlace(crime, this.#parameters)
      this.#scenes.set(crime, scene)
    }
    return scene
  }

  /**
   * @param capturedAt instants of the wearer's lawful positions in the window and for the bridge's
   *   length either side of it, in order; `nearestMetres` of those in the window and the one just before
   *   and after, `Infinity` without.
   */
  weigh(
    crime: Scene,
    deviceWearerId: string,
    window: ClosedWindow,
    capturedAt: ArrayLike<Instant>,
    nearestMetres: number,
  ): Evidence {
    const parameters = this.#parameters
    const wearer = this.#wearers.get(deviceWearerId)
    const coverage = windowCoverage(capturedAt, window, parameters.bridgeMinutes)
    const first = lowerBound(capturedAt, window.from, 0, capturedAt.length)
    const isAnyInWindow = first < capturedAt.length && capturedAt[first]! <= window.to
    if (wearer === undefined || (coverage === 0 && !isAnyInWindow)) return NO_DATA
    const scene = this.#sceneOf(crime)
    const { timelines } = this
    this.#trail.turnTo(wearer, scene)
    const { ratios, seen } = presenceRatios(this.#trail, this.#model, window, parameters)
    const reach = reachOf(timelines, wearer, scene, window, parameters, capturedAt)
    const weighed = withFarness(ratios, reach.clearMetres)
    const log10Lr = calibrated(weighed, parameters)
    const refusal = absenceRefusal(coverage, nearestMetres, log10Lr, reach, parameters)
    const { coincidenceDays, comparableDays } = coincidenceOf(this.#trail, window, seen, parameters)
    return {
      windowCoverage: coverage,
      log10Lr,
      log10LrPopulation: calibrated({ ...weighed, own: weighed.population }, parameters),
      coincidenceDays,
      comparableDays,
      verdict: verdictOf(log10Lr, refusal, parameters),
      reachable: reach.reachable || nearestMetres <= parameters.absenceMarginMetres,
      refusal,
      approachMetres: Math.min(nearestMetres, reach.trailMetres),
      ratios,
    }
  }
}

/** Where something was and what it was. */
type Scene = Pick<CrimeVersion, 'latitude' | 'longitude' | 'crimeType'>

interface Known {
  /** Over the same timelines, population and minutes. */
  readonly history?: OwnHistory
  readonly population?: Population
  /** How long everybody spends on the move and in stays: where the timelines are of a few alone. */
  readonly minutesByKind?: readonly number[]
  readonly componentWeights?: ComponentWeights
}

/** What an engine learned of its trails, in columns of numbers that threads share. */
export interface LearnedEvidence {
  readonly componentWeights: ComponentWeights
  readonly minutesByKind: readonly number[]
  readonly population: PopulationParts
}

/** What was fitted on an engine's trails. */
export interface FittedEvidence {
  readonly circleErrors: readonly CircleError[]
  readonly componentWeights: ComponentWeights
}

/**
 * Where nothing else is left of a ratio, the further away a trail stayed the less; so that ranks do not
 * tie. At 100 m a few ten-thousandths, falling with the square of the distance.
 */
function withFarness(ratios: PresenceRatios, clearMetres: number): PresenceRatios {
  if (!Number.isFinite(clearMetres)) return ratios
  const { own, population, knownShare, possible, unseen } = ratios
  const rest = (knownShare * 1e-4) / (1 + (clearMetres / 100) ** 2)
  return { own: own + rest, population: population + rest, knownShare, possible, unseen }
}

function round(value: number): number {
  return Math.round(value * 1e6) / 1e6
}

const NO_DATA: Evidence = {
  windowCoverage: 0,
  log10Lr: 0,
  log10LrPopulation: 0,
  coincidenceDays: 0,
  comparableDays: 0,
  verdict: 'no_data',
  reachable: true,
}
