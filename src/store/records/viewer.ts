import type { Instant } from '../../domain/interval.ts'

/** The account that looks, and when: what it may see changes with cover and allocations. */
export interface Viewer {
  readonly accountId: number
  readonly at: Instant
}
