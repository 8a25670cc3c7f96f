import { createHash, randomBytes } from 'node:crypto'

/** Crockford's base 32: no letter that is read as a digit. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const CHARACTERS = 16
const GROUP = /.{4}(?=.)/g

/** A code a person reads and types once, `7KQF-20MX-…`: 80 random bits, past guessing even by its hash. */
export function oneTimeCode(): string {
  const characters = Array.from(randomBytes(CHARACTERS), (byte) => ALPHABET[byte & 31])
  return characters.join('').replace(GROUP, '$&-')
}

/** What is kept of a code, however it was typed: letters that look like digits are taken for them. */
export function codeHash(typed: string): Uint8Array {
  const plain = typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1')
  return sha256(plain)
}

/** A secret a program keeps, 256 random bits as base64url. */
export function randomSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** What is kept of a {@link randomSecret}: random enough that a plain hash tells nothing. */
export function sha256(secret: string): Uint8Array {
  return new Uint8Array(createHash('sha256').update(secret).digest())
}
