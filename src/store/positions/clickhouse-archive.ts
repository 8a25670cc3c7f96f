import type { DayKnots } from '../../domain/day-knots.ts'
import { AppError } from '../../domain/errors.ts'
import { GatheredPositions } from '../../domain/gathered-positions.ts'
import type { ReadPositions } from '../../domain/held-positions.ts'
import { type Instant, type Interval, intersect } from '../../domain/interval.ts'
import { byDevice, type LawfulInterval } from '../../domain/lawful-intervals.ts'
import type { HourCount } from '../../domain/movement-parts.ts'
import type { PositionColumns } from '../../domain/position-columns.ts'
import type { Lane, PositionsConnection, QueryParameters } from './connection.ts'
import { Engine, readable } from './engine.ts'
import { Erasure } from './erasure.ts'
import { KeptKnots } from './kept-knots.ts'
import { lawfulRows } from './lawful-rows.ts'
import { checksumOf, migrations, migrationsTable } from './migrations.ts'
import { decodePositions, encodePositions } from './native-columns.ts'
import { type DetailedPositions, decodeDetails, encodeDetails } from './native-details.ts'
import {
  boxBytes,
  boxParameters,
  type NearBox,
  nearBox,
  nearParameters,
  wideParameters,
} from './near-boxes.ts'
import type { Arrival, NearCrime, OutsideLimits, PositionArchive } from './position-archive.ts'
import {
  apartChunk,
  type Chunk,
  chunksOf,
  daysOf,
  gapsOf,
  runsOf,
  type Stretch,
  stretchesOf,
  wholeMillisecond,
} from './read-plan.ts'
import * as sql from './statements.ts'
import {
  type TouchedDays,
  touchedByIntervals,
  touchedByLimits,
  touchedByPositions,
} from './touched-days.ts'

export const LIMIT_MS = 120_000
const HOUR = 3_600_000
const DAY = 24 * HOUR
const EVER = { from: -Infinity, to: Infinity }
/** Positions of a tag that reports once a minute, and rows to make room for before any is read. */
const PER_DAY = 1440
const MOST_EXPECTED = 20_000_000
/** Rows counted in one statement; where nothing is merged yet, about five seconds. */
const COUNT_ROWS = 30_000_000
/** Rows in which conflicts are counted at once: about 100 MB. */
const CONFLICT_ROWS = 2_000_000
/**
 * Crimes in one join, and the hours and cells listed for it. In process it holds up other statements
 * with parameters, for about 0.2 s; 5,000 at once would be a fifth faster and hold them up for 0.5 s.
 */
const CRIMES_AT_ONCE = 2000
const PLACES_AT_ONCE = 1_000_000
/** Up to here somebody may be waiting for the answer, and each is asked by itself, without a join. */
const FEW_CRIMES = 50

export interface ArchiveOptions {
  /** Longest time one statement may take, in milliseconds: 120,000 unless said otherwise. */
  readonly limitMs?: number
  /** The clock that dates arrivals. */
  readonly now?: () => number
}

interface Question {
  readonly statement: string
  readonly parameters: QueryParameters
}

/**
 * The archive of positions over ClickHouse, in process (chdb.ts) or a server (clickhouse-server.ts). Longer than most files:
 * it is one adapter, and every method is one question of {@link PositionArchive}; statements and columns lie beside it.
 */
export class ClickhouseArchive implements PositionArchive {
  readonly #engine: Engine
  readonly #knots: KeptKnots
  readonly #now: () => number

  constructor(connection: PositionsConnection, { limitMs = LIMIT_MS, now }: ArchiveOptions = {}) {
    this.#engine = new Engine(connection, limitMs)
    this.#knots = new KeptKnots(this.#engine)
    this.#now = now ?? Date.now
  }

  async migrate(): Promise<void> {
    const doing = 'migrate the archive of positions'
    await this.#engine.run(doing, 'bulk', migrationsTable)
    const applied = await this.#engine.rows(doing, 'bulk', sql.selectMigrations)
    const known = new Map(migrations.map((migration) => [migration.number, migration]))
    for (const [number, name, checksum] of applied) {
      const migration = known.get(Number(number))
      if (migration && checksumOf(migration) === checksum) continue
      throw new AppError(
        'STORE_CORRUPT',
        `Cannot open the archive of positions: its migration ${number} (${name}) has checksum ` +
          `${checksum}, expected ${migration ? checksumOf(migration) : 'none: it is of a newer version'}`,
      )
    }
    const done = new Set(applied.map(([number]) => Number(number)))
    for (const migration of migrations) {
      if (done.has(migration.number)) continue
      for (const statement of migration.statements) {
        await this.#engine.run(doing, 'bulk', statement)
      }
      await this.#engine.run(doing, 'bulk', sql.insertMigration, {
        number: migration.number,
        name: migration.name,
        checksum: checksumOf(migration),
      })
    }
    await this.#engine.recover()
  }

  async append(positions: PositionColumns): Promise<void> {
    if (positions.length === 0) return
    const doing = `store ${positions.length} positions`
    await this.#knots.change(touchedByPositions(positions), () =>
      this.#engine.insert(
        doing,
        sql.insertPositions,
        encodePositions(positions, Math.floor(this.#now())),
      ),
    )
    // Only then: details without their position would be found by no erasure.
    const { details } = positions
    if (details) {
      await this.#engine.insert(doing, sql.insertDetails, encodeDetails(positions, details))
    }
  }

  async readDetails(
    intervals: readonly LawfulInterval[],
    within: Interval,
  ): Promise<DetailedPositions[]> {
    const doing = 'read details of positions'
    const stretches = stretchesOf(intervals, within)
    const span = await this.#span(stretches)
    const blocks: DetailedPositions[] = []
    for (const chunk of chunksOf(stretches, span, this.#engine.parameterBytes)) {
      const statement = 'starts' in chunk ? sql.readDetailsApart : sql.readDetailsTogether
      const answer = await this.#engine.native(doing, 'interactive', statement, { ...chunk })
      readable(doing, () => decodeDetails(answer, (block) => blocks.push(block)))
    }
    return blocks
  }

  async read(intervals: readonly LawfulInterval[], within: Interval): Promise<ReadPositions> {
    const stretches = stretchesOf(intervals, within)
    const span = await this.#span(stretches)
    const questions = chunksOf(stretches, span, this.#engine.parameterBytes).map((chunk) => ({
      statement: 'starts' in chunk ? sql.readApart : sql.readTogether,
      parameters: { ...chunk },
    }))
    const days = stretches.reduce((sum, stretch) => sum + daysOf(stretch, span), 0)
    const lane = questions.length > 1 ? 'bulk' : 'interactive'
    return this.#gather(lane, questions, Math.min(Math.ceil(days * PER_DAY), MOST_EXPECTED))
  }

  async readNear(
    intervals: readonly LawfulInterval[],
    crimes: readonly NearCrime[],
  ): Promise<ReadPositions> {
    const boxes = crimes.map(nearBox).filter((box) => box.opens <= box.closes)
    boxes.sort((a, b) => a.opens - b.opens)
    const listed = boxes.filter(({ runs }) => runs.length > 0)
    const wide = boxes.filter(({ runs }) => runs.length === 0)
    const few = listed.length <= FEW_CRIMES
    const questions = [
      ...(few ? listed.map(boxQuestion) : this.#joinQuestions(listed)),
      ...wide.map((box) => ({ statement: sql.readWide, parameters: wideParameters(box) })),
    ]
    const lane = boxes.length > FEW_CRIMES ? 'bulk' : 'interactive'
    return this.#gather(lane, questions, 1024, (block) => lawfulRows(block, intervals))
  }

  #joinQuestions(boxes: readonly NearBox[]): Question[] {
    const groups = runsOf(
      boxes,
      { measure: () => 1, most: CRIMES_AT_ONCE },
      { measure: ({ places }) => places, most: PLACES_AT_ONCE },
      { measure: boxBytes, most: this.#engine.parameterBytes },
    )
    return groups.map((group) => ({
      statement: sql.readNear,
      parameters: { ...nearParameters(group), ...windowOf(group) },
    }))
  }

  async devicesHeard(within: Interval): Promise<ReadonlySet<string>> {
    const { from, to } = wholeInterval(within)
    const hours = { firstHour: Math.floor(from / HOUR), lastHour: Math.floor((to - 1) / HOUR) }
    const asked = { from, to, ...hours }
    const rows = await this.#engine.rows(
      'list devices',
      'interactive',
      sql.selectDevicesHeard,
      asked,
    )
    return new Set(rows.map(([device]) => String(device)))
  }

  async days(): Promise<{ day: number; rows: number }[]> {
    const rows = await this.#engine.rows('list days', 'interactive', sql.selectDays)
    return rows.map(([day, count]) => ({ day: Number(day) * DAY, rows: Number(count) }))
  }

  async dayStates(): Promise<Map<number, string>> {
    const rows = await this.#engine.rows('list states of days', 'interactive', sql.selectDayStates)
    return new Map(rows.map(([day, state]) => [Number(day) * DAY, String(state)]))
  }

  async count(
    intervals: readonly LawfulInterval[],
    within: Interval,
  ): Promise<{ all: number; lawful: number }> {
    const doing = 'count positions'
    let all = 0
    for (const days of runsOf(await this.days(), {
      measure: ({ rows }) => rows,
      most: COUNT_ROWS,
    })) {
      const span = { from: days[0]?.day ?? 0, to: (days.at(-1)?.day ?? -DAY) + DAY }
      const both = intersect(span, wholeInterval(within))
      if (both) all += await this.#engine.number(doing, 'bulk', sql.countAll, { ...both })
    }
    return { all, lawful: await this.#countStretches(stretchesOf(intervals, within)) }
  }

  countLawful(intervals: readonly LawfulInterval[]): Promise<number> {
    return this.#countStretches(stretchesOf(intervals, EVER))
  }

  async countByHour(intervals: readonly LawfulInterval[], within: Interval): Promise<HourCount[]> {
    const doing = 'count positions by hour'
    const stretches = stretchesOf(intervals, within)
    const counts = new Map<number, number>()
    for (const chunk of chunksOf(
      stretches,
      await this.#span(stretches),
      this.#engine.parameterBytes,
    )) {
      const statement = 'starts' in chunk ? sql.countHoursApart : sql.countHoursTogether
      const rows = await this.#engine.rows(doing, 'interactive', statement, { ...chunk })
      for (const [hour, count] of rows) {
        counts.set(Number(hour), (counts.get(Number(hour)) ?? 0) + Number(count))
      }
    }
    return [...counts]
      .map(([hour, positions]) => ({ hour, positions }))
      .sort((a, b) => a.hour - b.hour)
  }

  async countConflicts(within: Interval, arrivedFrom: number): Promise<number> {
    const doing = 'count conflicts'
    let conflicts = 0
    const found = await this.#engine.rows(doing, 'bulk', sql.selectDaysWithin, {
      ...wholeInterval(within),
    })
    for (const [number, rows] of found) {
      const day = Number(number) * DAY
      // Of a large day a part at a time: every instant and place of a part is held at once.
      const part = Math.ceil(DAY / Math.ceil(Number(rows) / CONFLICT_ROWS))
      for (let from = day; from < day + DAY; from += part) {
        const to = Math.min(from + part, day + DAY)
        const both = intersect({ from, to }, wholeInterval(within))
        if (!both) continue
        const asked = { ...both, arrivedFrom: wholeMillisecond(arrivedFrom) }
        conflicts += await this.#engine.number(doing, 'bulk', sql.countConflicts, asked)
      }
    }
    return conflicts
  }

  async arrivals(within: Interval, arrivedFrom: number): Promise<Arrival[]> {
    const arrivals: Arrival[] = []
    for (const { day, rows } of await this.days()) {
      // Whole hours, as they are grouped.
      const parts = Math.min(24, Math.ceil(rows / CONFLICT_ROWS))
      const part = Math.ceil(24 / parts) * 3_600_000
      for (let from = day; from < day + DAY; from += part) {
        const both = intersect(
          { from, to: Math.min(from + part, day + DAY) },
          wholeInterval(within),
        )
        if (!both) continue
        const asked = { ...both, arrivedFrom: wholeMillisecond(arrivedFrom) }
        const found = await this.#engine.rows('list arrivals', 'bulk', sql.selectArrivals, asked)
        for (const [device, first, last, positions] of found) {
          arrivals.push({
            deviceId: String(device),
            first: Number(first),
            last: Number(last),
            positions: Number(positions),
          })
        }
      }
    }
    return arrivals
  }

  erase(intervals: readonly LawfulInterval[]): Promise<number> {
    return this.#erase(touchedByIntervals(intervals), Infinity, async () => {
      const stretches = stretchesOf(intervals, EVER)
      const span = await this.#span(stretches)
      return chunksOf(stretches, span, this.#engine.parameterBytes)
    })
  }

  eraseOutside(intervals: readonly LawfulInterval[], limits: OutsideLimits): Promise<number> {
    const arrivedBefore = limits.arrivedBefore ?? Infinity
    return this.#erase(touchedByLimits(limits), arrivedBefore, () =>
      this.#outside(intervals, limits),
    )
  }

  #erase(
    touched: TouchedDays,
    arrivedBefore: number,
    plan: () => AsyncIterable<Chunk> | Promise<Iterable<Chunk>>,
  ): Promise<number> {
    return this.#knots.change(touched, async () => {
      const erasure = new Erasure(this.#engine, wholeMillisecond(arrivedBefore))
      try {
        for await (const chunk of await plan()) await erasure.add(chunk)
        const erased = await erasure.finish()
        await this.#knots.expectNone(touched)
        return erased
      } finally {
        await erasure.forget()
      }
    })
  }

  async countOutside(intervals: readonly LawfulInterval[], limits: OutsideLimits): Promise<number> {
    const arrivedBefore = wholeMillisecond(limits.arrivedBefore ?? Infinity)
    let outside = 0
    for await (const chunk of this.#outside(intervals, limits)) {
      const statement = 'starts' in chunk ? sql.countToMarkApart : sql.countToMarkTogether
      outside += await this.#engine.number('count positions', 'bulk', statement, {
        ...chunk,
        arrivedBefore,
      })
    }
    return outside
  }

  async *#outside(
    intervals: readonly LawfulInterval[],
    { arrivedBefore = Infinity, capturedBefore = Infinity }: OutsideLimits,
  ): AsyncGenerator<Chunk> {
    const kept = byDevice(intervals)
    for (const { day } of await this.days()) {
      const within = { from: day, to: Math.min(day + DAY, wholeMillisecond(capturedBefore)) }
      if (within.from >= within.to) continue
      const asked = { ...within, arrivedBefore: wholeMillisecond(arrivedBefore) }
      const rows = await this.#engine.rows('list devices', 'bulk', sql.selectDevices, asked)
      const devices = rows.map(([device]) => String(device))
      yield* chunksOf(gapsOf(devices, kept, within), within, this.#engine.parameterBytes)
    }
  }

  dayKnots(day: Instant, madeFrom: string, tie: () => Promise<DayKnots>): Promise<DayKnots> {
    return this.#knots.of(day, madeFrom, tie)
  }

  async sizes(): Promise<{ table: string; rows: number; bytes: number }[]> {
    const rows = await this.#engine.rows('measure tables', 'interactive', sql.selectSizes)
    return rows.map(([table, count, bytes]) => ({
      table: String(table),
      rows: Number(count),
      bytes: Number(bytes),
    }))
  }

  close(): Promise<void> {
    return this.#engine.close()
  }

  async #countStretches(stretches: readonly Stretch[]): Promise<number> {
    const span = await this.#span(stretches)
    let count = 0
    for (const chunk of chunksOf(stretches, span, this.#engine.parameterBytes)) {
      const statement = 'starts' in chunk ? sql.countApart : sql.countTogether
      count += await this.#engine.number('count positions', 'bulk', statement, { ...chunk })
    }
    return count
  }

  /** What of time the stretches can hold positions in; asked for only where one of them is open. */
  async #span(stretches: readonly Stretch[]): Promise<Interval> {
    const { from, to } = apartChunk(stretches)
    if (from > -Number.MAX_SAFE_INTEGER && to < Number.MAX_SAFE_INTEGER) return { from, to }
    const days = await this.days()
    return { from: days[0]?.day ?? 0, to: (days.at(-1)?.day ?? -DAY) + DAY }
  }

  /** Asks the questions in turn; the engine works on the next while an answer is taken in. */
  async #gather(
    lane: Lane,
    questions: readonly Question[],
    expected: number,
    keep: (block: PositionColumns) => PositionColumns = (block) => block,
  ): Promise<ReadPositions> {
    const doing = 'read positions'
    const gathered = new GatheredPositions(expected)
    const ask = (question: Question | undefined) =>
      question && this.#engine.native(doing, lane, question.statement, question.parameters)
    let next = ask(questions[0])
    for (let i = 1; next; i++) {
      const answer = await next
      next = ask(questions[i])
      // Whoever awaits it hears of a failure; until then it must not end the process.
      next?.catch(() => {})
      readable(doing, () => decodePositions(answer, (block) => gathered.add(keep(block))))
    }
    return gathered.columns()
  }
}

function boxQuestion(box: NearBox): Question {
  return { statement: sql.readBox, parameters: boxParameters(box) }
}

/** The half-open interval that holds the windows of all boxes. */
function windowOf(boxes: readonly NearBox[]): Interval {
  return {
    from: boxes.reduce((least, { opens }) => Math.min(least, opens), Number.MAX_SAFE_INTEGER),
    to: boxes.reduce((most, { closes }) => Math.max(most, closes), -Number.MAX_SAFE_INTEGER) + 1,
  }
}

function wholeInterval({ from, to }: Interval): Interval {
  return { from: wholeMillisecond(from), to: wholeMillisecond(to) }
}
