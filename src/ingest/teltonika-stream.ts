import { readRecords, type TeltonikaRecord } from './teltonika-record.ts'

/** What a device said on its connection: who it is, records, or something that cannot be read. */
export type TeltonikaMessage =
  | { readonly kind: 'hello'; readonly imei: string }
  | { readonly kind: 'records'; readonly records: readonly TeltonikaRecord[] }
  | { readonly kind: 'unreadable'; readonly why: string }

/** No device sends frames larger than a few KB. */
const LARGEST_FRAME_BYTES = 64 * 1024
const PREAMBLE_AND_LENGTH = 8
const CRC_BYTES = 4
/** Sent by itself to keep a connection open. */
const PING = 0xff

/**
 * Takes a TCP stream of Codec 8 or 8 Extended apart as its bytes come, however they are cut: an IMEI, then frames.
 * After something that cannot be read nothing else is: where the next frame begins is not known.
 *
 * The protocol: https://wiki.teltonika-gps.com/view/Codec
 */
export class TeltonikaStream {
  #rest: Uint8Array = new Uint8Array(0)
  #known = false
  #ended = false

  push(chunk: Uint8Array): TeltonikaMessage[] {
    const bytes = new Uint8Array(this.#rest.length + chunk.length)
    bytes.set(this.#rest)
    bytes.set(chunk, this.#rest.length)
    const messages: TeltonikaMessage[] = []
    let at = 0
    while (!this.#ended) {
      while (this.#known && bytes[at] === PING) at++
      const found = this.#known ? readFrame(bytes.subarray(at)) : readHello(bytes.subarray(at))
      if (!found) break
      messages.push(found.message)
      at += found.bytes
      this.#known = true
      this.#ended = found.message.kind === 'unreadable'
    }
    this.#rest = this.#ended ? new Uint8Array(0) : bytes.slice(at)
    return messages
  }
}

interface Found {
  readonly message: TeltonikaMessage
  readonly bytes: number
}

/** Two bytes of length, then the IMEI's digits. `undefined` while it is not whole, here and below. */
function readHello(bytes: Uint8Array): Found | undefined {
  if (bytes.length < 2) return undefined
  const length = (bytes[0] ?? 0) * 256 + (bytes[1] ?? 0)
  if (length < 14 || length > 16) {
    return unreadable(`the IMEI has ${length} digits, expected 14 to 16`)
  }
  if (bytes.length < 2 + length) return undefined
  const imei = new TextDecoder().decode(bytes.subarray(2, 2 + length))
  if (!/^\d+$/.test(imei)) return unreadable('the IMEI is not digits')
  return { message: { kind: 'hello', imei }, bytes: 2 + length }
}

function readFrame(bytes: Uint8Array): Found | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.subarray(0, 4).some((byte) => byte !== 0)) {
    return unreadable('a frame does not begin with four zeros')
  }
  if (bytes.length < PREAMBLE_AND_LENGTH) return undefined
  const length = view.getUint32(4)
  if (length > LARGEST_FRAME_BYTES) {
    return unreadable(`a frame says ${length} bytes, expected at most ${LARGEST_FRAME_BYTES}`)
  }
  const end = PREAMBLE_AND_LENGTH + length
  if (bytes.length < end + CRC_BYTES) return undefined
  const data = bytes.subarray(PREAMBLE_AND_LENGTH, end)
  const said = view.getUint32(end)
  if (said !== crc16(data)) return unreadable('the CRC of a frame is not that of its bytes')
  const records = readRecords(data)
  if (typeof records === 'string') return unreadable(`of a frame, ${records}`)
  return { message: { kind: 'records', records }, bytes: end + CRC_BYTES }
}

function unreadable(why: string): Found {
  return { message: { kind: 'unreadable', why }, bytes: 0 }
}

/** CRC-16/IBM: polynomial 0xA001 reflected, from 0. */
function crc16(bytes: Uint8Array): number {
  let crc = 0
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xa001 : crc >>> 1
  }
  return crc
}
