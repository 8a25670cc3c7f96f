import { expect, it, vi } from 'vitest'
import { openEmbeddedArchive } from '../../src/store/positions/chdb.ts'

// A file of its own: what failed to load once in a process stays so.
vi.mock('chdb/connection', () => {
  throw new Error('no native binding')
})

it('names the other way where chDB cannot be loaded', async () => {
  await expect(openEmbeddedArchive('/nowhere')).rejects.toMatchObject({
    code: 'STORE_UNAVAILABLE',
    message: expect.stringMatching(/chDB has no build .* WHEREABOUTS_POSITIONS_URL=http/),
  })
})
