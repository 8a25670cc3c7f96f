import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openServerRecords } from '../../src/store/records/postgres.ts'
import { holdServerRecords } from '../../src/store/records/postgres-hold.ts'
import { type PostgresCluster, postgresPrograms, startPostgres } from '../support/postgres.ts'

const programs = postgresPrograms()

describe.skipIf(!programs)('records on a server', () => {
  let cluster: PostgresCluster
  let url: string

  beforeAll(async () => {
    cluster = await startPostgres(programs ?? '')
    url = (await cluster.createDatabase('held')).replace('postgres@', 'postgres:pa55@')
  })
  afterAll(() => cluster?.stop())

  it('say that the server stopped answering, close, and open again when it goes on', async () => {
    const records = await openServerRecords(url, { limitMs: 300 })
    await records.query('create table stopped (id int)')
    await records.query('insert into stopped values (1)')
    const asked = records.transaction(async (transaction) => {
      await transaction.query('insert into stopped values (2)')
      cluster.pause()
      await transaction.query('insert into stopped values (3)')
    })
    try {
      await expect(asked).rejects.toMatchObject({
        code: 'STORE_UNAVAILABLE',
        message: 'Cannot use the records of WHEREABOUTS_RECORDS_URL: the server does not answer',
      })
      await records.close()
    } finally {
      cluster.resume()
    }
    const again = await openServerRecords(url)
    expect(await again.query('select id from stopped order by id')).toEqual([{ id: 1 }])
    await again.close()
  })

  it('end a statement that takes too long', async () => {
    const records = await openServerRecords(url, { limitMs: 300 })
    await expect(records.query('select pg_sleep(60)')).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringContaining('statement timeout'),
    })
    expect(await records.query('select 1 as one')).toEqual([{ one: 1 }])
    await records.close()
  })

  it('are held by one process at a time, which is named, and never the password', async () => {
    const hold = await holdServerRecords(url)
    const other = await cluster.createDatabase('free')
    await (await holdServerRecords(other)).release()
    const refused = holdServerRecords(url)
    await expect(refused).rejects.toMatchObject({
      code: 'FOLDER_HELD',
      message: expect.stringMatching(
        new RegExp(`whereabouts process ${process.pid} on .* holds database "held" on /`),
      ),
    })
    await expect(refused).rejects.toMatchObject({
      message: expect.not.stringContaining('pa55'),
    })
    await hold.release()
    await (await holdServerRecords(url)).release()
  })

  it('do nothing more once the server ended the session that held them', async () => {
    const hold = await holdServerRecords(url)
    const held = await openServerRecords(url, { hold })
    const others = await openServerRecords(url)
    await held.query('create table after_loss (id int)')
    const late = held.transaction(async (transaction) => {
      await transaction.query('insert into after_loss values (1)')
      await others.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where application_name like 'whereabouts process%' and datname = current_database()`,
      )
      await expect.poll(() => lost(hold)).toBe(true)
    })
    const message = expect.stringContaining('the server ended our session')
    await expect(late).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', message })
    await expect(held.query('select 1')).rejects.toMatchObject({ message })
    expect(await others.query('select id from after_loss')).toEqual([])
    await held.close()
    await hold.release()
    await others.close()
  })

  it('name the variable where nobody answers', async () => {
    const nobody = 'postgres://me:pa55@127.0.0.1:1/x'
    for (const opened of [holdServerRecords(nobody), openServerRecords(nobody)]) {
      await expect(opened).rejects.toMatchObject({
        code: 'STORE_UNAVAILABLE',
        message:
          'Cannot use the records of WHEREABOUTS_RECORDS_URL: connect ECONNREFUSED 127.0.0.1:1',
      })
    }
  })
})

function lost(hold: { assertHeld(): void }): boolean {
  try {
    hold.assertHeld()
    return false
  } catch {
    return true
  }
}
