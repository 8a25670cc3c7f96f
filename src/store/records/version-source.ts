import type { Instant } from '../../domain/interval.ts'

/** By what an order became what it is. */
export interface VersionSource {
  readonly importId?: number | undefined
  readonly accountId?: number | undefined
  readonly at: Instant
}
