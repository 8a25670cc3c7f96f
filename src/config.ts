import type { ProviderConfig } from './app/accounts/identity-provider.ts'
import { type DevicesConfig, readDevicesConfig } from './devices-config.ts'
import { AppError } from './domain/errors.ts'
import type { SecondFactorRule } from './domain/session-stage.ts'
import { type MailConfig, readMailConfig } from './mail-config.ts'
import { type NoticesConfig, readNoticesConfig } from './notices-config.ts'
import { readProviderConfig } from './provider-config.ts'

/** What the environment says. This is the only file that reads it. */
export interface Config {
  /** The data folder, where `--data` does not name one. */
  readonly data: string | undefined
  /** PostgreSQL 15 or newer in place of the embedded records. */
  readonly recordsUrl: string | undefined
  /** A ClickHouse server in place of the embedded positions. */
  readonly positionsUrl: string | undefined
  /** A PMTiles file of vector tiles to draw beneath positions. */
  readonly map: string | undefined
  /** Where people reach the server, when something stands before it: `https://whereabouts.example`. */
  readonly publicUrl: string | undefined
  /** The address of what stands before the server, whose word on where a request came from is taken. */
  readonly trustedProxy: string | undefined
  readonly logLevel: string | undefined
  /** The largest file that programs may send. */
  readonly mostUploadBytes: number
  /** How many threads comparing may use at most, where not as many as there are processors. */
  readonly matchingThreads: number | undefined
  /** Where the audit's heads are kept, in place of a file in the data folder. */
  readonly auditHeads: string | undefined
  /** An operator's token: with it a command is handed to the server that holds the folder. */
  readonly token: string | undefined
  /** Why commands read personal data, where `--purpose` does not say. */
  readonly purpose: string | undefined
}

/** What only a server needs to know of who signs in, and how. */
export interface SignInConfig {
  readonly secondFactor: SecondFactorRule
  /** Seals authenticators in place of `secrets.key` in the data folder. */
  readonly secretKey: string | undefined
  readonly provider: ProviderConfig | undefined
}

/** @throws AppError CONFIG_INVALID naming the variable. */
export function readSignInConfig(environment: NodeJS.ProcessEnv = process.env): SignInConfig {
  const set = (name: string) => environment[name]?.trim() || undefined
  const secondFactor = set('WHEREABOUTS_SECOND_FACTOR') ?? 'required'
  if (secondFactor !== 'required' && secondFactor !== 'optional') {
    throw new AppError(
      'CONFIG_INVALID',
      `Cannot use WHEREABOUTS_SECOND_FACTOR: "${secondFactor}" is neither required nor optional`,
    )
  }
  const secretKey = set('WHEREABOUTS_SECRET_KEY')
  return { secondFactor, secretKey, provider: readProviderConfig(set) }
}

/** @throws AppError CONFIG_INVALID naming the variable. */
export function readMail(environment: NodeJS.ProcessEnv = process.env): MailConfig | undefined {
  return readMailConfig((name) => environment[name]?.trim() || undefined)
}

/** @throws AppError CONFIG_INVALID naming the variable. */
export function readDevices(environment: NodeJS.ProcessEnv = process.env): DevicesConfig {
  return readDevicesConfig((name) => environment[name]?.trim() || undefined)
}

/** @throws AppError CONFIG_INVALID naming the variable. */
export function readNotices(environment: NodeJS.ProcessEnv = process.env): NoticesConfig {
  return readNoticesConfig((name) => environment[name]?.trim() || undefined)
}

/** @throws AppError CONFIG_INVALID naming the variable. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const set = (name: string) => environment[name]?.trim() || undefined
  return {
    data: set('WHEREABOUTS_DATA'),
    recordsUrl: set('WHEREABOUTS_RECORDS_URL'),
    positionsUrl: set('WHEREABOUTS_POSITIONS_URL'),
    map: set('WHEREABOUTS_MAP'),
    publicUrl: set('WHEREABOUTS_PUBLIC_URL'),
    trustedProxy: set('WHEREABOUTS_TRUSTED_PROXY'),
    logLevel: set('WHEREABOUTS_LOG_LEVEL'),
    mostUploadBytes: megabytes(set('WHEREABOUTS_MOST_UPLOAD_MB') ?? '1024') * 2 ** 20,
    matchingThreads: threads(set('WHEREABOUTS_MATCHING_THREADS')),
    auditHeads: set('WHEREABOUTS_AUDIT_HEADS'),
    token: set('WHEREABOUTS_TOKEN'),
    purpose: set('WHEREABOUTS_PURPOSE'),
  }
}

function megabytes(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text)
  throw new AppError(
    'CONFIG_INVALID',
    `Cannot use WHEREABOUTS_MOST_UPLOAD_MB: "${text}" is no whole number of megabytes from 1 to 999999`,
  )
}

function threads(text: string | undefined): number | undefined {
  if (text === undefined || /^\d{1,3}$/.test(text)) return text === undefined ? text : Number(text)
  throw new AppError(
    'CONFIG_INVALID',
    `Cannot use WHEREABOUTS_MATCHING_THREADS: "${text}" is no whole number of threads from 0 to 999`,
  )
}
