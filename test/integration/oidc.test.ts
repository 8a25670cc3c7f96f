import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  IdentityProvider,
  type ProviderClaims,
  type ProviderConfig,
} from '../../src/app/accounts/identity-provider.ts'
import { signInWithProvider } from '../../src/app/accounts/sign-in-with-provider.ts'
import { sessionActor } from '../../src/app/accounts/signed-in.ts'
import { openEmbeddedRecords } from '../../src/store/records/pglite.ts'
import type { Records } from '../../src/store/records/records.ts'
import { workAt } from '../support/account-work.ts'
import {
  client,
  startProvider,
  type TestProvider,
  visitProvider,
} from '../support/identity-provider.ts'
import { AT } from '../support/postgres-samples.ts'

const redirectUri = new URL('http://127.0.0.1:9/sign-in/oidc/return')
const grants = new Map([
  ['hub', { role: 'hub-caseworker' }],
  ['kent', { role: 'police-analyst', policeForce: 'Kent' }],
] as const)

describe.each(['id token', 'userinfo'] as const)(
  'a provider that tells groups by %s',
  (claimsIn) => {
    let provider: TestProvider
    let config: ProviderConfig
    let identity: IdentityProvider
    let folder: string
    let records: Records

    beforeAll(async () => {
      provider = await startProvider(redirectUri, claimsIn)
      config = {
        issuer: provider.issuer,
        clientId: client.id,
        clientSecret: client.secret,
        redirectUri,
        scope: 'openid profile email',
        groupsClaim: 'groups',
        grants,
      }
      identity = new IdentityProvider(config)
      folder = mkdtempSync(join(tmpdir(), 'whereabouts-oidc-'))
      records = await openEmbeddedRecords(join(folder, 'records'))
    })
    afterAll(async () => {
      await records?.close()
      await provider?.close()
      rmSync(folder, { recursive: true, force: true })
    })

    async function visit(login: string) {
      const { url, trip } = await identity.begin(AT)
      return { url, trip, callback: await visitProvider(url, redirectUri, login) }
    }
    async function come(login: string): Promise<ProviderClaims> {
      const { callback, trip } = await visit(login)
      return identity.finish(callback, trip, AT)
    }
    const signedIn = async (login: string) =>
      signInWithProvider(workAt(records, AT), grants, await come(login))
    const who = (secret: string) =>
      sessionActor(records, secret, { now: AT, rule: 'required', from: 'x', correlationId: 'y' })

    it('tells who came back, and keeps what proves it out of addresses', async () => {
      provider.groups.set('ann', ['other', 'hub'])
      const { url, trip, callback } = await visit('ann')
      for (const address of [url.href, callback.href]) {
        expect(address).not.toContain(trip.verifier)
        expect(address).not.toContain(client.secret)
      }
      expect(await identity.finish(callback, trip, AT)).toEqual({
        issuer: provider.issuer.href.slice(0, -1),
        subject: 'ann',
        username: 'ann',
        name: 'Name of ann',
        email: 'ann@example.test',
        groups: ['other', 'hub'],
      })
    })

    it('refuses another state, another nonce, another verifier, and what took too long', async () => {
      for (const part of [
        { state: 'another' },
        { nonce: 'another' },
        { verifier: 'x'.repeat(43) },
      ]) {
        const { callback, trip } = await visit('ann')
        await expect(
          identity.finish(callback, { ...trip, ...part }, AT),
          JSON.stringify(part),
        ).rejects.toMatchObject({ code: 'SIGN_IN_REFUSED' })
      }
      const { callback, trip } = await visit('ann')
      await expect(identity.finish(callback, trip, trip.expiresAt)).rejects.toThrow('ten minutes')
    })

    it('refuses a code that was used, and an answer without one', async () => {
      const { callback, trip } = await visit('ann')
      await identity.finish(callback, trip, AT)
      await expect(identity.finish(callback, trip, AT)).rejects.toThrow('invalid_grant')
      const denied = new URL(redirectUri)
      denied.search = `${new URLSearchParams({ error: 'access_denied', state: trip.state, iss: callback.searchParams.get('iss') ?? '' })}`
      await expect(identity.finish(denied, trip, AT)).rejects.toThrow('access_denied')
      await expect(identity.finish(redirectUri, trip, AT)).rejects.toMatchObject({
        code: 'SIGN_IN_REFUSED',
      })
    })

    it('signs in as what the groups say, and ends other sessions when they say another thing', async () => {
      provider.groups.set('ben', ['hub'])
      const first = await signedIn('ben')
      expect(await who(first)).toMatchObject({
        stage: 'signed-in',
        actor: { username: 'ben', role: 'hub-caseworker' },
      })
      provider.groups.set('ben', ['kent'])
      const second = await signedIn('ben')
      expect(await who(first)).toBeUndefined()
      expect(await who(second)).toMatchObject({
        account: { role: 'police-analyst', policeForce: 'Kent' },
      })
      provider.groups.set('ben', ['strangers'])
      await expect(signedIn('ben')).rejects.toMatchObject({ code: 'SIGN_IN_REFUSED' })
      expect(await who(second)).toBeUndefined()
    })

    it('refuses somebody without any group', async () => {
      await expect(signedIn('cy')).rejects.toThrow('none of your groups')
    })

    it('says when the provider is away or does not know us, and tries again', async () => {
      const { callback, trip } = await visit('ann')
      const stranger = new IdentityProvider({ ...config, clientSecret: 'x'.repeat(40) })
      await expect(stranger.finish(callback, trip, AT)).rejects.toMatchObject({
        code: 'PROVIDER_UNAVAILABLE',
      })
      const away = new IdentityProvider({ ...config, issuer: new URL('http://127.0.0.1:9') })
      for (let times = 0; times < 2; times++) {
        await expect(away.begin(AT)).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' })
      }
      const plain = new IdentityProvider({ ...config, issuer: new URL('http://id.example') })
      await expect(plain.begin(AT)).rejects.toThrow('HTTPS')
    })
  },
)
