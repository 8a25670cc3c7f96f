import fc from 'fast-check'
import { expect, it } from 'vitest'
import { unzipped } from '../../test/support/unzipped.ts'
import { zipFile } from './zip-file.ts'

const entries = fc.uniqueArray(
  fc.record({
    name: fc.stringMatching(/^[a-z]{1,8}\.txt$/),
    bytes: fc.uint8Array({ maxLength: 500 }),
  }),
  { selector: ({ name }) => name, maxLength: 6 },
)

it('gives back every file in order, and the same bytes for the same files', () => {
  fc.assert(
    fc.property(entries, (files) => {
      const zip = zipFile(files)
      expect([...unzipped(zip)].map(([name, bytes]) => [name, [...bytes]])).toEqual(
        files.map(({ name, bytes }) => [name, [...bytes]]),
      )
      expect(zipFile(files).equals(zip)).toBe(true)
    }),
  )
})
