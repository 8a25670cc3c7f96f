import { AppError } from '../domain/errors.ts'
import { bodyPieces as piecesOfBody } from '../server/body-pieces.ts'
import type { Asked } from '../server/route.ts'
import { InputInvalid } from './input-invalid.ts'

/** Most bytes of a body that is read as a whole; most addresses take less (`maxBytes`). */
const MOST_JSON_BYTES = 4 * 1024 * 1024

/**
 * The JSON that was sent.
 *
 * @throws AppError UNSUPPORTED_MEDIA_TYPE, TOO_LARGE or INPUT_INVALID.
 */
export async function readJson(context: Asked): Promise<unknown> {
  if (mediaTypeOf(context) !== 'application/json') {
    throw unsupported(context, ['application/json'])
  }
  const pieces: Uint8Array[] = []
  for await (const piece of bodyPieces(context, MOST_JSON_BYTES)) pieces.push(piece)
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces)))
  } catch {
    throw new InputInvalid([{ at: 'body', message: 'expected JSON in UTF-8' }])
  }
}

/** The media type without its parameters, in lower case; what is packed has none that we read. */
export function mediaTypeOf(context: Asked): string {
  const packed = context.req.header('Content-Encoding')
  if (packed && packed.toLowerCase() !== 'identity') return `${packed} of something`
  return (context.req.header('Content-Type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
}

export function unsupported(context: Asked, expected: readonly string[]): AppError {
  const sent = mediaTypeOf(context)
  return new AppError(
    'UNSUPPORTED_MEDIA_TYPE',
    `Cannot read ${sent ? `"${sent.slice(0, 100)}"` : 'a body without Content-Type'}: expected ${expected.join(' or ')}`,
  )
}

/** A body as it comes. @throws AppError TOO_LARGE, or INPUT_INVALID where it was cut off. */
export function bodyPieces(context: Asked, mostBytes: number): AsyncGenerator<Uint8Array> {
  return piecesOfBody(
    context,
    mostBytes,
    () => new InputInvalid([{ at: 'body', message: 'it was cut off before its end' }]),
  )
}
