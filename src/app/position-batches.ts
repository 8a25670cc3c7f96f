import type { Instant, Interval } from '../domain/interval.ts'
import type { PositionColumns } from '../domain/position-columns.ts'
import type { RefusedRow } from '../domain/row-issue.ts'
import { PositionCollector } from '../ingest/position-collector.ts'
import type { positionsReader } from '../ingest/positions-reader.ts'
import { readRefusedPosition, speaksOf } from '../ingest/refused-position.ts'
import type { RecordsQuery } from '../store/records/records.ts'
import { addRefusedRows, addRowIssues } from '../store/records/refused-records.ts'
import type { ChangedStretch } from '../store/records/touch-records.ts'
import { wearersOfDevice } from '../store/records/wearers-of-device.ts'
import { arrivedStretches } from './arrived-stretches.ts'
import type { DataFolder } from './data-folder.ts'
import { withoutErased } from './erased-positions.ts'

const DAY = 86_400_000
const SMALLEST_PIECE_BYTES = 16 * 1024
const LARGEST_PIECE_BYTES = 4 * 1024 * 1024

export interface ImportPositionsOptions {
  /** The last instant that is not in the future, with the tolerance added. */
  readonly latest: Instant
  /** Positions made durable together. */
  readonly batchRows: number
  /** Whether to read a file again that was imported before: after a purge, or a clock set right. */
  readonly again: boolean
  /** Where every position is one device's: repeats are counted among its own, conflicts are not counted. */
  readonly device?: string
  /** What the file is called, where its path does not say. */
  readonly fileName?: string
  /** What reads the file, where its name does not say. */
  readonly readerOf?: typeof positionsReader
  /** Called when this many positions of the file are durable: only then. */
  readonly onDurable: (file: string, positions: number) => void
}

/** One file's positions and refused rows on their way into the stores. */
export class PositionBatches {
  readonly collector: PositionCollector
  header: string | undefined
  readonly #folder: DataFolder
  readonly #importId: number
  readonly #file: string
  readonly #erased: ReadonlyMap<string, readonly Interval[]>
  readonly #options: ImportPositionsOptions
  #refused: RefusedRow[] = []
  #storing: Promise<void> = Promise.resolve()
  #issuesKept = 0
  #rowsKept = 0
  #durable = 0
  /** The days the file touches: distinct positions before it came, and its instants in them. */
  readonly #days = new Map<number, { readonly before: number; first: number; last: number }>()

  constructor(
    folder: DataFolder,
    importId: number,
    file: string,
    erased: ReadonlyMap<string, readonly Interval[]>,
    options: ImportPositionsOptions,
  ) {
    this.#erased = erased
    this.#folder = folder
    this.#importId = importId
    this.#file = file
    this.#options = options
    this.collector = new PositionCollector({
      latest: options.latest,
      keepsDetails: true,
      onRefused: (row) => this.#refused.push(row),
      onHeader: (raw) => {
        this.header = raw
      },
    })
  }

  /** How much to read before looking whether a batch is full: no row is shorter than a few bytes. */
  get pieceBytes(): number {
    return Math.min(
      LARGEST_PIECE_BYTES,
      Math.max(SMALLEST_PIECE_BYTES, this.#options.batchRows * 32),
    )
  }

  get counts() {
    return this.collector.counts
  }

  async flushFull(): Promise<void> {
    const waiting = this.collector.builder.length + this.#refused.length
    if (waiting >= this.#options.batchRows) await this.#begin()
  }

  /** Makes durable what has been read so far, and says so. */
  async flush(): Promise<void> {
    await this.#begin()
    await this.#storing
  }

  /** One batch is stored while the next is read. */
  async #begin(): Promise<void> {
    await this.#storing
    const refused = this.#refused
    this.#refused = []
    this.#storing = this.#store(this.collector.takeColumns(), refused)
    // It is waited for later, and says then why it failed.
    this.#storing.catch(() => undefined)
  }

  async #store(read: PositionColumns, refusedRows: readonly RefusedRow[]): Promise<void> {
    const positions = withoutErased(read, this.#erased)
    if (positions.length > 0) {
      await this.#countDays(positions)
      await this.#folder.archive.append(positions)
    }
    const refused = refusedRows.filter(
      ({ raw }) =>
        this.#erased.size === 0 || !speaksOf(readRefusedPosition(raw, this.header), this.#erased),
    )
    if (refused.length > 0) {
      const issues = refused.flatMap((row) => row.issues)
      await this.#folder.records.transaction(async (transaction) => {
        await addRowIssues(transaction, this.#importId, this.#issuesKept, issues)
        await addRefusedRows(transaction, this.#importId, this.#rowsKept, refused)
      })
      this.#issuesKept += issues.length
      this.#rowsKept += refused.length
    }
    this.#durable += read.length
    if (read.length > 0) this.#options.onDurable(this.#file, this.#durable)
  }

  /** How many distinct positions the file added, and on which days there are any. */
  async added(): Promise<{ count: number; days: readonly Interval[] }> {
    let count = 0
    const days: Interval[] = []
    for (const [day, { before, first, last }] of this.#days) {
      const added = (await this.#distinct(day)) - before
      count += added
      if (added > 0) days.push({ from: first, to: last + 1 })
    }
    return { count, days }
  }

  /** The stretches of trails that are not what they were, on days to which the file added. */
  async stretches(days: readonly Interval[], startedAt: Instant): Promise<ChangedStretch[]> {
    const { device: deviceId } = this.#options
    if (deviceId !== undefined) return days.map((day) => ({ deviceId, ...day }))
    const stretches: ChangedStretch[] = []
    for (const day of days) {
      stretches.push(...arrivedStretches(await this.#folder.archive.arrivals(day, startedAt)))
    }
    return stretches
  }

  /** Whose movements came: of one device, whoever wore it. */
  async wearers(query: RecordsQuery): Promise<'everyone' | string[]> {
    const { device } = this.#options
    if (device === undefined) return 'everyone'
    const days = [...this.#days.values()]
    const first = Math.min(...days.map((day) => day.first))
    const last = Math.max(...days.map((day) => day.last))
    return days.length === 0 ? [] : wearersOfDevice(query, device, { from: first, to: last + 1 })
  }

  /** How many conflicts the file added, with itself and with what was there. */
  async conflicts(startedAt: Instant): Promise<number | undefined> {
    if (this.#options.device !== undefined) return undefined
    let conflicts = 0
    for (const { first, last } of this.#days.values()) {
      const within = { from: first, to: last + 1 }
      conflicts += await this.#folder.archive.countConflicts(within, startedAt)
    }
    return conflicts
  }

  async #countDays({ capturedAt, length }: PositionColumns): Promise<void> {
    let day = Number.NaN
    let touched = { before: 0, first: Infinity, last: -Infinity }
    for (let row = 0; row < length; row++) {
      const at = capturedAt[row] ?? 0
      const of = Math.floor(at / DAY) * DAY
      if (of !== day) {
        day = of
        touched = this.#days.get(day) ?? {
          before: await this.#distinct(day),
          first: Infinity,
          last: -Infinity,
        }
        this.#days.set(day, touched)
      }
      if (at < touched.first) touched.first = at
      if (at > touched.last) touched.last = at
    }
  }

  async #distinct(day: number): Promise<number> {
    const within = { from: day, to: day + DAY }
    const { device } = this.#options
    if (device === undefined) return (await this.#folder.archive.count([], within)).all
    return this.#folder.archive.countLawful([{ deviceId: device, deviceWearerId: '', ...within }])
  }
}
