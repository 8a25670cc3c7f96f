import type { Instant, Interval } from '../../domain/interval.ts'
import type { TriedRules } from '../../domain/tried-rules.ts'
import type { MonitoringSettings } from '../../monitoring/settings.ts'
import type { PositionArchive } from '../../store/positions/position-archive.ts'
import { standingAbsences } from '../../store/records/monitoring-records.ts'
import { addRuleTrial, finishRuleTrial, type RuleDraft } from '../../store/records/rule-drafts.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import { type AccountWork, altering } from '../accounts/account-work.ts'
import type { DataFolder } from '../data-folder.ts'
import { lastCapturedAt } from '../read-movements.ts'
import { openDraft } from './draft-rule.ts'
import { findDraft } from './find-draft.ts'
import { triedStretch, tryChange } from './try-draft.ts'

/** A trial that was begun: whose, of which draft, and what it reads. */
interface BegunTrial {
  readonly draft: RuleDraft
  readonly person: PersonFile
  readonly begunAt: Instant
  readonly within: Interval
}

/**
 * Notes that a draft is to be tried; its audit event says whose positions of what stretch are read for it.
 *
 * @throws AppError as `openDraft`.
 */
export async function beginTrial(
  work: AccountWork,
  archive: PositionArchive,
  accountId: number,
  id: number | undefined,
): Promise<BegunTrial> {
  const viewer = { accountId, at: work.now }
  const found = await findDraft(work.records, viewer, id)
  const within = triedStretch(work.now, await lastCapturedAt(archive, found.person))
  return altering(work, 'rules', async (transaction) => {
    const { draft, person } = await openDraft(transaction, work, accountId, id)
    await addRuleTrial(transaction, viewer, { draftId: draft.id, within })
    const { from, to } = within
    const details = { draft: draft.id, change: 'tried', positionsFrom: from, positionsTo: to }
    return { result: { draft, person, begunAt: work.now, within }, details, subjects: [person.id] }
  })
}

/** Tries a draft and keeps what it would have raised; where that fails, that it did. */
export async function runTrial(
  folder: DataFolder,
  { draft, person, begunAt, within }: BegunTrial,
  settings: MonitoringSettings,
  now: () => Instant,
): Promise<void> {
  const keep = (result: TriedRules) =>
    finishRuleTrial(folder.records, { draftId: draft.id, begunAt }, now(), result)
  try {
    const order = person.monitoringOrders.find(({ id }) => id === draft.monitoringOrderId)
    if (!order) throw new Error('The order of the draft is gone')
    const absences = await standingAbsences(folder.records)
    const { change } = draft
    await keep(
      await tryChange({
        archive: folder.archive,
        person,
        order,
        change,
        within,
        absences,
        settings,
      }),
    )
  } catch (error) {
    const fault = 'The draft could not be tried. Try again.'
    await keep({ fault, before: [], after: [], watched: [], silentDays: [] })
    throw error
  }
}
