import type { Interval } from '../../domain/interval.ts'
import { Charges, standingCharge } from '../../monitoring/charges.ts'
import type { MonitoringSettings } from '../../monitoring/settings.ts'
import { knownCharges } from '../../store/records/charge-records.ts'
import type { DataFolder } from '../data-folder.ts'
import { erasedIntervals } from '../erased-positions.ts'
import type { CheckedReport } from './checked-report.ts'
import { powersOf } from './power-of.ts'

/** What is remembered of charges: what the records say of them, and what they are still to be told. Of what is erased nothing. */
export class ChargeMemory {
  readonly #folder: DataFolder
  readonly #levels: MonitoringSettings['batteryPercent'] | undefined
  #charges: Charges | undefined
  /** By device. */
  #erased: ReadonlyMap<string, readonly Interval[]> = new Map()
  /** What came while the records are read. */
  #since: CheckedReport[] | undefined

  /** @param levels absent, a percentage means nothing. */
  constructor(folder: DataFolder, levels: MonitoringSettings['batteryPercent'] | undefined) {
    this.#folder = folder
    this.#levels = levels
  }

  /** @param unkept what the records may not know yet. */
  async read(unkept: readonly CheckedReport[]): Promise<void> {
    const levels = this.#levels
    if (!levels) return
    const erased = await erasedIntervals(this.#folder)
    const known = await knownCharges(this.#folder.records)
    this.#erased = erased
    this.#charges = new Charges(levels, known)
    for (const report of [...unkept, ...(this.#since ?? [])]) this.#meaningOf(report)
  }

  /** Reads again what is left when something was erased. @param settle resolves when the records know what came before it. */
  async readAgain(settle: () => Promise<void>): Promise<void> {
    this.#since = []
    try {
      await settle()
      await this.read([])
    } finally {
      this.#since = undefined
    }
  }

  /** A report with what its charges mean among its events, and beside them what another process has to know of it. */
  add(report: CheckedReport): CheckedReport {
    this.#since?.push(report)
    const { events, told } = this.#meaningOf(report)
    return told ? { ...report, events: [...report.events, ...events], told } : report
  }

  #meaningOf(report: CheckedReport) {
    const erased = this.#erased.get(report.deviceId) ?? []
    const readings = powersOf(report).filter(
      ({ at }) => !erased.some(({ from, to }) => from <= at && at < to),
    )
    const events = readings.flatMap((reading) => this.#charges?.eventsOf(reading) ?? [])
    const told = standingCharge(readings.flatMap((reading) => this.#charges?.toldBy(reading) ?? []))
    return { events, told }
  }
}
