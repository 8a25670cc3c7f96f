import { keepEvent, operator } from '../asker.ts'
import type { DataFolder } from '../data-folder.ts'
import type { AccountWork } from './account-work.ts'

/** Accounts as whoever stands at the host works on them. */
export function operatorWork({ records }: Pick<DataFolder, 'records'>): AccountWork {
  const actor = operator()
  return {
    records,
    now: Date.now(),
    actor,
    audit: (query, facts) => keepEvent(query, { actor }, facts),
  }
}
