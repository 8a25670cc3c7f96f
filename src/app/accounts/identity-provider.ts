import * as oidc from 'openid-client'
import type { AccountScope } from '../../domain/account.ts'
import { AppError } from '../../domain/errors.ts'
import type { Instant } from '../../domain/interval.ts'

/** What a group of the provider's may be here. */
export type Grant = Pick<AccountScope, 'role' | 'policeForce' | 'team'>

/** An OpenID Connect provider, and what its groups are here. */
export interface ProviderConfig {
  readonly issuer: URL
  readonly clientId: string
  readonly clientSecret: string
  /** Where the provider sends people back to. */
  readonly redirectUri: URL
  readonly scope: string
  /** The claim that lists somebody's groups. */
  readonly groupsClaim: string
  /** By group; of several the first here is somebody's role. */
  readonly grants: ReadonlyMap<string, Grant>
}

/** What one sign-in must come back with; kept from the browser's scripts and from addresses. */
export interface ProviderTrip {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
  readonly expiresAt: Instant
}

/** Who the provider says came back. */
export interface ProviderClaims {
  readonly issuer: string
  readonly subject: string
  readonly username: string | undefined
  readonly name: string | undefined
  readonly email: string | undefined
  readonly groups: readonly string[]
}

const TRIP_MINUTES = 10
const TIMEOUT_SECONDS = 10
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Authorization code with PKCE, state and nonce. What the provider publishes of itself is read at first use. */
export class IdentityProvider {
  readonly #config: ProviderConfig
  #discovered: Promise<oidc.Configuration> | undefined

  constructor(config: ProviderConfig) {
    this.#config = config
  }

  /**
   * Begins a sign-in.
   *
   * @returns where to send the browser, and what to keep for its return.
   * @throws AppError PROVIDER_UNAVAILABLE.
   */
  async begin(now: Instant): Promise<{ url: URL; trip: ProviderTrip }> {
    const { redirectUri, scope } = this.#config
    const trip = {
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
      verifier: oidc.randomPKCECodeVerifier(),
      expiresAt: now + TRIP_MINUTES * 60_000,
    }
    const url = oidc.buildAuthorizationUrl(await this.#provider(), {
      redirect_uri: redirectUri.href,
      scope,
      state: trip.state,
      nonce: trip.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(trip.verifier),
      code_challenge_method: 'S256',
    })
    return { url, trip }
  }

  /**
   * Completes a sign-in with the address the browser came back to. Groups that the ID token does not hold
   * are asked for.
   *
   * @throws AppError SIGN_IN_REFUSED where it is not the answer to `trip`, was used, or the provider
   * refused; PROVIDER_UNAVAILABLE.
   */
  async finish(callback: URL, trip: ProviderTrip, now: Instant): Promise<ProviderClaims> {
    if (now >= trip.expiresAt) throw refusal('it took longer than ten minutes')
    const provider = await this.#provider()
    try {
      const tokens = await oidc.authorizationCodeGrant(provider, this.#asRegistered(callback), {
        expectedState: trip.state,
        expectedNonce: trip.nonce,
        pkceCodeVerifier: trip.verifier,
        idTokenExpected: true,
      })
      const idToken = tokens.claims()
      if (!idToken) throw refusal('the provider says nothing of who it is')
      const { groupsClaim } = this.#config
      const asked =
        groupsClaim in idToken || !provider.serverMetadata().userinfo_endpoint
          ? {}
          : await oidc.fetchUserInfo(provider, tokens.access_token, idToken.sub)
      const claims: Record<string, unknown> = { ...asked, ...idToken }
      return {
        issuer: idToken.iss,
        subject: idToken.sub,
        username: textOf(claims['preferred_username']),
        name: textOf(claims['name']),
        email: textOf(claims['email']),
        groups: textsOf(claims[groupsClaim]),
      }
    } catch (error) {
      throw this.#faultOf(error)
    }
  }

  /** Behind a proxy the address a request shows is not the one the provider was told. */
  #asRegistered(callback: URL): URL {
    const url = new URL(this.#config.redirectUri)
    url.search = callback.search
    return url
  }

  #provider(): Promise<oidc.Configuration> {
    this.#discovered ??= this.#discover().catch((error: unknown) => {
      // The next sign-in tries again.
      this.#discovered = undefined
      throw this.#unavailable(error)
    })
    return this.#discovered
  }

  #discover(): Promise<oidc.Configuration> {
    const { issuer, clientId, clientSecret } = this.#config
    const plain = issuer.protocol === 'http:' && LOOPBACK.has(issuer.hostname)
    return oidc.discovery(issuer, clientId, clientSecret, undefined, {
      timeout: TIMEOUT_SECONDS,
      // Marked deprecated so that nobody uses it in production: only this machine is reached so.
      execute: plain ? [oidc.allowInsecureRequests] : [],
    })
  }

  #faultOf(error: unknown): AppError {
    if (error instanceof AppError) return error
    if (error instanceof oidc.AuthorizationResponseError) return refusal(error.error, error)
    if (error instanceof oidc.ResponseBodyError && error.error !== 'invalid_client') {
      return refusal(error.error, error)
    }
    const away = error instanceof oidc.ClientError && error.code !== 'OAUTH_TIMEOUT'
    return away ? refusal(error.message, error) : this.#unavailable(error)
  }

  #unavailable(cause: unknown): AppError {
    const why = cause instanceof Error ? cause.message : String(cause)
    return new AppError(
      'PROVIDER_UNAVAILABLE',
      `Cannot use the identity provider ${this.#config.issuer.href}: ${why}`,
      { cause },
    )
  }
}

function refusal(why: string, cause?: unknown): AppError {
  return new AppError(
    'SIGN_IN_REFUSED',
    `Cannot sign in through the identity provider: ${why}; begin again`,
    { cause },
  )
}

function textOf(claim: unknown): string | undefined {
  return typeof claim === 'string' && claim.trim() !== '' ? claim.trim() : undefined
}

function textsOf(claim: unknown): string[] {
  const list = Array.isArray(claim) ? claim : [claim]
  return list.filter((item) => typeof item === 'string')
}
