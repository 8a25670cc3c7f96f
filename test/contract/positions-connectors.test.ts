import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { accuracyMetresAt } from '../../src/domain/held-positions.ts'
import { openEmbeddedArchive } from '../../src/store/positions/chdb.ts'
import { openServerArchive } from '../../src/store/positions/clickhouse-server.ts'
import { migrations } from '../../src/store/positions/migrations.ts'
import { encodePositions } from '../../src/store/positions/native-columns.ts'
import { encodeDetails } from '../../src/store/positions/native-details.ts'
import { columnsOf } from '../support/positions-rows.ts'

const detailsOfOne = {
  length: 1,
  row: Uint32Array.of(0),
  speedKmh: Float32Array.of(50),
  headingDegrees: Float32Array.of(Number.NaN),
  hdop: Float32Array.of(Number.NaN),
  satellites: Float32Array.of(Number.NaN),
  recordedAt: Float64Array.of(Number.NaN),
  uploadedAt: Float64Array.of(Number.NaN),
  others: [''],
}

const position = { device: 'A', at: 5, latitude: 1, longitude: 2, mechanism: 'GPS' }

describe('openEmbeddedArchive()', () => {
  let folder: string

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'whereabouts-positions-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  it('refuses what is not a folder', async () => {
    const file = join(folder, 'file')
    await writeFile(file, '')
    await expect(openEmbeddedArchive(file)).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringContaining(`Cannot open the archive of positions in "${file}"`),
    })
  })

  it('refuses a second folder while one is open, and takes it after', async () => {
    const one = await openEmbeddedArchive(join(folder, "it's one"))
    await expect(openEmbeddedArchive(join(folder, 'two'))).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
    })
    await one.migrate()
    await one.append(columnsOf([position]))
    expect(await one.days()).toEqual([{ day: 0, rows: 1 }])
    await one.close()
    const two = await openEmbeddedArchive(join(folder, 'two'))
    await two.migrate()
    expect(await two.days()).toEqual([])
    await two.close()
  })

  it('finishes what an interrupted process spooled whole, and drops what it did not', async () => {
    const first = await openEmbeddedArchive(folder)
    await first.migrate()
    await first.close()
    const spool = join(folder, 'spool')
    await writeFile(join(spool, '1.positions'), encodePositions(columnsOf([position]), 7))
    // Of the same position: finished as one, it would be given an accuracy that nobody quoted.
    await writeFile(join(spool, '3.details'), encodeDetails(columnsOf([position]), detailsOfOne))
    await writeFile(join(spool, '2.positions.part'), 'x')
    const second = await openEmbeddedArchive(folder)
    await second.migrate()
    const sizes = await second.sizes()
    expect(sizes.map(({ rows }) => rows)).toEqual([1, 1, 1, migrations.length])
    expect(await readdir(spool)).toEqual([])
    const lawful = { deviceId: 'A', deviceWearerId: 'W', from: -Infinity, to: Infinity }
    const held = await second.read([lawful], { from: 0, to: 10 })
    expect(accuracyMetresAt(held, 0)).toBeUndefined()
    await second.close()
  })
})

describe('openServerArchive()', () => {
  it('refuses what is not an address, without repeating it', async () => {
    await expect(openServerArchive('ftp://me:secret@host')).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.not.stringContaining('secret'),
    })
  })

  it('says that nobody answers', async () => {
    const archive = await openServerArchive('http://127.0.0.1:9')
    await expect(archive.migrate()).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringContaining(
        'the server of WHEREABOUTS_POSITIONS_URL failed (ECONNREFUSED)',
      ),
    })
    await archive.close()
  })

  it('says that a server accepts and never answers', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1')
    await new Promise((resolve) => silent.once('listening', resolve))
    const { port } = silent.address() as { port: number }
    const archive = await openServerArchive(`http://127.0.0.1:${port}`, { limitMs: 200 })
    await expect(archive.days()).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringContaining('did not answer within 0.2 seconds'),
    })
    await archive.close()
    silent.close()
  })
})
