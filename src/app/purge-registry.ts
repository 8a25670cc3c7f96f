import { counted } from '../domain/count-text.ts'
import type { Instant } from '../domain/interval.ts'
import { finishDeletion, startDeletion } from '../store/records/deletion-records.ts'
import type { RecordsQuery } from '../store/records/records.ts'
import { deletePeople, peopleOver } from '../store/records/registry-retention.ts'
import { loadPeople } from '../store/records/stored-people.ts'
import type { DataFolder } from './data-folder.ts'
import type { PurgeStep } from './purge-step.ts'
import { wornIntervals } from './worn-intervals.ts'

const EVER = { from: -Infinity, to: Infinity }

/**
 * People whose orders all ended longer ago than allowed, with their orders, restrictions and allocations, noted person by
 * person. Whom anything names that is kept stays: it would be of nobody, and positions would be without a legal basis.
 */
export function peopleNoLongerMonitored(
  { records, archive }: DataFolder,
  heldWearerIds: readonly string[],
  endedBefore: Instant,
): PurgeStep {
  const over = async (query: RecordsQuery) => {
    const named = await peopleOver(query, endedBefore, heldWearerIds)
    if (named.length === 0) return []
    const people = await loadPeople(query)
    const found: string[] = []
    for (const id of named) {
      const worn = wornIntervals(people, id, EVER)
      if (worn.length === 0 || (await archive.countLawful(worn)) === 0) found.push(id)
    }
    return found
  }
  return {
    what: 'people no longer monitored',
    phrase: (found) =>
      `${counted(found, 'person', 'people')} in the registry whose orders ended longer ago than allowed and whom nothing names that is kept`,
    count: async () => (await over(records)).length,
    remove: () =>
      records.transaction(async (transaction) => {
        const startedAt = Date.now()
        const gone = await over(transaction)
        if (gone.length === 0) return 0
        await deletePeople(transaction, gone, startedAt)
        for (const deviceWearerId of gone) {
          const id = await startDeletion(transaction, {
            ...{ kind: 'retention', subject: 'registry', deviceWearerId, startedAt },
            within: { from: -Infinity, to: endedBefore },
            reason: 'every order ended longer ago than allowed',
          })
          await finishDeletion(transaction, id, { deleted: 1, finishedAt: Date.now() })
        }
        return gone.length
      }),
  }
}
