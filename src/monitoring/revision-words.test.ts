import { expect, it } from 'vitest'
import { revisionWords } from './revision-words.ts'

it('says why something is said anew by what it stands on, and never by its name', () => {
  expect(revisionWords('late-data', {})).toBe('Positions arrived late')
  expect(revisionWords('late-data', { codes: ['AL21'] })).toBe('What the device said arrived late')
  expect(revisionWords('erased', { codes: [] })).toBe('What the device said was erased')
  expect(revisionWords('newer-data', {})).not.toContain('newer-data')
})
