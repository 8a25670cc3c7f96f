import fc from 'fast-check'
import { TOTP } from 'otpauth'
import { describe, expect, it } from 'vitest'
import { authenticatorEntry, authenticatorSecret, counterOfCode } from './authenticator.ts'

/** RFC 6238, appendix B, SHA-1; six digits are the last six of its eight. */
const SECRET = new TextEncoder().encode('12345678901234567890')
const VECTORS: readonly [number, string][] = [
  [59, '94287082'],
  [1_111_111_109, '07081804'],
  [1_111_111_111, '14050471'],
  [1_234_567_890, '89005924'],
  [2_000_000_000, '69279037'],
  [20_000_000_000, '65353130'],
]

describe('counterOfCode', () => {
  it.each(VECTORS)('agrees with RFC 6238 at %i seconds', (seconds, eight) => {
    const counter = Math.floor(seconds / 30)
    expect(counterOfCode(SECRET, eight.slice(2), seconds * 1000)).toBe(counter)
    const spaced = `${eight.slice(2, 5)} ${eight.slice(5)} `
    expect(counterOfCode(SECRET, spaced, seconds * 1000)).toBe(counter)
  })

  it('takes a code from 30 seconds before to 30 seconds after, and none further off', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 100, max: 2 ** 33 }),
        fc.integer({ min: -4, max: 4 }),
        (counter, off) => {
          const secret = authenticatorSecret()
          const { secretText } = authenticatorEntry(secret, 'x')
          const at = (steps: number) => (counter + steps) * 30_000
          const code = new TOTP({ secret: secretText }).generate({ timestamp: at(off) })
          const found = counterOfCode(secret, code, at(0) + 29_999)
          const nearby = [-1, 0, 1].map((steps) =>
            new TOTP({ secret: secretText }).generate({ timestamp: at(steps) }),
          )
          if (nearby.filter((each) => each === code).length > 1) return
          const place = nearby.indexOf(code)
          expect(found).toBe(place === -1 ? undefined : counter + place - 1)
        },
      ),
    )
  })

  it.each(['', '12345', '1234567', '12345a', '١٢٣٤٥٦', '-12345'])('refuses %j', (code) => {
    expect(counterOfCode(SECRET, code, 59_000)).toBeUndefined()
  })
})
