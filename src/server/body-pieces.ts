import { AppError } from '../domain/errors.ts'
import type { Asked } from './route.ts'

/**
 * A body as it comes, never more than `mostBytes` of it.
 *
 * @param cutOff makes the error of a body that ends before its end, in the words of the edge.
 * @throws AppError TOO_LARGE, or `cutOff`'s.
 */
export async function* bodyPieces(
  context: Asked,
  mostBytes: number,
  cutOff: () => AppError,
): AsyncGenerator<Uint8Array> {
  const { body } = context.req.raw
  if (!body) return
  const reader = body.getReader()
  let bytes = 0
  let done = false
  try {
    while (true) {
      const read = await reader.read().catch(() => {
        throw cutOff()
      })
      if (read.done) {
        done = true
        return
      }
      bytes += read.value.length
      if (bytes > mostBytes) {
        throw new AppError(
          'TOO_LARGE',
          `Cannot take the request: it is larger than ${mostBytes} bytes`,
        )
      }
      yield read.value
    }
  } finally {
    if (!done) await reader.cancel().catch(() => undefined)
  }
}
