import { type LookupAddress, lookup } from 'node:dns'
import { request as plain } from 'node:http'
import { request as secure } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import type { PostNotice } from '../app/notices/notice-sender.ts'
import { hostOf, isPublicAddress, webhookFault } from '../app/notices/webhook-address.ts'

const TIMEOUT_MS = 10_000

/**
 * Posts notices. Follows no redirect, and reaches no private network but by the hosts that were named for it: the
 * address is checked that is connected to, whatever a name stood for before.
 */
export function postWebhook(privateHosts: ReadonlySet<string>, timeoutMs = TIMEOUT_MS): PostNotice {
  return (text, headers, body) => {
    const fault = webhookFault(text, privateHosts)
    if (fault !== undefined) return Promise.reject(new Error(fault))
    const url = new URL(text)
    const signal = AbortSignal.timeout(timeoutMs)
    const mayBePrivate = privateHosts.has(hostOf(url))
    return new Promise((done, failed) => {
      const request = (url.protocol === 'https:' ? secure : plain)(url, {
        method: 'POST',
        headers: {
          ...headers,
          'User-Agent': 'Whereabouts',
          'Content-Length': Buffer.byteLength(body),
        },
        agent: false,
        signal,
        ...(mayBePrivate ? {} : { lookup: publicLookup }),
      })
      request.on('response', (response) => {
        const { statusCode = 0 } = response
        // What it says is of no use, and may be without end.
        response.destroy()
        if (statusCode >= 200 && statusCode < 300) done()
        else failed(new Error(`it answered ${statusCode}; expected 200 to 299`))
      })
      request.on('error', (cause) => failed(signal.aborted ? tooSlow(timeoutMs) : cause))
      request.end(body)
    })
  }
}

/** Finds an address as ever, and gives none that is private. */
const publicLookup: LookupFunction = (hostname, options, give) => {
  lookup(hostname, { ...options, all: true }, (error, found: LookupAddress[]) => {
    const hidden = found?.find(({ address }) => isIP(address) === 0 || !isPublicAddress(address))
    const [first] = found ?? []
    if (error || hidden || !first) {
      const why = error ?? new Error(`${hostname} is in a private network`)
      return options.all ? give(why, []) : give(why, '')
    }
    return options.all ? give(null, found) : give(null, first.address, first.family)
  })
}

function tooSlow(timeoutMs: number): Error {
  return new Error(`it did not answer within ${timeoutMs / 1000} s`)
}
