import { crc32 } from 'node:zlib'
import type { CheckedReport } from './checked-report.ts'

const HEAD_BYTES = 8
/** Longer than any report may be: a length beyond it is no length. */
const LONGEST_BYTES = 64 * 1024 * 1024

/** A report as the log writes it: how long, a checksum, JSON. */
export function reportFrame(report: CheckedReport): Buffer {
  const text = JSON.stringify(report)
  const length = Buffer.byteLength(text)
  const frame = Buffer.allocUnsafe(HEAD_BYTES + length)
  frame.write(text, HEAD_BYTES)
  frame.writeUInt32LE(length, 0)
  frame.writeUInt32LE(crc32(frame.subarray(HEAD_BYTES)), 4)
  return frame
}

/**
 * The reports of a segment, as far as they are whole. What follows the first that is not was being written when the
 * process ended, and nobody was told that it was kept.
 */
export function readFrames(bytes: Buffer): CheckedReport[] {
  const reports: CheckedReport[] = []
  for (let at = 0; at + HEAD_BYTES <= bytes.length; ) {
    const length = bytes.readUInt32LE(at)
    const start = at + HEAD_BYTES
    if (length === 0 || length > LONGEST_BYTES || start + length > bytes.length) break
    const text = bytes.subarray(start, start + length)
    if (crc32(text) !== bytes.readUInt32LE(at + 4)) break
    reports.push(JSON.parse(text.toString()) as CheckedReport)
    at = start + length
  }
  return reports
}
