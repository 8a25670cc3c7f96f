import { formatInstant } from '../domain/instant-text.ts'
import type { Instant } from '../domain/interval.ts'

/** A column of a CSV we write: its name, and a row's cell ready to be written. */
export interface Column<Row> {
  readonly name: string
  readonly cell: (row: Row) => string
}

type Value<Row, T> = (row: Row) => T | undefined

/** Text: a leading sign that a spreadsheet would take for a formula gets an apostrophe. */
export function text<Row>(name: string, value: Value<Row, string>): Column<Row> {
  return { name, cell: (row) => textCell(value(row) ?? '') }
}

export function integer<Row>(name: string, value: Value<Row, number>): Column<Row> {
  return numeric(name, value, String)
}

/** WGS84 degrees, 7 decimals. */
export function degrees<Row>(name: string, value: Value<Row, number>): Column<Row> {
  return numeric(name, value, (number) => number.toFixed(7))
}

/** Metres, 2 decimals. */
export function metres<Row>(name: string, value: Value<Row, number>): Column<Row> {
  return numeric(name, value, (number) => number.toFixed(2))
}

/** Metres as they were quoted: at most 2 decimals, none that say nothing. */
export function quotedMetres<Row>(name: string, value: Value<Row, number>): Column<Row> {
  return numeric(name, value, plainMetres)
}

/** A ratio or a share, 3 decimals; what rounds to nothing has no sign. */
export function share<Row>(name: string, value: Value<Row, number>): Column<Row> {
  return numeric(name, value, (number) => number.toFixed(3).replace(/^-(?=0\.000$)/, ''))
}

export function instant<Row>(name: string, value: Value<Row, Instant>): Column<Row> {
  return numeric(name, value, formatInstant)
}

/** At most two decimals, without an exponent: 12, 4.5, 0.25. */
function plainMetres(value: number): string {
  return value.toFixed(2).replace(/\.?0+$/, '')
}

function numeric<Row>(
  name: string,
  value: Value<Row, number>,
  format: (number: number) => string,
): Column<Row> {
  return {
    name,
    cell: (row) => {
      const number = value(row)
      return number === undefined ? '' : format(number)
    },
  }
}

/** A text as a cell. */
export function textCell(value: string): string {
  return quotedWhereNeeded(harmless(value))
}

function harmless(value: string): string {
  return /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
}

function quotedWhereNeeded(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}
