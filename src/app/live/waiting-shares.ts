import type { CheckedReport } from './checked-report.ts'

/** How many bytes of each device's reports wait for the archive. */
export class WaitingShares {
  readonly #ofReport = new Map<CheckedReport, number>()
  readonly #ofDevice = new Map<string, number>()

  of(deviceId: string): number {
    return this.#ofDevice.get(deviceId) ?? 0
  }

  add(report: CheckedReport, bytes: number): void {
    this.#ofReport.set(report, bytes)
    this.#ofDevice.set(report.deviceId, this.of(report.deviceId) + bytes)
  }

  /** Of a report that was never added nothing is taken away. */
  remove(report: CheckedReport): void {
    const left = this.of(report.deviceId) - (this.#ofReport.get(report) ?? 0)
    this.#ofReport.delete(report)
    if (left > 0) this.#ofDevice.set(report.deviceId, left)
    else this.#ofDevice.delete(report.deviceId)
  }
}
