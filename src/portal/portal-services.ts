import type { DataFolder } from '../app/data-folder.ts'
import type { Asked } from '../server/route.ts'
import type { Show } from './show.tsx'

/** What pages stand on. */
export interface PortalServices {
  readonly folder: DataFolder
  readonly show: Show
  readonly now: () => number
  /** Whether everything in the folder is the fictional town's. */
  readonly demonstration: boolean
  /** `<data>`: where the keys and the town's map lie. */
  readonly dataPath: string
}

/** The account that asks. @throws Error on a route that lets in whoever has none. */
export function accountIdOf(context: Asked): number {
  const { accountId } = context.get('asking').actor
  if (accountId === undefined) throw new Error('Cannot tell whose scope: nobody is signed in')
  return accountId
}
