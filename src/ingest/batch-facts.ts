import { type CrimeType, crimeTypes, isCrimeType } from '../domain/crime-types.ts'
import { policeForce } from '../domain/police-forces.ts'

/** What one row says of itself where that can be read, be the row valid or not; empty where it cannot. */
interface RowFacts {
  readonly policeForce: string
  readonly batchId: string
  readonly crimeType: CrimeType | ''
  readonly valid: boolean
}

/** How the rows of a batch add up by crime type: `''` where a row says none that is known. */
interface TypeCount {
  readonly crimeType: CrimeType | ''
  /** submitted = accepted + refused. */
  readonly submitted: number
  readonly accepted: number
  readonly refused: number
}

/** What a file says of its force and batch, also one of which nothing is taken. */
export interface BatchFacts {
  /** Every registered force that its valid rows name, or where none is valid, its rows. */
  readonly forces: readonly string[]
  /** Where all those rows say the same. */
  readonly batchId?: string
  /** All seven types and `''`, in the order of the types. */
  readonly types: readonly TypeCount[]
}

/** @param columns a row's cells as they came, however many. */
export function rowFacts(columns: readonly string[], valid: boolean): RowFacts {
  const cell = (index: number) => (columns[index] ?? '').trim()
  const type = cell(1).toUpperCase()
  return {
    policeForce: policeForce(cell(0))?.identifier ?? '',
    batchId: cell(3).slice(0, LONGEST_BATCH_ID),
    crimeType: isCrimeType(type) ? type : '',
    valid,
  }
}

/** Longer than any; what a spoilt file has in its place need not be kept whole. */
const LONGEST_BATCH_ID = 40

/** @param taken whether valid rows are accepted: a file that is refused as a whole has none. */
export function batchFacts(rows: readonly RowFacts[], taken: boolean): BatchFacts {
  const valid = rows.filter((row) => row.valid)
  const telling = valid.length > 0 ? valid : rows
  const batchIds = named(telling.map((row) => row.batchId.replace(/-[ra]$/, upperCase)))
  return {
    forces: named(telling.map((row) => row.policeForce)),
    ...(batchIds.length === 1 && batchIds[0] !== undefined && { batchId: batchIds[0] }),
    types: [...(Object.keys(crimeTypes) as CrimeType[]), '' as const].map((crimeType) => {
      const ofType = rows.filter((row) => row.crimeType === crimeType)
      const accepted = taken ? ofType.filter((row) => row.valid).length : 0
      return {
        crimeType,
        submitted: ofType.length,
        accepted,
        refused: ofType.length - accepted,
      }
    }),
  }
}

function named(values: readonly string[]): string[] {
  return [...new Set(values.filter((value) => value !== ''))]
}

function upperCase(text: string): string {
  return text.toUpperCase()
}
