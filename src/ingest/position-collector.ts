import type { Instant } from '../domain/interval.ts'
import { type PositionColumns, PositionColumnsBuilder } from '../domain/position-columns.ts'
import { PositionDetailsBuilder } from '../domain/position-details.ts'
import type { RefusedRow, RowIssue } from '../domain/row-issue.ts'
import { Dictionary } from './dictionary.ts'
import {
  canonicalMechanism,
  checkPosition,
  type PositionFields,
  type PositionRow,
} from './position-row.ts'

/** How many mechanism codes fit the column. */
const MOST_MECHANISMS = 65_536

/** How many rows of a file became what. rows = accepted + refused. */
export interface RowCounts {
  rows: number
  accepted: number
  refused: number
  /** Lines of row-issues.csv. */
  issues: number
}

export interface PositionCollectorOptions {
  /** The last instant that is not in the future, with the tolerance added. */
  readonly latest: Instant
  /** Called with every row that is not taken, as it came. */
  readonly onRefused: (row: RefusedRow) => void
  /** Called with a CSV's header as it came, before any row. */
  readonly onHeader?: (raw: string) => void
  /** Whether columns that no comparison reads are kept. */
  readonly keepsDetails?: boolean
}

/** Where the readers of position files put what they read, whatever the format. */
export class PositionCollector {
  readonly builder = new PositionColumnsBuilder()
  readonly devices = new Dictionary(this.builder.deviceIds, (id) => id.trim())
  readonly mechanisms = new Dictionary(this.builder.mechanisms, canonicalMechanism)
  readonly latest: Instant
  /** What is said of positions beyond where and when; absent where it is not kept. */
  readonly details: PositionDetailsBuilder | undefined
  /** Of the file being read. */
  counts: RowCounts = { rows: 0, accepted: 0, refused: 0, issues: 0 }
  readonly #options: PositionCollectorOptions

  constructor(options: PositionCollectorOptions) {
    this.latest = options.latest
    this.details = options.keepsDetails ? new PositionDetailsBuilder() : undefined
    this.#options = options
  }

  startFile(): void {
    this.counts = { rows: 0, accepted: 0, refused: 0, issues: 0 }
  }

  header(raw: string): void {
    this.#options.onHeader?.(raw)
  }

  /**
   * Takes one row of text values, or refuses it with everything that is wrong.
   *
   * @param others the values of every other column, by its name.
   */
  take(
    fields: PositionFields,
    row: number,
    raw: Uint8Array,
    others: Iterable<readonly [string, string]> = [],
  ): void {
    const checked = checkPosition(fields, row, this.latest)
    if (Array.isArray(checked)) this.refuse({ row, raw: raw.slice(), issues: checked })
    else this.keep(checked, row, raw, others)
  }

  /** Takes a row that was checked. */
  keep(
    checked: PositionRow,
    row: number,
    raw: Uint8Array,
    others: Iterable<readonly [string, string]>,
  ): void {
    const mechanism = this.mechanisms.numberOf(checked.mechanism)
    if (mechanism >= MOST_MECHANISMS) {
      this.refuse({ row, raw: raw.slice(), issues: [tooManyMechanisms(row, checked.mechanism)] })
      return
    }
    this.accept(
      this.devices.numberOf(checked.deviceId),
      checked.capturedAt,
      checked.latitude,
      checked.longitude,
      checked.accuracy,
      mechanism,
    )
    this.tellLast(others)
  }

  /** Keeps what is said of the position that was accepted last. */
  tellLast(values: Iterable<readonly [string, string]>): void {
    this.details?.add(this.builder.length - 1, values)
  }

  /** What was accepted so far, and leaves room for what comes. */
  takeColumns(): PositionColumns {
    const columns = this.builder.take()
    const details = this.details?.take()
    return details && details.length > 0 ? { ...columns, details } : columns
  }

  accept(
    device: number,
    capturedAt: number,
    latitude: number,
    longitude: number,
    accuracy: number,
    mechanism: number,
  ): void {
    this.counts.rows++
    this.counts.accepted++
    this.builder.add(device, capturedAt, latitude, longitude, accuracy, mechanism)
  }

  refuse(refused: RefusedRow): void {
    this.counts.rows++
    this.counts.refused++
    this.counts.issues += refused.issues.length
    this.#options.onRefused(refused)
  }
}

function tooManyMechanisms(row: number, value: string): RowIssue {
  return {
    row,
    field: 'mechanism',
    code: 'INVALID_MECHANISM',
    value,
    message: `Cannot use mechanism "${value}": expected at most ${MOST_MECHANISMS} different codes`,
    requiredAction: 'Check that the mechanism column holds mechanisms',
  }
}
