import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'

export const client = { id: 'whereabouts', secret: 'a secret of at least thirty-two bytes' }

/** A real OpenID Connect provider on the loopback address, where every password is right. */
export interface TestProvider {
  readonly issuer: URL
  /** Groups by login; they may change between sign-ins. */
  readonly groups: Map<string, string[]>
  close(): Promise<void>
}

/** @param claimsIn where the provider tells groups: it keeps them out of ID tokens unless asked. */
export async function startProvider(
  redirectUri: URL,
  claimsIn: 'id token' | 'userinfo',
): Promise<TestProvider> {
  const groups = new Map<string, string[]>()
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  const provider = new Provider(issuer.href.slice(0, -1), {
    clients: [
      { client_id: client.id, client_secret: client.secret, redirect_uris: [redirectUri.href] },
    ],
    pkce: { required: () => true },
    conformIdTokenClaims: claimsIn === 'userinfo',
    claims: {
      openid: ['sub'],
      profile: ['name', 'preferred_username', 'groups'],
      email: ['email'],
    },
    findAccount: (_context: unknown, id: string) => ({
      accountId: id,
      claims: () => ({
        sub: id,
        name: `Name of ${id}`,
        preferred_username: id,
        email: `${id}@example.test`,
        groups: groups.get(id),
      }),
    }),
  })
  server.on('request', provider.callback())
  return {
    issuer,
    groups,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/**
 * What a browser does at the provider: follows where it is sent, fills in the forms, and comes back.
 *
 * @returns the address it was sent back to.
 */
export async function visitProvider(start: URL, backAt: URL, login: string): Promise<URL> {
  const cookies = new Map<string, string>()
  let request: { url: URL; form?: Record<string, string> } = { url: start }
  for (let steps = 0; steps < 20; steps++) {
    const response = await fetch(request.url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(request.form && { method: 'POST', body: new URLSearchParams(request.form) }),
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    const location = response.headers.get('location')
    const page = await response.text()
    if (location) {
      const url = new URL(location, request.url)
      if (url.origin === backAt.origin && url.pathname === backAt.pathname) return url
      request = { url }
    } else {
      const action = /<form[^>]* action="([^"]+)"/.exec(page)?.[1]
      const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1]
      if (!action || !prompt)
        throw new Error(`The provider shows no form: ${response.status} ${page}`)
      const form = { prompt, ...(prompt === 'login' && { login, password: 'x' }) }
      request = { url: new URL(action, request.url), form }
    }
  }
  throw new Error('The provider sends the browser round in circles')
}
