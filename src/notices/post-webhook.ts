import { type LookupAddress, lookup } from 'node:dns'
import { type IncomingMessage, request as plain } from 'node:http'
import { request as secure } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { hostOf, isPublicAddress, webhookFault } from '../app/notices/webhook-address.ts'
import { WebhookRefusal } from '../app/notices/webhook-refusal.ts'

const TIMEOUT_MS = 10_000

/** Posts a body. @returns the beginning of the answer. @throws Error, WebhookRefusal where it answered otherwise. */
type PostWebhook = (
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
) => Promise<string>

/**
 * Posts notices and hand-overs. Follows no redirect, and reaches no private network but by the hosts that were named for it: the
 * address is checked that is connected to, whatever a name stood for before.
 *
 * @param answerBytes how much of an answer is of use.
 */
export function postWebhook(
  privateHosts: ReadonlySet<string>,
  timeoutMs = TIMEOUT_MS,
  answerBytes = 0,
): PostWebhook {
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
        if (statusCode >= 200 && statusCode < 300) done(beginningOf(response, answerBytes))
        else {
          response.destroy()
          failed(new WebhookRefusal(statusCode))
        }
      })
      request.on('error', (cause) => failed(signal.aborted ? tooSlow(timeoutMs) : cause))
      request.end(body)
    })
  }
}

/** No more of it than is of use: it may be without end. What is cut off was taken all the same. */
async function beginningOf(response: IncomingMessage, most: number): Promise<string> {
  const chunks: Buffer[] = []
  let length = 0
  try {
    if (most > 0) {
      for await (const chunk of response as AsyncIterable<Buffer>) {
        chunks.push(chunk)
        length += chunk.length
        if (length >= most) break
      }
    }
  } catch {
    // What came so far is what it said.
  }
  response.destroy()
  return Buffer.concat(chunks).subarray(0, most).toString()
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
