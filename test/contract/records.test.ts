import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AppError } from '../../src/domain/errors.ts'
import { migrate, recordsMigrations } from '../../src/store/records/migrate.ts'
import { openEmbeddedRecords } from '../../src/store/records/pglite.ts'
import { openServerRecords } from '../../src/store/records/postgres.ts'
import { JsonParameter } from '../../src/store/records/record-values.ts'
import { type Records, UniqueViolation } from '../../src/store/records/records.ts'
import { AWKWARD } from '../support/postgres-samples.ts'
import { recordsTwins, threadTwin } from '../support/postgres-twins.ts'

describe.each([...recordsTwins(), threadTwin()])('records on $name', (twin) => {
  let open: () => Promise<Records>
  let records: Records

  beforeAll(async () => {
    if (twin.missing) return
    await twin.start()
    open = await twin.freshPlace()
    records = await open()
    await records.query('create table things (id bigint primary key, label text)')
  })
  afterAll(async () => {
    await records?.close()
    await twin.stop()
  })

  const test = twin.missing ? it.skip : it

  test('reads every type the same way', async () => {
    const [row] = await records.query(
      `select 9007199254740993::int8 as big, 42::int4 as small, 1.50::numeric as exact, 0.1::float8 as real,
         1e-7::float8 as tiny, date '2026-01-26' as day, true as yes, null::text as nothing,
         timestamptz '2026-01-26 17:08:26+01' as whole, timestamptz '2026-01-26 16:08:26.120+00' as fraction,
         timestamptz '0044-03-15 12:00:00+00 BC' as ancient,
         timestamptz '12026-01-26 00:00:00+00' as distant,
         '{"a": [1, "x", null]}'::jsonb as document, '\\x00ff'::bytea as bytes,
         array['a', null, 'NULL', 'b"\\,{}'] as texts, array[1::int8] as bigs, array[true, false] as flags,
         array[[1, 2], [3, 4]] as grid, '{}'::text[] as none,
         array[timestamptz '2026-01-26 16:08:26+00'] as instants,
         interval '1 day' as unknown, array[interval '1 day'] as unknowns`,
    )
    expect(row).toEqual({
      big: 9007199254740993n,
      small: 42,
      exact: '1.50',
      real: 0.1,
      tiny: 1e-7,
      day: '2026-01-26',
      yes: true,
      nothing: null,
      whole: '2026-01-26T16:08:26Z',
      fraction: '2026-01-26T16:08:26.120Z',
      ancient: '-000043-03-15T12:00:00Z',
      distant: '+012026-01-26T00:00:00Z',
      document: { a: [1, 'x', null] },
      bytes: Uint8Array.of(0, 255),
      texts: ['a', null, 'NULL', 'b"\\,{}'],
      bigs: [1n],
      flags: [true, false],
      grid: [
        [1, 2],
        [3, 4],
      ],
      none: [],
      instants: ['2026-01-26T16:08:26Z'],
      unknown: '1 day',
      unknowns: '{"1 day"}',
    })
  })

  test('gives back every value as it was sent, and runs none of it', async () => {
    const [row] = await records.query(
      `select $1::text as text, $2::text[] as texts, $3::jsonb as document, $4::bytea as bytes,
         $5::int8 as big, $6::float8 as real, $7::boolean as no, $8::text as missing,
         $9::jsonb as list, $10::int8[] as bigs, ($11::bytea[])[1] as piece, $12::float8 as nowhere`,
      [
        AWKWARD,
        [AWKWARD, null, '', 'NULL'],
        { [AWKWARD]: [AWKWARD, '\\u0000', 1.5, null] },
        Uint8Array.of(0, 1, 255),
        2n ** 62n,
        Number.MIN_VALUE,
        false,
        undefined,
        new JsonParameter([AWKWARD, 1]),
        [1, 2n],
        [Uint8Array.of(0)],
        Number.NaN,
      ],
    )
    expect(row).toEqual({
      text: AWKWARD,
      texts: [AWKWARD, null, '', 'NULL'],
      document: { [AWKWARD]: [AWKWARD, '\\u0000', 1.5, null] },
      bytes: Uint8Array.of(0, 1, 255),
      big: 2n ** 62n,
      real: Number.MIN_VALUE,
      no: false,
      missing: null,
      list: [AWKWARD, 1],
      bigs: [1n, 2n],
      piece: Uint8Array.of(0),
      nowhere: Number.NaN,
    })
    expect(await records.query('select 1 as one from imports')).toEqual([])
  })

  test('replaces half a surrogate pair, as writing it to a file would', async () => {
    const [row] = await records.query('select $1::text as text, $2::jsonb as document', [
      'a\uD83Db',
      { a: '\uDE00' },
    ])
    expect(row).toEqual({ text: 'a\uFFFDb', document: { a: '\uFFFD' } })
  })

  test('refuses a Date, which would be read in some zone', async () => {
    await expect(records.query('select $1::timestamptz', [new Date(0)])).rejects.toThrow(TypeError)
  })

  test('keeps all of a transaction, or nothing when it throws', async () => {
    const result = await records.transaction(async (transaction) => {
      await transaction.query('insert into things values (1, $1)', ['kept'])
      await transaction.query('insert into things values (2, $1)', ['kept'])
      return 'done'
    })
    expect(result).toBe('done')
    const changedItsMind = new Error('changed its mind')
    await expect(
      records.transaction(async (transaction) => {
        await transaction.query('insert into things values (3, $1)', ['lost'])
        throw changedItsMind
      }),
    ).rejects.toBe(changedItsMind)
    expect(await records.query('select id from things order by id')).toEqual([
      { id: 1n },
      { id: 2n },
    ])
  })

  test('fails a transaction whose failed statement was caught inside', async () => {
    await expect(
      records.transaction(async (transaction) => {
        await transaction.query('insert into things values (4, $1)', ['lost'])
        await transaction.query('insert into things values (1, $1)', ['twice']).catch(() => null)
      }),
    ).rejects.toThrow(UniqueViolation)
    expect(await records.query('select id from things where id = 4')).toEqual([])
  })

  test('fails at once on anything but its own handle inside a transaction', async () => {
    let handle: Pick<Records, 'query'> | undefined
    await records.transaction(async (transaction) => {
      handle = transaction
      await expect(records.query('select 1')).rejects.toThrow(TypeError)
      await expect(records.transaction(async () => 1)).rejects.toThrow(TypeError)
      await expect(records.close()).rejects.toThrow(TypeError)
      await expect(transaction.query('select 1 as one')).resolves.toEqual([{ one: 1 }])
    })
    await expect(handle?.query('select 1')).rejects.toThrow(TypeError)
    await expect(records.query('select 1 as one')).resolves.toEqual([{ one: 1 }])
  })

  test('lets others wait for a transaction that is not theirs', async () => {
    let finish = () => {}
    const waiting = new Promise<void>((resolve) => {
      finish = resolve
    })
    const transaction = records.transaction(async () => waiting)
    const other = records.query<{ one: number }>('select 1 as one')
    finish()
    await expect(other).resolves.toEqual([{ one: 1 }])
    await transaction
  })

  test('refuses to steer a transaction by text', async () => {
    await expect(records.query(' begin')).rejects.toThrow(TypeError)
    await expect(records.query('COMMIT')).rejects.toThrow(TypeError)
  })

  test('tells what would break uniqueness, what is our fault, and keeps values out of both', async () => {
    const secret = 'S3cret'
    const twice = await failure(
      records.query('insert into things (id, label) values (1, $1)', [secret]),
    )
    expect(twice).toBeInstanceOf(UniqueViolation)
    expect(twice).toMatchObject({ constraint: 'things_pkey' })
    expect(everything(twice)).not.toContain(secret)
    const wrong = await failure(
      records.query('select nothing from things where label = $1', [secret]),
    )
    expect(wrong).not.toBeInstanceOf(AppError)
    expect((wrong as Error).message).toContain('42703')
    expect(everything(wrong)).not.toContain(secret)
  })

  test('migrates once, and opens again as it was left', async () => {
    await migrate(records)
    const applied = await records.query('select name from records_migrations order by name')
    expect(applied).toEqual(recordsMigrations.map(({ name }) => ({ name })))
    if (twin.name === 'PGlite') await records.close()
    const again = await open()
    expect(await again.query('select count(*) as things from things')).toEqual([{ things: 2n }])
    if (twin.name === 'PGlite') records = again
    else await again.close()
  })

  test('refuses an applied migration that differs, and one that is not known', async () => {
    const place = await twin.freshPlace()
    const tampered = await place()
    const [first] = recordsMigrations
    if (!first) throw new Error('there are no migrations')
    const other = { ...first, statements: [...first.statements, 'select 1'] }
    await expect(migrate(tampered, [other, ...recordsMigrations.slice(1)])).rejects.toMatchObject({
      code: 'STORE_CORRUPT',
      message: expect.stringContaining(first.name),
    })
    await tampered.query("insert into records_migrations (name, sha256) values ('9999-later', '')")
    await tampered.close()
    await expect(place()).rejects.toMatchObject({
      code: 'STORE_CORRUPT',
      message: expect.stringContaining('9999-later'),
    })
  })

  test('leaves nothing of a migration that fails', async () => {
    const bad = { name: '9998-bad', statements: ['create table half (id int)', 'select nothing'] }
    await expect(migrate(records, [...recordsMigrations, bad])).rejects.toThrow('nothing')
    expect(await records.query("select to_regclass('half')::text as half")).toEqual([
      { half: null },
    ])
    await migrate(records)
  })

  test('says so when it was closed', async () => {
    const closed = await (await twin.freshPlace())()
    await closed.close()
    await expect(closed.query('select 1')).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
    await closed.close()
  })

  if (twin.name !== 'PostgreSQL') return

  test('lets two processes start at once', async () => {
    const place = await twin.freshPlace()
    const both = await Promise.all([place(), place(), place()])
    expect(await both[0].query('select count(*) as applied from records_migrations')).toEqual([
      { applied: BigInt(recordsMigrations.length) },
    ])
    await Promise.all(both.map((one) => one.close()))
  })

  test('says that the server went away, and goes on when it is back', async () => {
    const lost = { code: 'STORE_UNAVAILABLE' }
    const suicide = 'select pg_terminate_backend(pg_backend_pid())'
    await expect(records.query(suicide)).rejects.toMatchObject(lost)
    await expect(
      records.transaction(async (transaction) => {
        await transaction.query('insert into things values (5, $1)', ['lost'])
        await transaction.query(suicide).catch(() => null)
      }),
    ).rejects.toMatchObject(lost)
    expect(await records.query('select id from things where id = 5')).toEqual([])
  })
})

describe('opening records', () => {
  it('says what it cannot open, and never the password', async () => {
    for (const url of [
      'postgres://me:pa55@127.0.0.1:1/x',
      'mysql://me:pa55@x/y',
      'postgres://me:pa55@[/',
    ]) {
      const error = await failure(openServerRecords(url))
      expect(error).toMatchObject({ code: 'STORE_UNAVAILABLE' })
      expect(everything(error)).not.toContain('pa55')
    }
    await expect(openEmbeddedRecords('/dev/null/records')).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
    })
  })
})

async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.unreachable('it should have failed'),
    (error: unknown) => error,
  )
}

/** All that a log could write of an error and of what caused it. */
function everything(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return `${error.stack} ${JSON.stringify(error)} ${everything(error.cause)}`
}
