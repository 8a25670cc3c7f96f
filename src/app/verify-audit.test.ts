import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AuditEvent } from '../domain/audit-event.ts'
import type { AuditRow } from '../store/records/audit-chain.ts'
import { auditEntry, auditHash, eventFrom, NO_HASH } from '../store/records/audit-entry.ts'
import type { AuditHead } from './audit-heads.ts'
import { verifyAudit } from './verify-audit.ts'

function eventOf(number: number): AuditEvent {
  return {
    at: Date.UTC(2026, 0, 5) + number,
    action: 'consult',
    outcome: 'done',
    what: 'movements',
    subjects: number % 2 === 0 ? 'everyone' : [`W${number}`],
    ...(number % 3 === 0 && { purpose: `why ${number}` }),
    username: `u${number}`,
    role: 'operator',
    from: 'host',
    correlationId: `c${number}`,
  }
}

function rowOf(id: number, previousHash: string, entry: string): AuditRow {
  const { at, action, outcome, what, subjects, purpose, username, role, correlationId } =
    eventFrom(entry)
  return {
    id,
    previousHash,
    hash: auditHash(id, previousHash, entry),
    entry,
    columns: {
      at: new Date(at).toISOString(),
      action,
      outcome,
      what,
      subjects,
      purpose: purpose ?? null,
      username,
      role,
      correlation_id: correlationId,
    },
  }
}

function chainOf(length: number, from: readonly AuditRow[] = []): AuditRow[] {
  const rows = [...from]
  while (rows.length < length) {
    const number = rows.length + 1
    const previous = rows.at(-1)?.hash ?? NO_HASH
    rows.push(rowOf(number, previous, auditEntry(eventOf(number + from.length))))
  }
  return rows
}

function headOf(row: AuditRow | undefined): AuditHead {
  return { at: 0, id: row?.id ?? 0, hash: row?.hash ?? NO_HASH }
}

async function* each(rows: readonly AuditRow[]) {
  yield* rows
}

const LENGTH = 12
const chain = chainOf(LENGTH)
const heads = [headOf(chain[4]), headOf(chain[LENGTH - 1])]

/** What somebody with every right in the database can do to one row, at an index of the chain. */
const doings: Record<string, (rows: AuditRow[], at: number, other: number) => AuditRow[]> = {
  alterEntry: (rows, at) =>
    rows.with(at, { ...row(rows, at), entry: auditEntry({ ...eventOf(at + 1), username: 'x' }) }),
  alterEntryAndHash: (rows, at) =>
    rows.with(
      at,
      rowOf(at + 1, row(rows, at).previousHash, auditEntry({ ...eventOf(at + 1), count: 7 })),
    ),
  alterHash: (rows, at) => rows.with(at, { ...row(rows, at), hash: 'f'.repeat(64) }),
  alterPreviousHash: (rows, at) =>
    rows.with(at, { ...row(rows, at), previousHash: 'e'.repeat(64) }),
  alterId: (rows, at) =>
    rows.with(at, { ...row(rows, at), id: at + 100 }).sort((a, b) => a.id - b.id),
  alterColumn: (rows, at, other) => {
    const names = Object.keys(row(rows, at).columns)
    const name = names[other % names.length] ?? ''
    const columns = { ...row(rows, at).columns, [name]: 'other' }
    return rows.with(at, { ...row(rows, at), columns })
  },
  remove: (rows, at) => rows.toSpliced(at, 1),
  removeAndNumberAnew: (rows, at) =>
    rows.toSpliced(at, 1).map((each, index) => ({ ...each, id: index + 1 })),
  cutEnd: (rows, at) => rows.slice(0, at),
  double: (rows, at) => rows.toSpliced(at, 0, row(rows, at)),
  insert: (rows, at) =>
    rows
      .toSpliced(at, 0, rowOf(at + 1, row(rows, at).previousHash, auditEntry(eventOf(99))))
      .map((each, index) => ({ ...each, id: index + 1 })),
  swap: (rows, at, other) => {
    const to = other === at ? (at + 1) % LENGTH : other
    return rows.with(at, row(rows, to)).with(to, row(rows, at))
  },
  swapEntries: (rows, at, other) => {
    const to = other === at ? (at + 1) % LENGTH : other
    const [a, b] = [row(rows, at), row(rows, to)]
    return rows
      .with(at, { ...a, entry: b.entry, columns: b.columns })
      .with(to, { ...b, entry: a.entry, columns: a.columns })
  },
  writeAnewFromHere: (rows, at) => chainOf(LENGTH, rows.slice(0, at)),
}

function row(rows: readonly AuditRow[], at: number): AuditRow {
  const found = rows[at]
  if (!found) throw new Error(`there is no row ${at}`)
  return found
}

describe('verifyAudit', () => {
  it('finds nothing wrong with a chain that nobody touched', async () => {
    for (const length of [0, 1, LENGTH]) {
      const whole = chainOf(length)
      const kept = length === 0 ? [] : [headOf(whole.at(-1))]
      expect(await verifyAudit(each(whole), kept)).toEqual({
        entries: length,
        lastId: length,
        confirmedId: length,
        faults: [],
      })
    }
  })

  it.each(Object.entries(doings))('finds what %s does to any entry', async (name, doing) => {
    await fc.assert(
      fc.asyncProperty(fc.nat(LENGTH - 1), fc.nat(LENGTH - 1), async (at, other) => {
        // To write on from nothing is to write the same.
        fc.pre(name !== 'writeAnewFromHere' || at > 0)
        const { faults } = await verifyAudit(each(doing([...chain], at, other)), heads)
        expect(faults).not.toEqual([])
      }),
    )
  })

  it('names the first entry that is wrong, and how', async () => {
    const faultsOf = async (name: string, at: number) =>
      (await verifyAudit(each(doings[name]?.([...chain], at, 0) ?? []), heads)).faults
    expect(await faultsOf('alterEntry', 6)).toEqual([
      'Entry 7 was altered: its hash is not that of what it says',
    ])
    expect(await faultsOf('remove', 0)).toEqual(['Entry 1 is gone'])
    expect(await faultsOf('alterColumn', 3)).toEqual([
      'Entry 4 was altered: its column at says otherwise than the entry',
    ])
    expect(await verifyAudit(each(chain.slice(3)), heads)).toMatchObject({
      faults: ['Entries 1 to 3 are gone (3 of them)'],
    })
    expect(await faultsOf('cutEnd', 9)).toEqual([
      'The chain ends at entry 9, and on 1970-01-01T00:00:00Z it reached 12: at least 3 entries were cut off its end',
    ])
    expect(await faultsOf('writeAnewFromHere', 4)).toEqual([
      'Entry 5 is not the one whose hash was kept outside on 1970-01-01T00:00:00Z: it, or one before it, was written anew',
    ])
  })

  it('says up to where a head kept outside confirms the chain', async () => {
    const [first] = heads
    const verified = await verifyAudit(each(chain), first ? [first] : [])
    expect(verified).toMatchObject({ lastId: 12, confirmedId: 5, faults: [] })
  })
})
