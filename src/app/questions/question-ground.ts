import type { DayKnots } from '../../domain/day-knots.ts'
import { AppError } from '../../domain/errors.ts'
import type { Instant } from '../../domain/interval.ts'
import { crimeMappingIntervals, type LawfulIntervals } from '../../domain/lawful-intervals.ts'
import { arrangePositions } from '../../matching/arrange-positions.ts'
import { knotsOfWearers } from '../../matching/evidence/knots-of-wearers.ts'
import { minutesByKind } from '../../matching/evidence/minutes-by-kind.ts'
import type { EvidenceParameters } from '../../matching/evidence/parameters.ts'
import { Population } from '../../matching/evidence/population.ts'
import { tieDay } from '../../matching/evidence/tie-day.ts'
import { TimelinesBuilder } from '../../matching/evidence/timelines.ts'
import { EvidenceEngine, type FittedEvidence } from '../../matching/evidence/weigh-evidence.ts'
import { type QuestionState, questionState } from '../../store/records/question-state.ts'
import { loadPeople } from '../../store/records/stored-people.ts'
import { knotsOfDay } from '../archive-timelines.ts'
import type { DataFolder } from '../data-folder.ts'
import { type ArchivedDay, DAY, intervalsIn } from '../days-in-memory.ts'

/** What kept days may take in memory, and what a knot takes of it. */
const KNOTS_BYTES = 2 ** 28
const BYTES_A_KNOT = 23

/** What every question of place stands on, until people, deletions or the newest whole run are others. */
interface Ground {
  readonly runId: number
  readonly lawful: LawfulIntervals
  readonly fitted: FittedEvidence
  /** Where everybody stops and passes, and for how long, on the newest days. */
  readonly population: Population
  readonly minutes: readonly number[]
  /** Knots of newest days, as they were when the archive had so many rows of them. */
  readonly days: ReadonlyMap<Instant, { readonly rows: number; readonly knots: DayKnots }>
}

/**
 * Makes evidence engines over a few wearers in little time: what takes long to learn (who may lawfully be compared, where
 * people stop) is learned once and kept while it is true.
 */
export class QuestionGround {
  readonly #folder: DataFolder
  readonly #evidence: EvidenceParameters
  #key = ''
  #ground: Promise<Ground> | undefined

  constructor(folder: DataFolder, evidence: EvidenceParameters) {
    this.#folder = folder
    this.#evidence = evidence
  }

  /** @throws AppError INPUT_INVALID while no whole run says how evidence is to be weighed. */
  async stand(): Promise<Ground> {
    const state = await questionState(this.#folder.records)
    const key = `${state.run?.id} ${state.peopleThrough} ${state.deletionsThrough}`
    if (key !== this.#key || !this.#ground) {
      this.#key = key
      this.#ground = this.#learn(state)
      this.#ground.catch(() => {
        if (this.#key === key) this.#ground = undefined
      })
    }
    return this.#ground
  }

  async #learn({ run }: QuestionState): Promise<Ground> {
    const { fitted } = (run?.evidence ?? {}) as { fitted?: FittedEvidence }
    if (!run || !fitted) {
      throw new AppError(
        'INPUT_INVALID',
        'Cannot answer: no matching run of all crimes is kept, which says how evidence is weighed; start one first',
        { field: 'purpose' },
      )
    }
    const { records, days } = this.#folder
    const lawful = crimeMappingIntervals(await loadPeople(records))
    const archived = await days.archive.days()
    const reach = 2 * (this.#evidence.historyDays + 1) * DAY
    const newest = archived.filter(({ day }) => day > (archived.at(-1)?.day ?? 0) - reach)
    const population = new Population(noKnots)
    let minutes = [0, 0, 0, 0]
    const kept = new Map<Instant, { rows: number; knots: DayKnots }>()
    let bytes = 0
    for (const each of newest.reverse()) {
      const knots = await knotsOfDay(days, lawful, each)
      if (!knots) continue
      population.add(knots)
      const day = new TimelinesBuilder(lawful)
      day.addDay(knots)
      const spent = minutesByKind(day.build(fitted.circleErrors))
      minutes = minutes.map((sum, kind) => sum + (spent[kind] ?? 0))
      bytes += knots.from.length * BYTES_A_KNOT
      if (bytes <= KNOTS_BYTES) kept.set(each.day, { rows: each.rows, knots })
    }
    return { runId: run.id, lawful, fitted, population, minutes, days: kept }
  }

  /**
   * An engine over some wearers' own days: from knots in memory where nothing came to the day since, else from the
   * archive, in order of device.
   */
  async engineOver(
    ground: Ground,
    wearers: readonly string[],
    isHistory: (day: Instant) => boolean,
  ): Promise<EvidenceEngine> {
    const { lawful, fitted, population, minutes } = ground
    const timelines = new TimelinesBuilder(lawful)
    const chosen = new Set(wearers)
    const missing: ArchivedDay[] = []
    for (const archived of await this.#folder.archive.days()) {
      if (!isHistory(archived.day)) continue
      const kept = ground.days.get(archived.day)
      if (kept?.rows === archived.rows) timelines.addDay(knotsOfWearers(kept.knots, chosen))
      else missing.push(archived)
    }
    await this.#addDays(timelines, lawful, wearers, missing)
    return new EvidenceEngine(timelines.build(fitted.circleErrors), this.#evidence, {
      population,
      componentWeights: fitted.componentWeights,
      minutesByKind: minutes,
    })
  }

  async #addDays(
    timelines: TimelinesBuilder,
    lawful: LawfulIntervals,
    wearers: readonly string[],
    days: readonly ArchivedDay[],
  ): Promise<void> {
    for (const { from, to } of stretches(days)) {
      const intervals = intervalsIn(lawful, wearers, { from, to: to - 1 })
      if (intervals.length === 0) continue
      const arranged = arrangePositions(await this.#folder.archive.read(intervals, { from, to }))
      for (let day = from; day < to; day += DAY) {
        timelines.addDay({ ...tieDay(arranged, lawful, day), circleTallies: [] })
      }
    }
  }
}

const noKnots = {
  kind: new Uint8Array(0),
  latitude: new Int32Array(0),
  longitude: new Int32Array(0),
}

/** Days that follow one another as one interval. */
function stretches(days: readonly ArchivedDay[]): { from: Instant; to: Instant }[] {
  const found: { from: Instant; to: Instant }[] = []
  for (const { day } of days) {
    const last = found.at(-1)
    if (last?.to === day) last.to = day + DAY
    else found.push({ from: day, to: day + DAY })
  }
  return found
}
