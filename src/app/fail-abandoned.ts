import { releaseAbandonedKeys } from '../store/records/idempotency-records.ts'
import {
  failAbandonedImports,
  type ImportKind,
  listImports,
  noteBrought,
} from '../store/records/imports.ts'
import { forgetDocumentFiles } from '../store/records/person-document-records.ts'
import { failAbandonedRuns } from '../store/records/run-records.ts'
import { noteStretches } from '../store/records/touch-records.ts'
import { arrivedStretches } from './arrived-stretches.ts'
import { keepEvent, operator } from './asker.ts'
import { positionsExpected } from './check-whole.ts'
import type { DataFolder } from './data-folder.ts'

type Stores = Pick<DataFolder, 'records' | 'archive'>

const EVER = { from: -Infinity, to: Infinity }

const COLLECTED: Readonly<Record<ImportKind, string>> = {
  positions: 'movements',
  people: 'people',
  crimes: 'crimes',
  alcohol: 'alcohol readings',
  places: 'places of interest',
}

/**
 * Marks what an earlier process left unfinished as failed. It could not tell the audit how it ended, and
 * what it had collected by then may be there, so whoever finds it tells.
 */
export async function failAbandoned({ records, archive }: Stores): Promise<void> {
  const asker = { actor: operator() }
  const cutOff = await listImports(records, { kind: 'positions', outcome: 'running' })
  const since = Math.min(...cutOff.map(({ startedAt }) => startedAt))
  // What arrived before the cut is there to be compared, and no import will ever say so.
  const arrivals = cutOff.length === 0 ? [] : await archive.arrivals(EVER, since)
  const stretches = arrivedStretches(arrivals)
  // What devices and other imports brought meanwhile is not theirs.
  const unclaimed =
    cutOff.length === 0
      ? 0
      : (await archive.count([], EVER)).all - (await positionsExpected(records))
  const gained = arrivals.reduce((sum, { positions }) => sum + positions, 0)
  const newest = cutOff.at(-1)
  await records.transaction(async (transaction) => {
    const imports = await failAbandonedImports(transaction, Date.now())
    if (newest) await noteBrought(transaction, newest.id, Math.max(0, Math.min(gained, unclaimed)))
    const runs = await failAbandonedRuns(transaction, Date.now())
    await releaseAbandonedKeys(transaction)
    // Of a document that was erased or cancelled while it was made, too.
    await forgetDocumentFiles(transaction)
    await noteStretches(transaction, stretches, { cause: 'positions' }, Date.now())
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
