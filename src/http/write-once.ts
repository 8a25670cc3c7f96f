import { z } from '@hono/zod-openapi'
import { AppError } from '../domain/errors.ts'
import type { Asked } from '../server/route.ts'
import {
  claimKey,
  endKey,
  type NamedWrite,
  releaseKey,
  type WriteEnd,
} from '../store/records/idempotency-records.ts'
import { type ApiServices, accountIdOf } from './api-services.ts'

const NAME = 'Idempotency-Key'

/** The header by which a program names a write. */
export const idempotencyHeaders = z.object({
  [NAME]: z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/, 'expected 1 to 255 visible ASCII characters')
    .optional()
    .openapi({
      description:
        'Names this write. Sent again within 24 hours with the same body, it is done once and answered again; with another body it is refused (422), and while it is under way too (409).',
    }),
})

/**
 * Does a write once for its key: sent again, what it ended in is given and nothing is done. Without a key it is
 * done.
 *
 * @param requestSha256 of everything that was sent, hex.
 * @returns what it ended in, and whether that was told before.
 * @throws AppError IDEMPOTENCY_KEY_REUSED or IDEMPOTENCY_KEY_IN_USE; whatever `work` throws, the key let go.
 */
export async function writeOnce(
  context: Asked,
  { folder: { records }, now }: ApiServices,
  requestSha256: string,
  work: () => Promise<WriteEnd>,
): Promise<WriteEnd & { readonly replayed: boolean }> {
  const key = context.req.header(NAME)
  if (key === undefined) return { ...(await work()), replayed: false }
  const { method, path } = context.get('route')
  const write: NamedWrite = {
    accountId: accountIdOf(context),
    key,
    route: `${method} ${path}`,
    requestSha256,
  }
  const claim = await claimKey(records, write, now())
  if (claim !== 'claimed') {
    if (claim.route !== write.route || claim.requestSha256 !== requestSha256) {
      throw new AppError(
        'IDEMPOTENCY_KEY_REUSED',
        `Cannot do the request: its ${NAME} named another one within a day; expected a key of its own`,
      )
    }
    if (!claim.end) {
      throw new AppError(
        'IDEMPOTENCY_KEY_IN_USE',
        `Cannot do the request yet: the one of the same ${NAME} is under way; try again once it is answered`,
      )
    }
    return { ...claim.end, replayed: true }
  }
  let end: WriteEnd
  try {
    end = await work()
  } catch (error) {
    await releaseKey(records, write)
    throw error
  }
  await endKey(records, write, end)
  return { ...end, replayed: false }
}
