import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { AuditEvent } from '../../src/domain/audit-event.ts'
import { AppError } from '../../src/domain/errors.ts'
import { insertAccount } from '../../src/store/records/account-records.ts'
import { countAudit, walkAudit } from '../../src/store/records/audit-chain.ts'
import { auditEntry, auditHash, NO_HASH } from '../../src/store/records/audit-entry.ts'
import {
  appendAudit,
  auditAbout,
  auditedKinds,
  auditHead,
  findAuditEvent,
  searchAudit,
} from '../../src/store/records/audit-records.ts'
import { addAuditReview, auditReviewsOf } from '../../src/store/records/audit-reviews.ts'
import { missingSafeguards } from '../../src/store/records/audit-safeguards.ts'
import { grantServerRights } from '../../src/store/records/grants.ts'
import { placeLegalHold } from '../../src/store/records/legal-hold-records.ts'
import { openServerRecords } from '../../src/store/records/postgres.ts'
import type { Records } from '../../src/store/records/records.ts'
import { type PostgresCluster, postgresPrograms, startPostgres } from '../support/postgres.ts'
import { AT, AWKWARD, all } from '../support/postgres-samples.ts'
import { recordsTwins } from '../support/postgres-twins.ts'

function event(changes: Partial<AuditEvent> = {}): AuditEvent {
  return {
    at: AT,
    action: 'consult',
    outcome: 'done',
    what: 'movements',
    subjects: ['W1'],
    username: 'caseworker',
    role: 'hub-caseworker',
    from: '127.0.0.1',
    correlationId: 'c-1',
    ...changes,
  }
}

describe.each(recordsTwins())('the audit on $name', (twin) => {
  let records: Records

  beforeAll(async () => {
    if (!twin.missing) await twin.start()
  })
  beforeEach(async () => {
    if (!twin.missing) records = await (await twin.freshPlace())()
  })
  afterEach(() => records?.close())
  afterAll(() => twin.stop())

  const test = twin.missing ? it.skip : it
  const ids = (events: readonly { readonly id: number }[]) => events.map(({ id }) => id)

  test('is a chain whose hashes anybody can reckon', async () => {
    expect(await auditHead(records)).toBeUndefined()
    const events = [event(), event({ username: AWKWARD, purpose: AWKWARD }), event()]
    let previous = NO_HASH
    for (const [index, each] of events.entries()) {
      const receipt = await appendAudit(records, each)
      expect(receipt).toEqual({
        id: index + 1,
        hash: auditHash(index + 1, previous, auditEntry(each)),
      })
      previous = receipt.hash
    }
    expect(await auditHead(records)).toEqual({ id: 3, hash: previous })
    const rows = await all(walkAudit(records))
    expect(rows.map(({ entry }) => entry)).toEqual(events.map(auditEntry))
    expect(rows.map(({ columns }) => columns.username)).toEqual([
      'caseworker',
      AWKWARD.replace(/[\0\uE000]/g, '\uFFFD'),
      'caseworker',
    ])
    expect(await countAudit(records)).toBe(3)
  })

  test('gives back an event as it was told', async () => {
    const told = event({
      subjects: 'everyone',
      interval: { from: AT, to: Infinity },
      count: 0,
      purpose: 'é 😀 "why"',
      details: { run: 7, dry: false, file: 'a' },
      accountId: 3,
    })
    const { hash, id } = await appendAudit(records, told)
    expect(await searchAudit(records, {}, { limit: 9 })).toEqual([{ ...told, id, hash }])
  })

  test('refuses an entry that lacks what is searched for', async () => {
    for (const entry of ['{}', 'no JSON', auditEntry(event()).replace('"role"', '"rule"')]) {
      await expect(records.query('select * from append_audit($1)', [entry])).rejects.toThrow()
    }
    expect(await countAudit(records)).toBe(0)
  })

  test('is never changed, nor cut', async () => {
    await appendAudit(records, event())
    await addAuditReview(records, {
      eventId: 1,
      reviewerAccountId: 1,
      at: AT,
      finding: 'ok',
      note: '',
    })
    for (const [table, column] of [
      ['audit_events', 'entry'],
      ['audit_reviews', 'note'],
    ]) {
      for (const statement of [
        `update ${table} set ${column} = ${column}`,
        `delete from ${table}`,
        `truncate audit_events, audit_reviews, audit_sampled_events`,
        `truncate ${table} cascade`,
      ]) {
        await expect(records.query(statement)).rejects.toThrow('is never changed or removed')
      }
    }
    await expect(records.query(`update audit_events set action = 'search'`)).rejects.toThrow(
      /only be updated to DEFAULT/,
    )
    expect(await countAudit(records)).toBe(1)
    expect(await missingSafeguards(records)).toEqual([])
  })

  test('leaves no entry and no gap where its transaction is rolled back', async () => {
    await appendAudit(records, event())
    await expect(
      records.transaction(async (transaction) => {
        expect(await appendAudit(transaction, event())).toMatchObject({ id: 2 })
        throw new Error('changed its mind')
      }),
    ).rejects.toThrow('changed its mind')
    expect(await appendAudit(records, event())).toMatchObject({ id: 2 })
  })

  test('takes with it what it stands for, where it cannot be kept', async () => {
    await records.query('alter function append_audit(text) rename to gone')
    const hold = { deviceWearerId: 'W1', within: { from: 0, to: 1 }, reason: 'r', placedAt: AT }
    const altered = records.transaction(async (transaction) => {
      await placeLegalHold(transaction, hold)
      await appendAudit(transaction, event()).catch(() => undefined)
    })
    await expect(altered).rejects.toThrow()
    await expect(appendAudit(records, event())).rejects.toMatchObject({ code: 'AUDIT_UNWRITABLE' })
    await expect(appendAudit(records, event())).rejects.toBeInstanceOf(AppError)
    expect(await records.query('select * from legal_holds')).toEqual([])
    expect(await missingSafeguards(records)).toEqual(['The function append_audit is gone'])
  })

  test('is searched by all that is given, a page at a time', async () => {
    const hour = 3_600_000
    await appendAudit(records, event())
    await appendAudit(records, event({ username: 'other', outcome: 'refused', at: AT + hour }))
    await appendAudit(records, event({ action: 'search', subjects: 'everyone', what: 'people' }))
    await appendAudit(records, event({ subjects: [], what: 'accounts', at: AT + 2 * hour }))
    const found = async (filter: Parameters<typeof searchAudit>[1], before?: number) =>
      ids(await searchAudit(records, filter, { limit: 2, before }))
    expect(await found({})).toEqual([4, 3])
    expect(await found({}, 3)).toEqual([2, 1])
    expect(await found({ username: 'caseworker' }, 4)).toEqual([3, 1])
    expect(await found({ outcome: 'refused' })).toEqual([2])
    expect(await found({ action: 'search', username: 'other' })).toEqual([])
    expect(await found({ what: 'accounts' })).toEqual([4])
    expect(await found({ subject: 'W1' })).toEqual([3, 2])
    expect(await found({ from: AT + hour, to: AT + 2 * hour })).toEqual([2])
  })

  test('tells who had to do with a person: what was about everyone too', async () => {
    for (const subjects of [['W1'], ['W2', 'W1'], ['everyone'], 'everyone', [], ['W2']] as const)
      await appendAudit(records, event({ subjects }))
    const about = async (id: string, before?: number) =>
      ids(await auditAbout(records, id, { limit: 2, before }))
    expect(await about('W1')).toEqual([4, 2])
    expect(await about('W1', 2)).toEqual([1])
    expect(await about('W2')).toEqual([6, 4])
    expect(await about('everyone')).toEqual([4, 3])
    expect(await about('W3')).toEqual([4])
  })

  test('finds one event and names every kind of data', async () => {
    for (const what of ['people', 'movements', 'people', 'crimes', 'movements'])
      await appendAudit(records, event({ what }))
    const [newest, previous] = await searchAudit(records, {}, { limit: 2 })
    expect(await findAuditEvent(records, 5)).toEqual({ ...newest, previousHash: previous?.hash })
    expect(await findAuditEvent(records, 6)).toBeUndefined()
    expect(await auditedKinds(records)).toEqual(['crimes', 'movements', 'people'])
  })

  test('is reviewed, by whom and when', async () => {
    expect(await auditedKinds(records)).toEqual([])
    for (let i = 0; i < 12; i++) await appendAudit(records, event())
    const details = { username: 'reviewer', name: 'R', role: 'hub-manager' } as const
    const { id: reviewer } = await insertAccount(records, details, AT)
    const review = { eventId: 11, reviewerAccountId: 999, at: AT, finding: 'query', note: 'why?' }
    await addAuditReview(records, { ...review, finding: 'query' })
    await addAuditReview(records, {
      ...review,
      reviewerAccountId: reviewer,
      eventId: 12,
      finding: 'ok',
    })
    expect(await auditReviewsOf(records, [11, 13])).toEqual([{ ...review, id: 1 }])
    expect(await auditReviewsOf(records, [12])).toMatchObject([{ id: 2, reviewer: 'reviewer' }])
    await expect(
      addAuditReview(records, { ...review, eventId: 99, finding: 'ok' }),
    ).rejects.toThrow()
  })

  test('is not written where the database swallows the entry', async () => {
    for (const statement of [
      `create function swallow() returns trigger language plpgsql as 'begin return null; end'`,
      'create trigger swallow before insert on audit_events for each row execute function swallow()',
    ])
      await records.query(statement)
    await expect(appendAudit(records, event())).rejects.toMatchObject({ code: 'AUDIT_UNWRITABLE' })
    await records.query('drop trigger swallow on audit_events')
    await records.query('create rule swallow as on insert to audit_events do instead nothing')
    await expect(appendAudit(records, event())).rejects.toMatchObject({ code: 'AUDIT_UNWRITABLE' })
  })

  test('says which of its safeguards are gone', async () => {
    expect(await missingSafeguards(records)).toEqual([])
    for (const [statement, said] of [
      ['alter table audit_events disable trigger audit_events_keep_rows', 'is disabled'],
      ['drop trigger audit_events_keep_all on audit_events', 'audit_events_keep_all is gone'],
      [
        'create trigger silence before insert on audit_events for each row execute function suppress_redundant_updates_trigger()',
        'A trigger silence was put on audit_events',
      ],
      [
        'create rule silence as on insert to audit_events do instead nothing',
        'A rule silence was put on audit_events',
      ],
      ['alter table audit_reviews disable trigger all', 'audit_reviews_keep_rows is disabled'],
      ['drop trigger audit_samples_keep_all on audit_samples', 'audit_samples_keep_all is gone'],
      ['alter table audit_events alter column what drop expression', 'The column what'],
      ['alter table audit_events drop constraint audit_events_pkey cascade', 'The primary key'],
      [
        `create or replace function refuse_audit_change() returns trigger language plpgsql as 'begin return new; end'`,
        'The function refuse_audit_change was replaced',
      ],
    ] as const) {
      await records.query(statement)
      expect((await missingSafeguards(records)).join('; ')).toContain(said)
    }
    await records.query('drop table audit_events cascade')
    expect(await missingSafeguards(records)).toEqual(['The table audit_events is gone'])
  })
})

const programs = postgresPrograms()

describe.skipIf(!programs)('the audit on a server', () => {
  let cluster: PostgresCluster
  let url: string
  let owner: Records

  beforeAll(async () => {
    cluster = await startPostgres(programs ?? '')
    const address = await cluster.createDatabase('audited')
    await asSuperuser(address, 'create role owner login; create role server login')
    await asSuperuser(address, 'alter database audited owner to owner')
    url = address.replace('postgres@', 'owner@')
    owner = await openServerRecords(url)
  })
  afterAll(async () => {
    await owner?.close()
    await cluster?.stop()
  })

  it('is one chain whoever appends at the same time', async () => {
    const other = await openServerRecords(url)
    const before = await countAudit(owner)
    await Promise.all(
      Array.from({ length: 60 }, (_, i) => {
        const query = i % 2 === 0 ? owner : other
        return i % 3 === 0
          ? query.transaction((transaction) => appendAudit(transaction, event()))
          : appendAudit(query, event())
      }),
    )
    await other.close()
    const rows = await all(walkAudit(owner))
    expect(rows.map(({ id }) => id)).toEqual(Array.from({ length: before + 60 }, (_, i) => i + 1))
    for (const [index, { id, hash, previousHash, entry }] of rows.entries()) {
      expect(previousHash).toBe(rows[index - 1]?.hash ?? NO_HASH)
      expect(hash).toBe(auditHash(id, previousHash, entry))
    }
  })

  it('is not changed by a superuser who says that the session is a replica', async () => {
    await appendAudit(owner, event())
    for (const statement of ['delete from audit_events', 'truncate audit_events cascade']) {
      await expect(
        asSuperuser(url, `set session_replication_role = replica; ${statement}`),
      ).rejects.toThrow('is never changed or removed')
    }
  })

  it('is beyond the reach of the role that a server runs as, were there no trigger', async () => {
    await grantServerRights(owner, 'server')
    await asSuperuser(url, 'alter table audit_events disable trigger all')
    const server = await openServerRecords(url.replace('owner@', 'server@'))
    try {
      const hold = { deviceWearerId: 'W1', within: { from: 0, to: 1 }, reason: 'r', placedAt: AT }
      await server.transaction(async (transaction) => {
        await placeLegalHold(transaction, hold)
        await appendAudit(transaction, event())
      })
      const { id = 0 } = (await auditHead(server)) ?? {}
      expect(id).toBe(await countAudit(server))
      await addAuditReview(server, {
        eventId: id,
        reviewerAccountId: 1,
        at: AT,
        finding: 'ok',
        note: '',
      })
      for (const statement of [
        `update audit_events set entry = entry`,
        'delete from audit_events',
        'truncate audit_events cascade',
        `insert into audit_events (id, previous_hash, hash, entry)
         select id + 1, hash, hash, entry from audit_events order by id desc limit 1`,
        'alter table audit_events disable trigger all',
        'drop table audit_events',
        'delete from audit_reviews',
        'update audit_samples set most = 1',
        'delete from audit_sampled_events',
        'delete from records_migrations',
        'create table others (id int)',
      ]) {
        await expect(server.query(statement)).rejects.toThrow(/permission denied|must be owner/)
      }
      await server.query('delete from legal_holds')
    } finally {
      await server.close()
      await asSuperuser(
        url,
        'alter table audit_events enable always trigger audit_events_keep_rows',
      )
      await asSuperuser(url, 'alter table audit_events enable always trigger audit_events_keep_all')
    }
  })

  it('is not fooled by a table of the same name that the caller made', async () => {
    await grantServerRights(owner, 'server')
    const server = new pg.Client({ connectionString: url.replace('owner@', 'server@') })
    await server.connect()
    try {
      const before = await countAudit(owner)
      await server.query(
        'create temporary table audit_events (id bigint, hash text, previous_hash text, entry text)',
      )
      await server.query('select append_audit($1)', [auditEntry(event())])
      expect(await countAudit(owner)).toBe(before + 1)
    } finally {
      await server.end()
    }
  })

  it('says what a role may not do that finds the records behind', async () => {
    await grantServerRights(owner, 'server')
    const address = url.replace('owner@', 'server@')
    await asSuperuser(
      url,
      `create table kept as select * from records_migrations where name = '0009-audit'`,
    )
    await asSuperuser(url, `delete from records_migrations where name >= '0009'`)
    await expect(openServerRecords(address)).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringMatching(/role "server": migration 0009-audit is missing/),
    })
    await asSuperuser(url, 'insert into records_migrations select * from kept')
  })

  it('grants nothing to who owns it, or to nobody', async () => {
    for (const role of ['owner', 'postgres', 'nobody; drop table imports'])
      await expect(grantServerRights(owner, role)).rejects.toMatchObject({ code: 'WRONG_USE' })
  })

  async function asSuperuser(address: string, statements: string): Promise<void> {
    const client = new pg.Client({ connectionString: address.replace('owner@', 'postgres@') })
    await client.connect()
    try {
      await client.query(statements)
    } finally {
      await client.end()
    }
  }
})
