import { commonPasswords } from './common-passwords.ts'

const SHORTEST = 12
const FEWEST_DIFFERENT = 5
const LITTLE = 6

/** Longer ones would be work for the server and nothing for the person. */
export const LONGEST_PASSWORD = 256

/**
 * Why a password cannot be taken, or `undefined`. Length and guessability only, as NIST SP 800-63B
 * (5.1.1.2) has it: no rules about kinds of characters, and no change by date.
 */
export function passwordFault(password: string, username: string): string | undefined {
  const characters = [...password]
  if (characters.length < SHORTEST) return `expected at least ${SHORTEST} characters`
  if (password.length > LONGEST_PASSWORD) return `expected at most ${LONGEST_PASSWORD} characters`
  const plain = password.toLowerCase()
  if (plain.includes(username.toLowerCase())) return 'expected one without the username in it'
  if (new Set(plain).size < FEWEST_DIFFERENT) return 'expected more different characters'
  if (isCommon(plain)) return 'expected one that is not among those tried first'
  return undefined
}

/** Nothing much is left of it without a common one. */
function isCommon(plain: string): boolean {
  return commonPasswords.some((common) => plain.replaceAll(common, '').length < LITTLE)
}
