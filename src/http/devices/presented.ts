import type { Asked } from '../../server/route.ts'

/** What a device shows of itself: a secret, and the id it gives beside it. */
export interface Presented {
  readonly secret: string
  readonly deviceId: string | undefined
}

const BEARER = /^Bearer +([\w.~+/=-]{1,200})$/i
const BASIC = /^Basic +([A-Za-z0-9+/=]{1,2000})$/i
const SECRET = /^wd_[\w-]{1,100}$/

/** The secret of a header: a bearer token, or a password beside the device's id. */
export function presentedInHeader(context: Asked): Presented | undefined {
  const header = context.req.header('Authorization') ?? ''
  const [, bearer] = BEARER.exec(header) ?? []
  if (bearer) return { secret: bearer, deviceId: undefined }
  const [, basic] = BASIC.exec(header) ?? []
  if (!basic) return undefined
  const text = Buffer.from(basic, 'base64').toString()
  const colon = text.indexOf(':')
  return colon < 0
    ? undefined
    : { secret: text.slice(colon + 1), deviceId: text.slice(0, colon) || undefined }
}

/**
 * The secret among the parameters of an address or a form, for apps that can send no header: `token` or `password` beside
 * the device's id, or in place of the id.
 */
export function presentedAmong(
  parameters: Readonly<Record<string, string>>,
): Presented | undefined {
  const id = parameters['id'] ?? parameters['deviceid']
  const secret = parameters['token'] ?? parameters['password']
  if (secret) return { secret, deviceId: id }
  return id !== undefined && SECRET.test(id) ? { secret: id, deviceId: undefined } : undefined
}

/** The device that parameters name, where what stands for its id is not its secret. */
export function claimedAmong(parameters: Readonly<Record<string, string>>): string | undefined {
  const id = parameters['id'] ?? parameters['deviceid']
  const isSecret = presentedAmong(parameters)?.secret === id
  return isSecret ? undefined : id
}
