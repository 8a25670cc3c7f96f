import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  readSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../domain/errors.ts'
import type { Instant } from '../domain/interval.ts'
import { type AuditReceipt, auditHead } from '../store/records/audit-records.ts'
import type { Records } from '../store/records/records.ts'

/** Holds several lines. */
const END_BYTES = 4096

/** Where the audit's chain ended at an instant, as it was written down outside the records. */
export interface AuditHead extends AuditReceipt {
  readonly at: Instant
}

export interface KeptHeads {
  readonly heads: readonly AuditHead[]
  /** Lines that are no heads: a write that was cut off, or somebody's hand. */
  readonly unreadable: number
}

export interface HeadKeeper {
  /** Writes the head down now, where there is something new. @throws AppError STORE_UNAVAILABLE */
  keep(): Promise<void>
  /** Stops writing; what is under way is waited for. */
  stop(): Promise<void>
}

/** Where heads are kept unless the configuration names another place. */
export function auditHeadsFile(data: string): string {
  return join(data, 'audit-heads.ndjson')
}

/**
 * Writes the chain's head to a file outside the records: now, then at an interval when it is another.
 * A chain that somebody cut since then ends before a head that is kept.
 *
 * @throws AppError STORE_UNAVAILABLE where the file cannot be written now. Later, at the interval, it is
 * tried again.
 */
export async function keepAuditHeads(
  records: Records,
  path: string,
  everyMs: number,
): Promise<HeadKeeper> {
  let last = lastKept(path)?.id ?? 0
  const write = async () => {
    const head = await auditHead(records)
    // A chain that ends before what was kept is for the verification to tell, not to be kept as well.
    if (!head || head.id <= last) return
    append(path, { at: Date.now(), ...head })
    last = head.id
  }
  let underWay = Promise.resolve()
  const keep = () => {
    const next = underWay.then(write)
    underWay = next.catch(() => undefined)
    return next
  }
  await keep()
  const timer = setInterval(() => keep().catch(() => undefined), everyMs)
  timer.unref()
  return {
    keep,
    async stop() {
      clearInterval(timer)
      await underWay
    },
  }
}

/** The heads that were kept, oldest first; none where there is no file. @throws AppError STORE_UNAVAILABLE */
export function readAuditHeads(path: string): KeptHeads {
  if (!existsSync(path)) return { heads: [], unreadable: 0 }
  return headsIn(attempt('read', path, () => readFileSync(path, 'utf8')))
}

/** The newest head, from the end of the file: it grows for years. */
function lastKept(path: string): AuditHead | undefined {
  if (!existsSync(path)) return undefined
  return attempt('read', path, () => {
    const descriptor = openSync(path, 'r')
    try {
      const end = Buffer.alloc(END_BYTES)
      const from = Math.max(0, fstatSync(descriptor).size - END_BYTES)
      const length = readSync(descriptor, end, 0, END_BYTES, from)
      return headsIn(end.toString('utf8', 0, length)).heads.at(-1)
    } finally {
      closeSync(descriptor)
    }
  })
}

function headsIn(text: string): KeptHeads {
  const lines = text.split('\n').filter((line) => line !== '')
  const heads = lines.flatMap((line) => headFrom(line) ?? [])
  return { heads, unreadable: lines.length - heads.length }
}

function headFrom(line: string): AuditHead | undefined {
  try {
    const { at, id, hash } = JSON.parse(line) as { at: string; id: number; hash: string }
    const whole = Number.isSafeInteger(id) && /^[0-9a-f]{64}$/.test(hash)
    return whole ? { at: Date.parse(at), id, hash } : undefined
  } catch {
    return undefined
  }
}

/** Begun with a line feed, so that a line that was cut off spoils no other. */
function append(path: string, { at, id, hash }: AuditHead): void {
  const line = `\n${JSON.stringify({ at: new Date(at).toISOString(), id, hash })}\n`
  attempt('write', path, () => {
    const descriptor = openSync(path, 'a', 0o600)
    try {
      writeSync(descriptor, line)
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
  })
}

function attempt<T>(verb: string, path: string, action: () => T): T {
  try {
    return action()
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new AppError(
      'STORE_UNAVAILABLE',
      `Cannot ${verb} the heads of the audit in ${path}: ${why}`,
      { cause },
    )
  }
}
