import type { Asked } from '../../server/route.ts'
import {
  type Report,
  restrictionOnReport,
  visibleReport,
} from '../../store/records/visible-reports.ts'
import { notShown } from '../not-shown.ts'
import { accountIdOf, type PortalServices } from '../portal-services.ts'
import { wholeNumber } from '../whole-number.ts'

/** The report of an address, as whoever asks may see it. @throws AppError NOT_FOUND; RESTRICTED with what the restriction says. */
export async function foundReport(
  context: Asked,
  { folder: { records } }: PortalServices,
): Promise<Report> {
  const id = wholeNumber(context.req.param('id'))
  const report =
    id === undefined ? undefined : await visibleReport(records, accountIdOf(context), id)
  if (report) return report
  const kept =
    id === undefined ? undefined : await restrictionOnReport(records, accountIdOf(context), id)
  throw notShown(kept)
}

/** What an answer about a report tells. */
export function toldOf({ id, subjects, crime: { window } }: Report) {
  return {
    subjects: [...subjects],
    interval: { from: window.from, to: window.to + 1 },
    count: subjects.length,
    details: { report: id },
  }
}
