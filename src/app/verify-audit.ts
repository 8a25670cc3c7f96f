import type { AuditEvent } from '../domain/audit-event.ts'
import { counted, grouped } from '../domain/count-text.ts'
import { formatInstant } from '../domain/instant-text.ts'
import type { AuditRow } from '../store/records/audit-chain.ts'
import { auditHash, eventFrom, NO_HASH } from '../store/records/audit-entry.ts'
import type { AuditHead } from './audit-heads.ts'

/** What going through the whole chain showed. */
export interface AuditVerification {
  /** Entries there are. */
  readonly entries: number
  /** The last one's id; 0 where there is none. */
  readonly lastId: number
  /** The newest head kept outside that the chain holds; 0 where none does. */
  readonly confirmedId: number
  /** What is wrong, the first fault of the chain first; none where it is sound. */
  readonly faults: readonly string[]
}

/**
 * Goes through the chain in the order it is given: that ids go on from 1, that each entry follows the
 * one before, hashes to what it says, and says what its columns say; and holds every head that was kept
 * outside against it. Past the first fault of the chain only heads are looked at: one alteration makes
 * all that follows wrong.
 *
 * @param onEntry is told how many entries were gone through.
 */
export async function verifyAudit(
  rows: AsyncIterable<AuditRow>,
  heads: readonly AuditHead[],
  onEntry: (entries: number) => void = () => undefined,
): Promise<AuditVerification> {
  const kept = new Map<number, AuditHead[]>()
  for (const head of heads) kept.set(head.id, [...(kept.get(head.id) ?? []), head])
  const otherwise: AuditHead[] = []
  let fault: string | undefined
  let entries = 0
  let lastId = 0
  let lastHash = NO_HASH
  let confirmedId = 0
  for await (const row of rows) {
    fault ??= faultOf(row, lastId, lastHash)
    for (const head of kept.get(row.id) ?? []) {
      if (head.hash !== row.hash) otherwise.push(head)
      else confirmedId = Math.max(confirmedId, row.id)
    }
    kept.delete(row.id)
    lastId = row.id
    lastHash = row.hash
    onEntry(++entries)
  }
  const faults = [fault, headFault(otherwise[0]), cutFault([...kept.values()].flat(), lastId)]
  return {
    entries,
    lastId,
    confirmedId,
    faults: faults.filter((each) => each !== undefined),
  }
}

function faultOf(row: AuditRow, lastId: number, lastHash: string): string | undefined {
  const { id, previousHash, hash, entry } = row
  if (id > lastId + 1) {
    const gone = id - lastId - 1
    return gone === 1
      ? `Entry ${lastId + 1} is gone`
      : `Entries ${lastId + 1} to ${id - 1} are gone (${grouped(gone)} of them)`
  }
  if (id <= lastId) return `Entry ${id} stands after entry ${lastId}: it was put there or moved`
  if (previousHash !== lastHash) {
    return `Entry ${id} does not follow ${lastId === 0 ? 'the beginning' : `entry ${lastId}`}: one of them was altered or put there`
  }
  if (auditHash(id, previousHash, entry) !== hash) {
    return `Entry ${id} was altered: its hash is not that of what it says`
  }
  const column = otherColumn(row)
  return column && `Entry ${id} was altered: its column ${column} says otherwise than the entry`
}

/** The first column for searching that does not say what the entry says; any, where that is no JSON. */
function otherColumn({ entry, columns }: AuditRow): string | undefined {
  const read = eventIn(entry)
  if (!read) return 'at'
  const { correlationId, ...event } = read
  const said: AuditRow['columns'] = {
    ...event,
    at: new Date(event.at).toISOString(),
    purpose: event.purpose ?? null,
    correlation_id: correlationId,
  }
  const names = Object.keys(columns) as (keyof AuditRow['columns'])[]
  return names.find((name) => JSON.stringify(columns[name]) !== JSON.stringify(said[name]))
}

function eventIn(entry: string): AuditEvent | undefined {
  try {
    return eventFrom(entry)
  } catch {
    return undefined
  }
}

function headFault(head: AuditHead | undefined): string | undefined {
  if (!head) return undefined
  return `Entry ${head.id} is not the one whose hash was kept outside on ${formatInstant(head.at)}: it, or one before it, was written anew`
}

function cutFault(missing: readonly AuditHead[], lastId: number): string | undefined {
  const furthest = missing.reduce<AuditHead | undefined>(
    (far, head) => (head.id > (far?.id ?? lastId) ? head : far),
    undefined,
  )
  if (!furthest) return undefined
  return `The chain ends at entry ${lastId}, and on ${formatInstant(furthest.at)} it reached ${furthest.id}: at least ${counted(furthest.id - lastId, 'entry', 'entries')} ${furthest.id - lastId === 1 ? 'was' : 'were'} cut off its end`
}
