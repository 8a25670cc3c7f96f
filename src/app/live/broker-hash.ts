import { pbkdf2Sync, randomBytes } from 'node:crypto'

/** Few rounds: the secret is 256 random bits, and rounds help those alone that can be guessed. */
const ROUNDS = 101
const SALT_BYTES = 12
const HASH_BYTES = 64

/** A secret as Mosquitto's password file has it: `$7$rounds$salt$hash`, PBKDF2 with SHA-512. */
export function brokerHash(secret: string): string {
  const salt = randomBytes(SALT_BYTES)
  const hash = pbkdf2Sync(secret, salt, ROUNDS, HASH_BYTES, 'sha512')
  return `$7$${ROUNDS}$${salt.toString('base64')}$${hash.toString('base64')}`
}
