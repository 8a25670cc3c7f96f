import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../domain/errors.ts'
import { type CaseworkPolicy, defaultPolicy, readPolicy } from '../ingest/policy-json.ts'
import { readWhole } from './read-input.ts'

export type { CaseworkPolicy }

/**
 * The casework policy of a data folder: its policy.json, else the defaults.
 *
 * @throws AppError FILE_UNREADABLE or POLICY_INVALID.
 */
export function loadPolicy(data: string): CaseworkPolicy {
  const path = join(data, 'policy.json')
  if (!existsSync(path)) return defaultPolicy
  const { bytes } = readWhole(path)
  try {
    return readPolicy(bytes)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    throw new AppError(error.code, `Cannot use the policy in ${path}: ${error.message}`)
  }
}
