import {
  accuracyAt,
  capturedAt,
  deviceIdAt,
  mechanismAt,
  type ReadPositions,
} from '../../src/domain/held-positions.ts'
import { type PositionColumns, PositionColumnsBuilder } from '../../src/domain/position-columns.ts'
import { arrangePositions } from '../../src/matching/arrange-positions.ts'

/** One position, written out. */
export interface PositionRow {
  readonly device: string
  readonly at: number
  /** Degrees x 1e7. */
  readonly latitude: number
  readonly longitude: number
  readonly accuracy?: number
  readonly mechanism: string
}

export function columnsOf(rows: readonly PositionRow[]): PositionColumns {
  const builder = new PositionColumnsBuilder()
  const number = (texts: string[], text: string) => {
    const at = texts.indexOf(text)
    return at === -1 ? texts.push(text) - 1 : at
  }
  for (const row of rows) {
    builder.add(
      number(builder.deviceIds, row.device),
      row.at,
      row.latitude,
      row.longitude,
      row.accuracy ?? Number.NaN,
      number(builder.mechanisms, row.mechanism),
    )
  }
  return builder.build()
}

/** Positions as matching sees them: in identity order, repeats dropped. */
export function rowsOf(columns: ReadPositions | PositionColumns): PositionRow[] {
  const { positions } = arrangePositions(columns)
  return Array.from({ length: positions.length }, (_, row) => {
    const accuracy = accuracyAt(positions, row)
    return {
      device: deviceIdAt(positions, row),
      at: capturedAt(positions, row),
      latitude: positions.latitude[row] ?? Number.NaN,
      longitude: positions.longitude[row] ?? Number.NaN,
      ...(!Number.isNaN(accuracy) && { accuracy }),
      mechanism: mechanismAt(positions, row),
    }
  })
}
