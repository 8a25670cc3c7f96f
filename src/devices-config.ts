import { readFileSync } from 'node:fs'
import { AppError } from './domain/errors.ts'

/** The ways other than HTTP that devices report by. */
export interface DevicesConfig {
  readonly mqtt: MqttConfig | undefined
  readonly teltonika: { readonly port: number; readonly host: string } | undefined
  /** The file that lists folders which vendors' files are put into, in place of feeds.json in the data folder. */
  readonly feeds: string | undefined
}

export interface MqttConfig {
  /** `mqtts://host:8883`, without who the platform is. */
  readonly url: string
  readonly username: string | undefined
  readonly password: string | undefined
  /** Fixed: the broker keeps under it what comes while the platform is down. */
  readonly clientId: string
  readonly tls: {
    readonly ca: Buffer | undefined
    readonly cert: Buffer | undefined
    readonly key: Buffer | undefined
  }
  /** The broker's files, where the platform keeps them. */
  readonly files: { readonly passwords: string; readonly access: string } | undefined
}

/** Reads a variable, without blanks; `undefined` where it is empty. */
type Set = (name: string) => string | undefined

/**
 * What the environment says of ways in.
 *
 * @throws AppError CONFIG_INVALID naming the variable.
 */
export function readDevicesConfig(set: Set): DevicesConfig {
  return { mqtt: mqttConfig(set), teltonika: teltonikaConfig(set), feeds: set('WHEREABOUTS_FEEDS') }
}

function mqttConfig(set: Set): MqttConfig | undefined {
  const text = set('WHEREABOUTS_MQTT_URL')
  if (text === undefined) return undefined
  // What it holds may be a password, so it is not said.
  if (!URL.canParse(text) || !/^mqtts?:\/\/[^/]+\/?$/.test(text)) {
    throw invalid('WHEREABOUTS_MQTT_URL', 'expected mqtts://user:password@host:port')
  }
  const url = new URL(text)
  const tls = {
    ca: fileOf(set, 'WHEREABOUTS_MQTT_CA'),
    cert: fileOf(set, 'WHEREABOUTS_MQTT_CERT'),
    key: fileOf(set, 'WHEREABOUTS_MQTT_KEY'),
  }
  together(set, 'WHEREABOUTS_MQTT_CERT', 'WHEREABOUTS_MQTT_KEY')
  together(set, 'WHEREABOUTS_MQTT_PASSWORD_FILE', 'WHEREABOUTS_MQTT_ACL_FILE')
  const passwords = set('WHEREABOUTS_MQTT_PASSWORD_FILE')
  const access = set('WHEREABOUTS_MQTT_ACL_FILE')
  return {
    url: `${url.protocol}//${url.host}`,
    username: decodeURIComponent(url.username) || undefined,
    password: decodeURIComponent(url.password) || undefined,
    clientId: set('WHEREABOUTS_MQTT_CLIENT_ID') ?? 'whereabouts',
    tls,
    files: passwords && access ? { passwords, access } : undefined,
  }
}

function teltonikaConfig(set: Set): DevicesConfig['teltonika'] {
  const text = set('WHEREABOUTS_TELTONIKA_PORT')
  if (text === undefined) return undefined
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (!(port <= 65_535)) {
    throw invalid('WHEREABOUTS_TELTONIKA_PORT', `"${text}" is no port from 0 to 65535`)
  }
  return { port, host: set('WHEREABOUTS_TELTONIKA_HOST') ?? '127.0.0.1' }
}

function together(set: Set, one: string, other: string): void {
  if ((set(one) === undefined) === (set(other) === undefined)) return
  throw invalid(
    set(one) === undefined ? one : other,
    `it is not set; expected ${one} and ${other} together`,
  )
}

function fileOf(set: Set, name: string): Buffer | undefined {
  const path = set(name)
  if (path === undefined) return undefined
  try {
    return readFileSync(path)
  } catch (cause) {
    throw invalid(name, cause instanceof Error ? cause.message : String(cause))
  }
}

function invalid(name: string, why: string): AppError {
  return new AppError('CONFIG_INVALID', `Cannot use ${name}: ${why}`)
}
