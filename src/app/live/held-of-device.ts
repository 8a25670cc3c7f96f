import type { Instant } from '../../domain/interval.ts'
import type { CheckedReport } from './checked-report.ts'
import { type LogSegment, OpenSegment, readSegment, removeSegment } from './log-segment.ts'

/** A file is read whole, and taken again whole after a kill: it holds a third of what its device may say in a minute. */
const SEGMENT_REPORTS = 200
const SEGMENT_BYTES = 1024 * 1024

interface Waiting {
  readonly frame: Buffer
  readonly done: () => void
  readonly failed: (error: unknown) => void
}

/** What is held of one device: files of reports, of which the oldest is taken first. */
export class HeldOfDevice {
  /** When we said in its name that it says too much; `undefined` since it does no more. */
  saidAt: Instant | undefined
  /** When it said too much last, held or refused. */
  lastAt: Instant = -Infinity
  /** How many reports of it were refused and nobody was told of yet. */
  refused = 0
  /** When somebody was told how many last. */
  toldAt: Instant = -Infinity
  /** When we said in its name that some were refused; `undefined` since it does say too much no more. */
  saidRefusedAt: Instant | undefined
  /** Whether the report that {@link next} gives is kept elsewhere already, and its file only not removed. */
  isNextKept = false
  readonly #place: string
  /** Written, or accepted to be. */
  #bytes = 0
  readonly #waiting: Waiting[] = []
  #writing: Promise<void> | undefined
  #segment: OpenSegment | undefined
  /** In the file that is being written. */
  #segmentReports = 0
  readonly #full: Pick<LogSegment, 'path' | 'bytes'>[] = []
  /** The oldest file, while its reports are taken. */
  #reading: LogSegment | undefined
  #taken = 0

  constructor(place: string) {
    this.#place = place
  }

  get bytes(): number {
    return this.#bytes
  }

  get isEmpty(): boolean {
    return this.#bytes === 0
  }

  /** Whether nothing is held behind the report that {@link next} gave. */
  get isLast(): boolean {
    const { reports, bytes } = this.#reading ?? { reports: [], bytes: 0 }
    return this.#taken + 1 >= reports.length && this.#bytes === bytes
  }

  /** Takes up a file that an earlier process left. */
  left({ path, bytes }: LogSegment): void {
    this.#full.push({ path, bytes })
    this.#bytes += bytes
  }

  /** On disk when it resolves; what comes together is written together. @throws what the disk says. */
  append(frame: Buffer): Promise<void> {
    this.#bytes += frame.length
    return new Promise((done, failed) => {
      this.#waiting.push({ frame, done, failed })
      this.#writing ??= this.#write().finally(() => {
        this.#writing = undefined
      })
    })
  }

  /** The oldest report that is not taken; `undefined` where there is none that can be read now. */
  async next(): Promise<CheckedReport | undefined> {
    for (;;) {
      if (!this.#reading) {
        // What is being written now has its turn the next time.
        if (this.#full.length === 0 && !this.#writing) this.#retire()
        const [oldest] = this.#full
        if (!oldest) return undefined
        this.#reading = await readSegment(oldest.path)
      }
      const report = this.#reading.reports[this.#taken]
      if (report) return report
      await this.#remove()
    }
  }

  /** Lets go of what was read, until it has its turn again. */
  rest(): void {
    this.#reading = undefined
  }

  /** Says that the report {@link next} gave is kept elsewhere. */
  async taken(): Promise<void> {
    this.isNextKept = false
    this.#taken += 1
    if (this.#taken >= (this.#reading?.reports.length ?? 0)) await this.#remove()
  }

  async close(): Promise<void> {
    while (this.#writing) await this.#writing
    await this.#segment?.close()
  }

  async #write(): Promise<void> {
    while (this.#waiting.length > 0) {
      const group = this.#waiting.splice(0, SEGMENT_REPORTS - this.#segmentReports)
      try {
        this.#segment ??= await OpenSegment.begin(this.#place)
        await this.#segment.append(group.map(({ frame }) => frame))
        this.#segmentReports += group.length
        for (const { done } of group) done()
        const { bytes } = this.#segment
        if (this.#segmentReports >= SEGMENT_REPORTS || bytes >= SEGMENT_BYTES) this.#retire()
      } catch (error) {
        for (const { frame } of group) this.#bytes -= frame.length
        await this.#segment?.abandon()
        this.#retire()
        for (const { failed } of group) failed(error)
      }
    }
  }

  /** What is held next is in a file of its own. */
  #retire(): void {
    const segment = this.#segment
    this.#segment = undefined
    this.#segmentReports = 0
    if (!segment) return
    this.#full.push({ path: segment.path, bytes: segment.bytes })
    void segment.close()
  }

  async #remove(): Promise<void> {
    const [oldest] = this.#full
    if (oldest) {
      await removeSegment(oldest)
      this.#full.shift()
      this.#bytes -= oldest.bytes
    }
    this.#reading = undefined
    this.#taken = 0
  }
}
