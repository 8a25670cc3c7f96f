import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PMTiles } from 'pmtiles'
import { afterAll, describe, expect, it } from 'vitest'
import { pmtilesFile } from '../../test/support/pmtiles-file.ts'
import { type MapTiles, openMapTiles } from './map-tiles.ts'

const folder = mkdtempSync(join(tmpdir(), 'whereabouts-tiles-'))
afterAll(() => rmSync(folder, { recursive: true }))

const whole = pmtilesFile('water', '<a href="https://example.org">&copy; Nobody &amp; Co</a>')

async function opened(bytes: Uint8Array, use: (tiles: MapTiles) => Promise<void>) {
  const path = join(folder, 'map.pmtiles')
  writeFileSync(path, bytes)
  const tiles = await openMapTiles(path)
  await use(tiles).finally(() => tiles.close())
}

describe('openMapTiles()', () => {
  it('answers ranges from which the library reads the tile', () =>
    opened(whole, async (tiles) => {
      const remote = new PMTiles({
        getKey: () => 'test',
        getBytes: async (offset, length) => {
          const answer = await tiles.answer(`bytes=${offset}-${offset + length - 1}`)
          expect(answer.status).toBe(206)
          return { data: await answer.arrayBuffer() }
        },
      })
      const tile = await remote.getZxy(0, 0, 0)
      expect(Buffer.from(tile?.data ?? new ArrayBuffer(0)).includes('water')).toBe(true)
    }))

  it('says which bytes of how many, and ends at the end', () =>
    opened(whole, async (tiles) => {
      const answer = await tiles.answer('bytes=7-16383')
      expect(answer.status).toBe(206)
      expect(answer.headers.get('Content-Range')).toBe(
        `bytes 7-${whole.length - 1}/${whole.length}`,
      )
      expect(Buffer.from(await answer.arrayBuffer())).toEqual(whole.subarray(7))
    }))

  it.each([
    undefined,
    '',
    'bytes=0-',
    'bytes=-5',
    'bytes=5-4',
    'bytes=0-1,3-4',
    'bytes=99999-100000',
    'rows=0-1',
  ])('refuses the range %s', (range) =>
    opened(whole, async (tiles) => {
      const answer = await tiles.answer(range)
      expect(answer.status).toBe(416)
      expect(answer.headers.get('Content-Range')).toBe(`bytes */${whole.length}`)
    }),
  )

  it('refuses a range larger than any map asks for', () =>
    opened(Buffer.concat([whole, Buffer.alloc(9 * 2 ** 20)]), async (tiles) => {
      expect((await tiles.answer(`bytes=0-${9 * 2 ** 20}`)).status).toBe(416)
    }))

  it('takes the attribution as text', () =>
    opened(whole, async ({ attribution }) => expect(attribution).toBe('© Nobody & Co')))

  it('refuses what is no file of vector tiles', async () => {
    const code = (bytes: Uint8Array) => opened(bytes, async () => {}).catch(({ code }) => code)
    expect(await code(Buffer.from('PK no tiles at all'))).toBe('FILE_MALFORMED')
    expect(await code(pmtilesFile('water', '', 2))).toBe('FILE_MALFORMED')
    expect(await code(whole.subarray(0, 60))).toBe('FILE_MALFORMED')
    const nothing = openMapTiles(join(folder, 'missing'))
    expect(await nothing.catch(({ code }) => code)).toBe('FILE_UNREADABLE')
  })
})
