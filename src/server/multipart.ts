import { AppError } from '../domain/errors.ts'

/** A part of a form: a field, or a file with its name as the sender calls it. */
export interface FormPart {
  readonly name: string
  /** Of a file; empty where none was chosen. */
  readonly fileName: string | undefined
  /** As they come; to be read before the next part is asked for, else they are passed over. */
  readonly bytes: AsyncGenerator<Uint8Array>
}

/** A form with a file, read as far as the file: what it says before is known, the file still comes. */
export interface UploadForm {
  /** Fields that stand before the file. */
  readonly fields: ReadonlyMap<string, string>
  readonly file: FormPart | undefined
}

const MOST_HEADER_BYTES = 4096
const LINE_END = Buffer.from('\r\n')
const HEADERS_END = Buffer.from('\r\n\r\n')

/** What parts are separated by; `undefined` where what was sent is no form with files. */
export function boundaryOf(contentType: string | undefined): string | undefined {
  const [, quoted, token] =
    /^multipart\/form-data\s*;.*?\bboundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(
      contentType ?? '',
    ) ?? []
  return quoted ?? token
}

/**
 * The parts of a form (RFC 7578) in their order, as its bytes come: a file is never held in memory, and whoever
 * reads may stop before it.
 *
 * @throws AppError INPUT_INVALID where it is no such form, or ends before its end; whatever `pieces` throws.
 */
export async function* formParts(
  pieces: AsyncGenerator<Uint8Array>,
  boundary: string,
): AsyncGenerator<FormPart> {
  const delimiter = Buffer.from(`\r\n--${boundary}`)
  // The first delimiter may be the first that comes: then no line ends before it.
  const source = new Source(pieces, LINE_END)
  try {
    await drained(source.upTo(delimiter))
    while (true) {
      const behind = await source.take(2)
      if (behind.equals(Buffer.from('--'))) return
      if (!behind.equals(LINE_END)) throw invalid('its parts are not set apart as they should be')
      const headers = await headersOf(source)
      const bytes = source.upTo(delimiter)
      yield { ...headers, bytes }
      await drained(bytes)
    }
  } finally {
    await pieces.return(undefined)
  }
}

/** Bytes that came and were not read yet. */
class Source {
  readonly #pieces: AsyncGenerator<Uint8Array>
  #rest: Buffer

  constructor(pieces: AsyncGenerator<Uint8Array>, first: Buffer) {
    this.#pieces = pieces
    this.#rest = first
  }

  /** What comes before a delimiter; what follows is behind it. */
  async *upTo(delimiter: Buffer): AsyncGenerator<Uint8Array> {
    while (true) {
      const at = this.#rest.indexOf(delimiter)
      // Of what may be the beginning of a delimiter, nothing is given yet.
      const safe = at >= 0 ? at : this.#rest.length - delimiter.length + 1
      const piece = this.#rest.subarray(0, Math.max(0, safe))
      this.#rest = this.#rest.subarray(piece.length + (at >= 0 ? delimiter.length : 0))
      if (piece.length > 0) yield piece
      if (at >= 0) return
      await this.#more()
    }
  }

  async take(length: number): Promise<Buffer> {
    while (this.#rest.length < length) await this.#more()
    const taken = this.#rest.subarray(0, length)
    this.#rest = this.#rest.subarray(length)
    return taken
  }

  async #more(): Promise<void> {
    const { value, done } = await this.#pieces.next()
    if (done) throw invalid('it was cut off before its end')
    this.#rest = Buffer.concat([this.#rest, value])
  }
}

async function headersOf(source: Source): Promise<Pick<FormPart, 'name' | 'fileName'>> {
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of source.upTo(HEADERS_END)) {
    length += piece.length
    if (length > MOST_HEADER_BYTES) throw invalid('the heading of a part is too long')
    pieces.push(piece)
  }
  const disposition = Buffer.concat(pieces)
    .toString('utf8')
    .split('\r\n')
    .find((line) => /^content-disposition:\s*form-data\s*;/i.test(line))
  const parameter = (name: string) =>
    new RegExp(`;\\s*${name}="([^"]*)"`, 'i').exec(disposition ?? '')?.[1]
  const name = parameter('name')
  if (name === undefined) throw invalid('a part of it has no name')
  return { name, fileName: parameter('filename') }
}

async function drained(pieces: AsyncGenerator<Uint8Array>): Promise<void> {
  for await (const _ of pieces);
}

function invalid(why: string): AppError {
  return new AppError('INPUT_INVALID', `Cannot read the form: ${why}`)
}
