import { type SpooledFile, spoolFile } from '../server/spool-file.ts'
import type { ApiServices } from './api-services.ts'
import { InputInvalid } from './input-invalid.ts'

export type Upload = SpooledFile

const LONGEST_NAME = 200

/**
 * Puts what is sent into a file of its name.
 *
 * @throws whatever {@link spoolFile} throws; AppError INPUT_INVALID for a name that is none.
 */
export async function receiveUpload(
  { spool }: Pick<ApiServices, 'spool'>,
  name: string,
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<Upload> {
  checkName(name)
  return spoolFile(spool, name, pieces)
}

/** The name in Content-Disposition (RFC 6266); `undefined` where there is none. */
export function dispositionName(header: string | undefined): string | undefined {
  if (header === undefined) return undefined
  const [, encoded] = /;\s*filename\*\s*=\s*UTF-8''([^;\s]+)/i.exec(header) ?? []
  if (encoded !== undefined) {
    try {
      return decodeURIComponent(encoded)
    } catch {
      throw invalidName('it is not percent-encoded UTF-8')
    }
  }
  const [, quoted, token] =
    /;\s*filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/i.exec(header) ?? []
  return quoted?.replace(/\\(.)/g, '$1') ?? token
}

function checkName(name: string): void {
  const isPlain =
    !/[/\\\p{Cc}\p{Surrogate}]/u.test(name) && name.trim() !== '' && !/^\.+$/.test(name)
  if (!isPlain) throw invalidName('expected the name of a file, without a folder')
  if (Buffer.byteLength(name) > LONGEST_NAME) {
    throw invalidName(`expected a file name of at most ${LONGEST_NAME} bytes`)
  }
}

function invalidName(message: string): InputInvalid {
  return new InputInvalid([{ at: 'header.Content-Disposition', message }])
}
