/** Letters that a number's remainder by 23 stands for: I, O and S look like figures. */
const LETTERS = 'ZABCDEFGHJKLMNPQRTUVWXY'

/** Two figures of a year below this are of this century: the oldest records are of the 1950s. */
const CENTURY = 50

/** A PNC number in the one way it is compared: `2001/0012345A`. */
export interface PncNumber {
  readonly canonical: string
  /** Whether its letter is the one its figures give; where not, one of them was mistyped. */
  readonly letterFits: boolean
}

/**
 * Reads a PNC number however it was written: `2001/0012345A`, `01/12345A`, `2001/12345a` and `20010012345A` are one.
 * `undefined` where it is none.
 */
export function pncNumber(text: string): PncNumber | undefined {
  const match =
    /^(\d{4}|\d{2})\s*\/\s*(\d{1,7})\s*([A-Z])$/i.exec(text.trim()) ??
    /^(\d{4}|\d{2})(\d{7})([A-Z])$/i.exec(text.trim())
  if (!match) return undefined
  const [, sent = '', serial = '', letter = ''] = match
  const short = sent.slice(-2)
  const year = sent.length === 4 ? sent : `${Number(short) < CENTURY ? '20' : '19'}${short}`
  const figures = serial.padStart(7, '0')
  const upper = letter.toUpperCase()
  return {
    canonical: `${year}/${figures}${upper}`,
    letterFits: LETTERS[Number(short + figures) % LETTERS.length] === upper,
  }
}
