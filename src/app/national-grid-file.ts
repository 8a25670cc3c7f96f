import { basename } from 'node:path'
import { AppError } from '../domain/errors.ts'
import {
  type FromNationalGrid,
  fromNationalGrid,
  fromNationalGridWithShifts,
} from '../geo/national-grid.ts'
import { type Input, readWhole } from './read-input.ts'

/** How eastings and northings become degrees, and the file that says so where there is one. */
export interface GridConversion {
  readonly fromNationalGrid: FromNationalGrid
  readonly input?: Input
}

/**
 * Helmert's transformation, or, where a path is given, the NTv2 grid of shifts there.
 *
 * @throws AppError FILE_UNREADABLE or FILE_MALFORMED
 */
export function gridConversion(path: string | undefined): GridConversion {
  if (path === undefined) return { fromNationalGrid }
  const { bytes, sha256 } = readWhole(path)
  const file = basename(path)
  try {
    const shifted = fromNationalGridWithShifts(bytes.slice().buffer as ArrayBuffer)
    return { fromNationalGrid: shifted, input: { file, sha256, rows: 0 } }
  } catch (cause) {
    const message = `Cannot use ${file}: expected an NTv2 grid of shifts`
    throw new AppError('FILE_MALFORMED', message, { cause })
  }
}
