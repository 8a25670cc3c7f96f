import { AppError } from '../domain/errors.ts'
import { bodyPieces } from './body-pieces.ts'
import { boundaryOf, type FormPart, formParts, type UploadForm } from './multipart.ts'
import type { Asked } from './route.ts'

const MOST_FIELDS = 10
const MOST_FIELD_BYTES = 4096

/**
 * Reads the fields of a form up to its file. The form's token is the first of them in every form of ours, so that it
 * is known before a byte of the file is taken.
 *
 * @returns `undefined` where what was sent is no form with files.
 * @throws AppError INPUT_INVALID or TOO_LARGE.
 */
export async function beginUpload(
  context: Asked,
  mostBytes: number,
): Promise<UploadForm | undefined> {
  const boundary = boundaryOf(context.req.header('Content-Type'))
  if (boundary === undefined) return undefined
  const cutOff = () =>
    new AppError('INPUT_INVALID', 'Cannot read the form: it was cut off before its end')
  const parts = formParts(bodyPieces(context, mostBytes, cutOff), boundary)
  const fields = new Map<string, string>()
  while (fields.size < MOST_FIELDS) {
    const { value: part, done } = await parts.next()
    if (done) return { fields, file: undefined }
    if (part.fileName !== undefined) return { fields, file: part }
    fields.set(part.name, await textOf(part))
  }
  throw new AppError(
    'INPUT_INVALID',
    `Cannot read the form: it has more than ${MOST_FIELDS} fields`,
  )
}

async function textOf({ bytes }: FormPart): Promise<string> {
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of bytes) {
    length += piece.length
    if (length > MOST_FIELD_BYTES) {
      throw new AppError(
        'INPUT_INVALID',
        `Cannot read the form: a field is longer than ${MOST_FIELD_BYTES} bytes`,
      )
    }
    pieces.push(piece)
  }
  return Buffer.concat(pieces).toString('utf8')
}
