import type { ProviderTrip } from './identity-provider.ts'
import type { SecretKey } from './secret-key.ts'

const PURPOSE = 'sign-in through the identity provider'

/** A trip as the browser carries it, in a cookie it can neither read nor make. */
export function sealTrip(key: SecretKey, trip: ProviderTrip): string {
  return Buffer.from(key.seal(PURPOSE, Buffer.from(JSON.stringify(trip)))).toString('base64url')
}

/** @returns `undefined` for what was not sealed with this key. */
export function openTrip(key: SecretKey, sealed: string): ProviderTrip | undefined {
  const plain = key.open(PURPOSE, Buffer.from(sealed, 'base64url'))
  return plain && (JSON.parse(Buffer.from(plain).toString()) as ProviderTrip)
}
