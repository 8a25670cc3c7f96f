import { releaseAbandonedKeys } from '../store/records/idempotency-records.ts'
import { failAbandonedImports, type ImportKind } from '../store/records/imports.ts'
import type { Records } from '../store/records/records.ts'
import { failAbandonedRuns } from '../store/records/run-records.ts'
import { keepEvent, operator } from './asker.ts'

const COLLECTED: Readonly<Record<ImportKind, string>> = {
  positions: 'movements',
  people: 'people',
  crimes: 'crimes',
}

/**
 * Marks what an earlier process left unfinished as failed. It could not tell the audit how it ended, and
 * what it had collected by then may be there, so whoever finds it tells.
 */
export async function failAbandoned(records: Records): Promise<void> {
  const asker = { actor: operator() }
  await records.transaction(async (transaction) => {
    const imports = await failAbandonedImports(transaction, Date.now())
    const runs = await failAbandonedRuns(transaction, Date.now())
    await releaseAbandonedKeys(transaction)
    for (const { id, kind } of imports) {
      await keepEvent(transaction, asker, {
        action: 'collect',
        outcome: 'failed',
        what: COLLECTED[kind],
        subjects: 'everyone',
        details: { import: id, cutOff: true },
      })
    }
    for (const run of runs) {
      await keepEvent(transaction, asker, {
        action: 'combine',
        outcome: 'failed',
        what: 'movements and crimes',
        subjects: 'everyone',
        details: { run, cutOff: true },
      })
    }
  })
}
