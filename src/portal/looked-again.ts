import { writeAltered } from '../server/gate.ts'
import type { Asked, Told } from '../server/route.ts'
import type { PortalServices } from './portal-services.ts'

/** For a form that is shown again with what is wrong: nothing is altered, and the page is a look at what it tells. */
export function lookedAgain(
  context: Asked,
  { folder: { records }, now }: Pick<PortalServices, 'folder' | 'now'>,
  what: string,
  told: Told,
): Promise<void> {
  return writeAltered(context, records, now(), {
    action: 'consult',
    what,
    outcome: 'done',
    ...told,
  })
}
