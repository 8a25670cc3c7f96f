import argon2 from 'argon2'
import { LONGEST_PASSWORD } from '../../domain/password-rules.ts'

/** OWASP's parameters for argon2id: 19 MiB, two passes, one lane. */
const PARAMETERS = {
  type: argon2.argon2id,
  memoryCost: 19_456,
  timeCost: 2,
  parallelism: 1,
} as const

/** What is compared where there is nothing to compare, so that an unknown name takes as long as a wrong password. */
let nobodys: Promise<string> | undefined

/** @returns argon2id of the password, its characters composed (NFKC) so that keyboards agree. */
export function hashPassword(password: string): Promise<string> {
  return argon2.hash(password.normalize('NFKC'), PARAMETERS)
}

/** Whether the password is the one of the hash; takes as long without a hash, and is never right then. */
export async function passwordIsRight(
  hash: string | undefined,
  password: string,
): Promise<boolean> {
  nobodys ??= hashPassword('nobody has this password')
  const tooLong = password.length > LONGEST_PASSWORD
  const candidate = tooLong ? '' : password.normalize('NFKC')
  const right = await argon2.verify(hash ?? (await nobodys), candidate)
  return right && hash !== undefined && !tooLong
}
