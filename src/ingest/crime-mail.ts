import { createHash } from 'node:crypto'
import { basename } from 'node:path/posix'
import { type AttachmentStream, type HeaderLines, type Headers, MailParser } from 'mailparser'
import type { AttemptReasonCode } from '../domain/ingestion-attempt.ts'
import { addressesIn, headerValue, headerValues } from './mail-headers.ts'

/** One file that a message carries, however deep, decoded. */
export interface MailedFile {
  /** As the sender calls it, without folders; empty where it has no name. */
  readonly name: string
  readonly type: string
  readonly bytes: Uint8Array
}

/** A message as far as it can be read. Addresses are in lower case. */
export interface CrimeMail {
  /** Hex; over what makes it the same message, which relays do not alter. */
  readonly sha256: string
  readonly messageId: string | undefined
  /** Of every From there is. */
  readonly from: readonly string[]
  readonly subject: string
  readonly resentFrom: readonly string[]
  readonly headerLines: HeaderLines
  /** Nobody wrote it: it is never answered to whoever it seems to come from. */
  readonly automatic: boolean
  readonly files: readonly MailedFile[]
  /** Why its files could not be found. */
  readonly fault?: { readonly code: AttemptReasonCode; readonly reason: string }
}

const MOST_PARTS = 200
const MOST_DEPTH = 30
const MOST_HEADER_BYTES = 256 * 1024
/** Of all its files together, decoded. */
const MOST_DECODED_BYTES = 32 * 1024 * 1024

/** Reads a message. What is wrong with it is in `fault`: nothing of it makes this throw. */
export async function readCrimeMail(raw: Uint8Array): Promise<CrimeMail> {
  const budget: Budget = { parts: MOST_PARTS, bytes: MOST_DECODED_BYTES }
  const files: MailedFile[] = []
  let lines: HeaderLines = []
  let subject = ''
  let fault: CrimeMail['fault']
  try {
    await readParts(raw, 0, budget, files, (headers, found) => {
      lines = found
      subject = String(headers.get('subject') ?? '')
    })
  } catch (error) {
    fault =
      error instanceof TooMuch
        ? { code: 'MESSAGE_TOO_COMPLEX', reason: error.message }
        : {
            code: 'MESSAGE_UNREADABLE',
            reason: 'Its parts cannot be told apart: it may have been cut off',
          }
  }
  const messageId = headerValue(lines, 'message-id')?.slice(0, 998)
  return {
    sha256: identity(raw, lines),
    messageId,
    from: addressesIn(lines, 'from'),
    subject,
    resentFrom: addressesIn(lines, 'resent-from'),
    headerLines: lines,
    automatic: isAutomatic(lines),
    files: fault ? [] : files,
    ...(fault && { fault }),
  }
}

/** What is left of what one message may hold, embedded ones included. */
interface Budget {
  parts: number
  bytes: number
}

class TooMuch extends Error {}

/** Finds the files of a message and of those that it forwards. @param depth how deep the message itself lies. */
async function readParts(
  raw: Uint8Array,
  depth: number,
  budget: Budget,
  files: MailedFile[],
  onHeaders: (headers: Headers, lines: HeaderLines) => void,
): Promise<void> {
  const embedded: { bytes: Uint8Array; depth: number }[] = []
  await new Promise<void>((resolve, reject) => {
    const parser = new MailParser({
      ignoreEmbedded: true,
      maxChildNodes: budget.parts,
      maxHeadSize: MOST_HEADER_BYTES,
      checksumAlgo: false,
    })
    // Nothing is text to be shown: every part is a file, also one that is sent to be shown in its place.
    Object.assign(parser, { textTypes: [] })
    const fail = (error: Error) => {
      reject(/child nodes/.test(error.message) ? tooMany() : error)
      parser.destroy()
    }
    parser.on('error', fail)
    let headers: Headers = new Map()
    parser.on('headers', (found: Headers) => {
      headers = found
    })
    parser.on('headerLines', (lines: HeaderLines) => onHeaders(headers, lines))
    parser.on('data', (part: AttachmentStream | { type: 'text' }) => {
      if (part.type !== 'attachment') return
      budget.parts -= 1
      const partDepth = depth + (part.partId ?? '').split('.').length
      if (budget.parts < 0 || partDepth > MOST_DEPTH) return fail(tooMany())
      const pieces: Uint8Array[] = []
      part.content.on('data', (piece: Uint8Array) => {
        budget.bytes -= piece.length
        if (budget.bytes < 0) {
          fail(new TooMuch('Its files are larger than 32 MB together'))
        } else pieces.push(piece)
      })
      part.content.on('end', () => {
        const bytes = Buffer.concat(pieces)
        if (part.contentType === 'message/rfc822') embedded.push({ bytes, depth: partDepth })
        else files.push({ name: nameOf(part.filename), type: part.contentType, bytes })
        part.release?.()
      })
    })
    parser.on('end', resolve)
    parser.end(raw)
  })
  for (const message of embedded) {
    await readParts(message.bytes, message.depth, budget, files, () => undefined)
  }
}

function tooMany(): TooMuch {
  return new TooMuch(
    `It has more than ${MOST_PARTS} parts, or they lie more than ${MOST_DEPTH} deep`,
  )
}

const LONGEST_NAME = 150

function nameOf(filename = ''): string {
  const plain = basename(filename.replaceAll('\\', '/')).replaceAll(/\p{Cc}|\p{Surrogate}/gu, ' ')
  return plain.trim().slice(-LONGEST_NAME)
}

/**
 * The same message again, by another way or a second time, has other Received lines and the same everything
 * else. Another message with the same Message-ID is another message.
 */
function identity(raw: Uint8Array, lines: HeaderLines): string {
  const hash = createHash('sha256')
  for (const name of ['message-id', 'from', 'subject', 'date']) {
    hash.update(`${headerValues(lines, name).join('\n')}\n`)
  }
  return hash.update(bodyOf(raw)).digest('hex')
}

function bodyOf(raw: Uint8Array): Uint8Array {
  const text = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  const ends = ['\r\n\r\n', '\n\n'].map((end) => text.indexOf(end)).filter((at) => at >= 0)
  return ends.length > 0 ? raw.subarray(Math.min(...ends)) : raw
}

/** RFC 3834, and what was there before it: answering these makes loops. */
function isAutomatic(lines: HeaderLines): boolean {
  const value = (name: string) => headerValue(lines, name)?.toLowerCase() ?? ''
  return (
    !['', 'no'].includes(value('auto-submitted').replace(/[\s;].*$/s, '')) ||
    /^(bulk|junk|list|auto[-_]reply)$/.test(value('precedence')) ||
    value('return-path').replaceAll(/\s/g, '') === '<>' ||
    value('list-id') !== '' ||
    value('content-type').startsWith('multipart/report')
  )
}
