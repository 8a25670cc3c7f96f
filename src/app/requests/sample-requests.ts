import type { Interval } from '../../domain/interval.ts'
import { drawRequestSample, reviewSampled } from '../../store/records/request-samples.ts'
import { type AccountWork, altering, invalid } from '../accounts/account-work.ts'
import { requestActor } from './request-work.ts'

/**
 * Draws decided requests at random for somebody to look through, and keeps which.
 *
 * @param share 0 to 1.
 * @returns its id.
 * @throws AppError INPUT_INVALID where nothing was decided in the interval.
 */
export function drawRequests(
  work: AccountWork,
  { within, share }: { within: Interval; share: number },
): Promise<number> {
  return altering(work, 'data request sample', async (transaction) => {
    const { accountId: drawnBy } = requestActor(work)
    const { id, requests } = await drawRequestSample(transaction, {
      drawnBy,
      drawnAt: work.now,
      within,
      share,
    })
    if (requests === 0) throw invalid('No request was decided on these days: choose others', 'from')
    return { result: id, details: { sample: id, requests } }
  })
}

/** Keeps what somebody found of a sampled request. @throws AppError INPUT_INVALID with `field`. */
export function reviewRequest(
  work: AccountWork,
  review: { sampleId: number; requestId: number; finding: string; note: string },
): Promise<void> {
  return altering(work, 'data request sample', async (transaction) => {
    const { finding, note, sampleId, requestId } = review
    if (finding !== 'ok' && finding !== 'query') {
      throw invalid('Choose whether it is OK or a query', 'finding')
    }
    if (finding === 'query' && note === '') throw invalid('Enter what you ask', 'note')
    const { accountId: reviewedBy } = requestActor(work)
    const kept = await reviewSampled(transaction, {
      ...review,
      finding,
      reviewedBy,
      reviewedAt: work.now,
    })
    if (!kept) {
      throw invalid(
        'Choose a request that is not reviewed yet and that you did not decide',
        'request',
      )
    }
    return { result: undefined, details: { sample: sampleId, request: requestId, finding } }
  })
}
