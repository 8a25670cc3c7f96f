import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../../domain/errors.ts'

const BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** Seals what the database must not know, with AES-256-GCM. */
export class SecretKey {
  readonly #key: Uint8Array

  constructor(key: Uint8Array) {
    this.#key = key
  }

  /** @param purpose what it is and whose: opened as anything else it is refused. */
  seal(purpose: string, plain: Uint8Array): Uint8Array {
    const nonce = randomBytes(NONCE_BYTES)
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce).setAAD(Buffer.from(purpose))
    return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
  }

  /** @returns `undefined` for what this key did not seal for this purpose. */
  open(purpose: string, sealed: Uint8Array): Uint8Array | undefined {
    if (sealed.length < NONCE_BYTES + TAG_BYTES) return undefined
    const decipher = createDecipheriv('aes-256-gcm', this.#key, sealed.subarray(0, NONCE_BYTES))
      .setAAD(Buffer.from(purpose))
      .setAuthTag(sealed.subarray(-TAG_BYTES))
    try {
      return Buffer.concat([
        decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)),
        decipher.final(),
      ])
    } catch {
      return undefined
    }
  }
}

/**
 * The key of a data folder: as configured (64 hexadecimal digits), else `secrets.key` in the folder,
 * which is made for its owner only where there is none.
 *
 * @throws AppError SECRETS_UNREADABLE where the key is none, or its file cannot be read or made.
 */
export function openSecretKey(data: string, configured?: string): SecretKey {
  if (configured !== undefined) return new SecretKey(keyFrom(configured, 'WHEREABOUTS_SECRET_KEY'))
  const path = join(data, 'secrets.key')
  try {
    const made = `${randomBytes(BYTES).toString('hex')}\n`
    writeFileSync(path, made, { flag: 'wx', mode: 0o600, flush: true })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw unreadable(path, error)
  }
  return new SecretKey(keyFrom(readKey(path), path))
}

function readKey(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw unreadable(path, error)
  }
}

function keyFrom(text: string, where: string): Uint8Array {
  if (/^[0-9a-f]{64}$/i.test(text.trim())) return Buffer.from(text.trim(), 'hex')
  throw new AppError(
    'SECRETS_UNREADABLE',
    `Cannot use the key in ${where}: expected ${BYTES} bytes as ${2 * BYTES} hexadecimal digits`,
  )
}

function unreadable(path: string, cause: unknown): AppError {
  const why = cause instanceof Error ? cause.message : String(cause)
  return new AppError('SECRETS_UNREADABLE', `Cannot use the key in ${path}: ${why}`, { cause })
}
