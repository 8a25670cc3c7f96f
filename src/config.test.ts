import { describe, expect, it } from 'vitest'
import { readConfig, readSignInConfig } from './config.ts'

const provider = {
  WHEREABOUTS_PUBLIC_URL: 'https://whereabouts.example/',
  WHEREABOUTS_OIDC_ISSUER: 'https://id.example/realm',
  WHEREABOUTS_OIDC_CLIENT_ID: 'whereabouts',
  WHEREABOUTS_OIDC_CLIENT_SECRET: 's3cret',
  WHEREABOUTS_OIDC_ROLES: JSON.stringify({
    police: { role: 'police-analyst', policeForce: 'Kent' },
    practice: { role: 'probation-practitioner', team: 'Harbour' },
  }),
}

describe('readConfig', () => {
  it('takes a number of threads for matching, and nothing else for one', () => {
    const threads = (text: string) => readConfig({ WHEREABOUTS_MATCHING_THREADS: text })
    expect(readConfig({}).matchingThreads).toBeUndefined()
    expect(threads('0').matchingThreads).toBe(0)
    expect(threads(' 16 ').matchingThreads).toBe(16)
    for (const text of ['-1', 'all', '1.5', '1000']) {
      expect(() => threads(text)).toThrow(`WHEREABOUTS_MATCHING_THREADS: "${text}"`)
    }
  })
})

describe('readSignInConfig', () => {
  it('requires a second factor and names no provider unless told otherwise', () => {
    expect(readSignInConfig({})).toEqual({ secondFactor: 'required' })
    expect(readSignInConfig({ WHEREABOUTS_SECOND_FACTOR: 'optional' }).secondFactor).toBe(
      'optional',
    )
  })

  it('reads a provider', () => {
    expect(readSignInConfig(provider).provider).toEqual({
      issuer: new URL('https://id.example/realm'),
      clientId: 'whereabouts',
      clientSecret: 's3cret',
      redirectUri: new URL('https://whereabouts.example/sign-in/oidc/return'),
      scope: 'openid profile email',
      groupsClaim: 'groups',
      grants: new Map([
        ['police', { role: 'police-analyst', policeForce: 'Kent' }],
        ['practice', { role: 'probation-practitioner', team: 'Harbour' }],
      ]),
    })
  })

  it.each([
    ['WHEREABOUTS_SECOND_FACTOR', 'off'],
    ['WHEREABOUTS_PUBLIC_URL', ''],
    ['WHEREABOUTS_OIDC_ISSUER', 'id.example'],
    ['WHEREABOUTS_OIDC_ISSUER', 'file:///etc/passwd'],
    ['WHEREABOUTS_OIDC_CLIENT_ID', ' '],
    ['WHEREABOUTS_OIDC_CLIENT_SECRET', ''],
    ['WHEREABOUTS_OIDC_ROLES', '{'],
    ['WHEREABOUTS_OIDC_ROLES', '{"a": {"role": "root"}}'],
    ['WHEREABOUTS_OIDC_ROLES', '{"a": {"role": "device-wearer"}}'],
    ['WHEREABOUTS_OIDC_ROLES', '{"a": {"role": "police-analyst"}}'],
    ['WHEREABOUTS_OIDC_ROLES', '{"a": {"role": "evaluator", "policeForce": "Kent"}}'],
    ['WHEREABOUTS_OIDC_ROLES', '{"a": {"role": "police-analyst", "policeForce": "Atlantis"}}'],
  ])('names %s where it is %j', (name, value) => {
    const read = () => readSignInConfig({ ...provider, [name]: value })
    expect(read).toThrow(`Cannot use ${name}`)
  })
})
