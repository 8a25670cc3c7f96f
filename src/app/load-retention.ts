import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../domain/errors.ts'
import { defaultRetention, type RetentionPeriods, readRetention } from '../ingest/retention-json.ts'
import { readWhole } from './read-input.ts'

/**
 * The retention periods of a data folder: its retention.json or another file that is named, else the defaults.
 *
 * @throws AppError FILE_UNREADABLE or RETENTION_INVALID.
 */
export function loadRetention(data: string, named: string | undefined): RetentionPeriods {
  const path = named ?? join(data, 'retention.json')
  if (named === undefined && !existsSync(path)) return defaultRetention
  const { bytes } = readWhole(path)
  try {
    return readRetention(bytes)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    throw new AppError(error.code, `Cannot use the retention periods in ${path}: ${error.message}`)
  }
}
