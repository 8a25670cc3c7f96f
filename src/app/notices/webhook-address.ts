import { BlockList, isIP } from 'node:net'

/** Not of the internet, whatever they are in this network: a webhook must not reach what only this server reaches. */
const private4 = new BlockList()
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  private4.addSubnet(network, bits, 'ipv4')
}
/** All of IPv6 that is given out lies in 2000::/3; parts of it lead elsewhere, or are other addresses in disguise. */
const public6 = new BlockList()
public6.addSubnet('2000::', 3, 'ipv6')
const private6 = new BlockList()
for (const [network, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const) {
  private6.addSubnet(network, bits, 'ipv6')
}

/** Whether an IP address is one of the internet's. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 4) return !private4.check(address, 'ipv4')
  return public6.check(address, 'ipv6') && !private6.check(address, 'ipv6')
}

/** A webhook's host as it is looked up: IPv6 without brackets. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '')
}

/**
 * What is wrong with an address that notices are to be posted to, as far as it can be told without looking its host up.
 *
 * @param privateHosts hosts that may lie in a private network, and then may be asked without TLS.
 * @returns undefined where nothing is.
 */
export function webhookFault(text: string, privateHosts: ReadonlySet<string>): string | undefined {
  if (text.length > 1000 || !URL.canParse(text)) return 'Enter an address that begins with https://'
  const url = new URL(text)
  const host = hostOf(url)
  const isAllowed = privateHosts.has(host)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isAllowed)) {
    return 'Enter an address that begins with https://'
  }
  if (url.username !== '' || url.password !== '' || url.hash !== '') {
    return 'Enter an address without a name, a password or a #: notices are signed instead'
  }
  const isLocal = host === 'localhost' || host.endsWith('.localhost')
  if (!isAllowed && (isLocal || (isIP(host) !== 0 && !isPublicAddress(host)))) {
    return `${host} is in a private network: whoever runs the server has to allow that host first`
  }
  return undefined
}
