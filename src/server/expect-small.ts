import { bodyLimit } from 'hono/body-limit'
import { AppError } from '../domain/errors.ts'
import type { Asked } from './route.ts'

/**
 * Of a body that says its length, looks at that alone; one that does not is read into memory, and no further than it may
 * be long. One that was read already was expected to be small.
 *
 * @throws AppError TOO_LARGE.
 */
export async function expectSmall(context: Asked, maxBytes: number): Promise<void> {
  if (context.req.raw.bodyUsed) return
  const limit = bodyLimit({
    maxSize: maxBytes,
    onError() {
      throw tooLarge(maxBytes)
    },
  })
  await limit(context, async () => undefined)
}

export function tooLarge(maxBytes: number): AppError {
  return new AppError('TOO_LARGE', `Cannot take the request: it is larger than ${maxBytes} bytes`)
}
