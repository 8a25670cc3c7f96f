import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { AppError } from '../../domain/errors.ts'
import { openTrip, sealTrip } from './provider-trip.ts'
import { openSecretKey, SecretKey } from './secret-key.ts'

const folder = mkdtempSync(join(tmpdir(), 'whereabouts-key-'))
afterAll(() => rmSync(folder, { recursive: true }))
const key = new SecretKey(new Uint8Array(32).fill(1))

describe('SecretKey', () => {
  it('opens what it sealed for the purpose, and nothing that was changed', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.string(), fc.nat(), (plain, purpose, place) => {
        const sealed = key.seal(purpose, plain)
        expect(Uint8Array.from(key.open(purpose, sealed) ?? [])).toEqual(plain)
        expect(key.open(`${purpose}.`, sealed)).toBeUndefined()
        expect(new SecretKey(new Uint8Array(32)).open(purpose, sealed)).toBeUndefined()
        const changed = Uint8Array.from(sealed)
        changed[place % changed.length] = (changed[place % changed.length] ?? 0) ^ 1
        expect(key.open(purpose, changed)).toBeUndefined()
      }),
    )
    expect(key.open('x', new Uint8Array(27))).toBeUndefined()
  })

  it('seals the same differently each time', () => {
    const plain = new Uint8Array(4)
    expect(key.seal('x', plain)).not.toEqual(key.seal('x', plain))
  })

  it('carries a trip to the provider and back, and no forged one', () => {
    const trip = { state: 's', nonce: 'n', verifier: 'v', expiresAt: 1 }
    const sealed = sealTrip(key, trip)
    expect(sealed).toMatch(/^[\w-]+$/)
    expect(openTrip(key, sealed)).toEqual(trip)
    expect(openTrip(key, Buffer.from(JSON.stringify(trip)).toString('base64url'))).toBeUndefined()
    expect(openTrip(key, '')).toBeUndefined()
  })
})

describe('openSecretKey', () => {
  it('makes a key for its owner only, and the same ever after', () => {
    const sealed = openSecretKey(folder).seal('x', Uint8Array.of(7))
    const path = join(folder, 'secrets.key')
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(openSecretKey(folder).open('x', sealed)).toEqual(Buffer.of(7))
    const configured = readFileSync(path, 'utf8')
    expect(openSecretKey('/nowhere', configured).open('x', sealed)).toEqual(Buffer.of(7))
  })

  it('says which key it cannot use', () => {
    expect(() => openSecretKey(folder, 'abc')).toThrow(/WHEREABOUTS_SECRET_KEY.*64 hexadecimal/)
    expect(() => openSecretKey(join(folder, 'missing'))).toThrow(AppError)
    writeFileSync(join(folder, 'secrets.key'), '')
    expect(() => openSecretKey(folder)).toThrow(/secrets\.key: expected 32 bytes/)
  })
})
