import { describe, expect, it } from 'vitest'
import { bandsAt } from './bands.ts'

describe('bandsAt()', () => {
  it('says what each line says of the instant, from its start and not at its end', () => {
    const bands = [
      { from: 0, to: 10, line: 'Curfew', state: 'required', text: 'curfew hours' },
      { from: 5, to: 8, line: 'At home', state: 'unknown', text: 'not known' },
    ] as const
    expect(bandsAt(bands, 5)).toBe('Curfew: curfew hours. At home: not known')
    expect(bandsAt(bands, 8)).toBe('Curfew: curfew hours')
    expect(bandsAt(bands, 10)).toBe('')
  })
})
