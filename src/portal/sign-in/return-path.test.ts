import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { returnPath } from './return-path.ts'

describe('returnPath', () => {
  it('keeps addresses of this server', () => {
    for (const path of ['/', '/people/W%201/movements?from=2026-01-01&to=', '/crimes/12']) {
      expect(returnPath(path)).toBe(path)
    }
  })

  it('takes no address that leads elsewhere', () => {
    const elsewhere = [
      '//evil.example',
      '/\\evil.example',
      '/\t/evil.example',
      '/\n/evil.example',
      '\\\\evil.example',
      'https://evil.example/',
      'javascript:alert(1)',
      'people',
      ' /people',
      '/people\\..\\..',
      `/${'a'.repeat(600)}`,
      '',
      undefined,
    ]
    for (const path of elsewhere) expect(returnPath(path)).toBeUndefined()
  })

  it('never gives what a browser takes for another host', () => {
    const parts = fc.constantFrom(
      '/',
      '\\',
      '\t',
      '\n',
      '\r',
      'evil.example',
      ':',
      '@',
      '..',
      '.',
      '?',
      '#',
      '%2f',
      '\u2028',
    )
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 8 }), fc.string(), (some, rest) => {
        const kept = returnPath(some.join('') + rest)
        if (kept === undefined) return
        expect(new URL(kept, 'https://here.example/sign-in').host).toBe('here.example')
      }),
    )
  })
})
