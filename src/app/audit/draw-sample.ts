import type { Interval } from '../../domain/interval.ts'
import { type AuditShare, drawAuditSample } from '../../store/records/audit-samples.ts'
import { type AccountWork, altering, invalid } from '../accounts/account-work.ts'

/** Events in one sample: more than a person looks through. */
export const MOST_SAMPLED = 500

/**
 * Draws a sample of the audit for review, and keeps it.
 *
 * @returns its id.
 * @throws AppError INPUT_INVALID where it would hold nothing, or more than {@link MOST_SAMPLED}; nothing is kept.
 */
export function drawSample(
  work: AccountWork,
  drawnBy: number,
  { within, size }: { readonly within: Interval; readonly size: AuditShare },
): Promise<number> {
  return altering(work, 'audit sample', async (transaction) => {
    const sample = { drawnBy, drawnAt: work.now, within, size }
    const { id, events } = await drawAuditSample(transaction, sample, MOST_SAMPLED + 1)
    if (events === 0) {
      throw invalid('Nobody looked at anything in this period: choose another', 'from')
    }
    if (events > MOST_SAMPLED) {
      throw invalid(
        `That would be more than ${MOST_SAMPLED} events: choose a shorter period or a smaller share`,
        'share',
      )
    }
    return { result: id, details: { sample: id, events } }
  })
}
