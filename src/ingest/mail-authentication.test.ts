import { describe, expect, it } from 'vitest'
import { statedAuthentication } from './mail-authentication.ts'

const RELAY = 'mx.hub.example'

function stated(...results: string[]) {
  const headerLines = results.map((line) => ({
    key: 'authentication-results',
    line: `Authentication-Results: ${line}`,
  }))
  return statedAuthentication({ headerLines }, RELAY, ['cheshire.example'])
}

describe('what the relay found of a sender', () => {
  it.each([
    ['dkim=pass header.d=cheshire.example', 'pass'],
    [
      'spf=fail smtp.mailfrom=x@cheshire.example;\r\n dkim=pass (2048-bit key) header.i=@cheshire.example',
      'pass',
    ],
    ['dmarc=pass header.from=cheshire.example', 'pass'],
    ['spf=pass smtp.mailfrom=desk@cheshire.example', 'pass'],
    ['dkim=fail header.d=cheshire.example', 'fail'],
    ['dkim=pass header.d=cheshire.example; dmarc=fail header.from=cheshire.example', 'fail'],
    // Whoever it is, they are not whom it says it is from.
    ['dkim=pass header.d=elsewhere.example; spf=pass smtp.mailfrom=elsewhere.example', 'fail'],
    ['dkim=pass header.d=notcheshire.example', 'fail'],
    ['dkim=pass header.d=example', 'fail'],
    ['dkim=none; spf=none', 'not stated'],
    ['none', 'not stated'],
  ])('%s: %s', (results, expected) => {
    expect(stated(`${RELAY}; ${results}`)).toBe(expected)
    expect(stated(`${RELAY} 1; ${results}`)).toBe(expected)
  })

  it('counts only where the relay says it, above everything that came with the message', () => {
    const pass = 'dkim=pass header.d=cheshire.example'
    expect(stated(`forged.example; ${pass}`)).toBe('not stated')
    expect(stated(`${RELAY}; dkim=none`, `${RELAY}; ${pass}`)).toBe('not stated')
    expect(stated(`${RELAY}; dkim=fail header.d=cheshire.example`, `${RELAY}; ${pass}`)).toBe(
      'fail',
    )
    expect(stated(`forged.example; dkim=none`, `${RELAY}; ${pass}`)).toBe('not stated')
    expect(stated()).toBe('not stated')
  })

  it.each([
    // What a sender wrote stands in the relay's words, in quotes or as a comment.
    'spf=pass smtp.mailfrom="a; dkim=pass header.d=cheshire.example"@evil.example',
    'spf=pass smtp.mailfrom="a\\"; dkim=pass header.d=cheshire.example; \\""@evil.example',
    'spf=fail (of (x) y; dkim=pass header.d=cheshire.example; z) smtp.mailfrom=evil.example',
    'spf=fail (x\\); dkim=pass header.d=cheshire.example) smtp.mailfrom=evil.example',
    'spf=pass reason="smtp.mailfrom=x@cheshire.example" smtp.mailfrom=evil.example',
    'spf=pass smtp.helo=header.d=cheshire.example smtp.mailfrom=evil.example',
    'spf=fail (never closed; dkim=pass header.d=cheshire.example',
  ])('does not take for its word what a sender wrote: %s', (results) => {
    expect(stated(`${RELAY}; ${results}`)).toBe('fail')
  })

  it('is nothing where no relay is named', () => {
    const line = `Authentication-Results: ${RELAY}; dkim=fail header.d=cheshire.example`
    const headerLines = [{ key: 'authentication-results', line }]
    expect(statedAuthentication({ headerLines }, undefined, ['cheshire.example'])).toBe(
      'not stated',
    )
  })
})
