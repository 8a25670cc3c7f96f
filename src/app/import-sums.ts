import type { Import } from '../store/records/imports.ts'

/** Sums over imports. rows = accepted + refused; repeats are accepted rows that added nothing. */
export interface ImportSums {
  readonly rows: number
  readonly accepted: number
  readonly refused: number
  readonly repeats: number
}

/**
 * Sums over the imports of a kind that are done; of positions also over those that are not, which keep what they brought:
 * accepted less repeats is what ever came into the archive by imports.
 */
export function importSums(imports: readonly Import[], kind: Import['kind']): ImportSums {
  const done = imports.filter(
    (each) => each.kind === kind && (kind === 'positions' || each.outcome === 'done'),
  )
  const sum = (value: (each: Import) => number) =>
    done.reduce((total, each) => total + value(each), 0)
  return {
    rows: sum(({ rows }) => rows),
    accepted: sum(({ accepted }) => accepted),
    refused: sum(({ refused }) => refused),
    repeats: sum(({ repeats }) => repeats ?? 0),
  }
}
