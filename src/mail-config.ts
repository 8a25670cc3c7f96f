import { readFileSync } from 'node:fs'
import type { MailRules } from './app/receive-message.ts'
import { AppError } from './domain/errors.ts'

/** How crime batches come in by e-mail, and how they are answered. */
export interface MailConfig {
  readonly rules: MailRules
  /** The largest message that is taken, as it comes. */
  readonly mostBytes: number
  /** Where crime batches are sent, in lower case. */
  readonly address: string | undefined
  readonly smtp: SmtpConfig | undefined
  /** A folder that `.eml` files are put into. */
  readonly dropFolder: string | undefined
  readonly out: { readonly url: string; readonly from: string } | undefined
}

export interface SmtpConfig {
  readonly port: number
  readonly host: string
  /** PEM; without it there is no STARTTLS. */
  readonly tls: { readonly cert: Buffer; readonly key: Buffer } | undefined
  readonly tlsRequired: boolean
}

/** Reads a variable, without blanks; `undefined` where it is empty. */
type Set = (name: string) => string | undefined

/**
 * What the environment says of mail.
 *
 * @returns `undefined` where it says nothing of a way in.
 * @throws AppError CONFIG_INVALID naming the variable.
 */
export function readMailConfig(set: Set): MailConfig | undefined {
  const smtp = smtpConfig(set)
  const dropFolder = set('WHEREABOUTS_DROP_FOLDER')
  const out = outConfig(set)
  if (!smtp && dropFolder === undefined && !out) return undefined
  const address = addressOf(set, 'WHEREABOUTS_SMTP_ADDRESS')
  if (smtp && address === undefined) {
    throw invalid(
      'WHEREABOUTS_SMTP_ADDRESS',
      'it is not set; expected the address batches are sent to',
    )
  }
  return {
    address,
    smtp,
    dropFolder,
    out,
    mostBytes: wholeNumber(set, 'WHEREABOUTS_MAIL_MOST_MB', 20, 1, 100) * 2 ** 20,
    rules: {
      relay: set('WHEREABOUTS_MAIL_RELAY'),
      authenticated: oneOf(set, 'WHEREABOUTS_MAIL_AUTHENTICATED', ['if-stated', 'required']),
      redirectedBy: addressOf(set, 'WHEREABOUTS_MAIL_REDIRECTED_BY'),
      replies: out !== undefined,
      hub: addressOf(set, 'WHEREABOUTS_MAIL_HUB'),
    },
  }
}

function smtpConfig(set: Set): SmtpConfig | undefined {
  if (set('WHEREABOUTS_SMTP_PORT') === undefined) return undefined
  const cert = fileOf(set, 'WHEREABOUTS_SMTP_CERT')
  const key = fileOf(set, 'WHEREABOUTS_SMTP_KEY')
  if ((cert === undefined) !== (key === undefined)) {
    const missing = cert ? 'WHEREABOUTS_SMTP_KEY' : 'WHEREABOUTS_SMTP_CERT'
    throw invalid(missing, 'it is not set; expected a certificate and its key together')
  }
  const tls = cert && key ? { cert, key } : undefined
  const tlsRequired =
    oneOf(set, 'WHEREABOUTS_SMTP_TLS', ['optional', 'required'] as const) === 'required'
  if (tlsRequired && !tls) {
    throw invalid(
      'WHEREABOUTS_SMTP_CERT',
      'it is not set; expected a certificate where TLS is required',
    )
  }
  return {
    port: wholeNumber(set, 'WHEREABOUTS_SMTP_PORT', 0, 0, 65_535),
    host: set('WHEREABOUTS_SMTP_HOST') ?? '127.0.0.1',
    tls,
    tlsRequired,
  }
}

function outConfig(set: Set): MailConfig['out'] {
  const url = set('WHEREABOUTS_MAIL_OUT')
  if (url === undefined) return undefined
  // What it holds may be a password, so it is not said.
  if (!/^smtps?:\/\/[^/\s]+/.test(url)) {
    throw invalid('WHEREABOUTS_MAIL_OUT', 'expected smtp://host:port or smtps://user:password@host')
  }
  const from = addressOf(set, 'WHEREABOUTS_MAIL_FROM')
  if (from === undefined) {
    throw invalid('WHEREABOUTS_MAIL_FROM', 'it is not set; expected the address replies are from')
  }
  return { url, from }
}

function addressOf(set: Set, name: string): string | undefined {
  const value = set(name)?.toLowerCase()
  if (value === undefined || /^[^\s@<>",;]+@[^\s@<>",;]+$/.test(value)) return value
  throw invalid(name, `"${value}" is not one address`)
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

function oneOf<T extends string>(set: Set, name: string, values: readonly [T, T]): T {
  const value = set(name) ?? values[0]
  const found = values.find((known) => known === value)
  if (found !== undefined) return found
  throw invalid(name, `"${value}" is neither ${values.join(' nor ')}`)
}

function wholeNumber(set: Set, name: string, usual: number, least: number, most: number): number {
  const text = set(name) ?? String(usual)
  const number = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN
  if (number >= least && number <= most) return number
  throw invalid(name, `"${text}" is no whole number from ${least} to ${most}`)
}

function invalid(name: string, why: string): AppError {
  return new AppError('CONFIG_INVALID', `Cannot use ${name}: ${why}`)
}
