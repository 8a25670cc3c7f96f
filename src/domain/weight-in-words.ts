/** Beyond so many decades no validation supports a figure, so none is shown to people. */
export const SHOWN_TO = 3
/** Up to here the record is said to fit both about as well: a factor of two. */
const EQUAL_TO = Math.log10(2)

const PRESENT = 'the wearer was at the scene during the offence'
const ORDINARY = 'the wearer was about their ordinary business'

/**
 * A likelihood ratio as a sentence: how much better the record fits the one than the other, bounded,
 * and never the chance of either (ENFSI guideline for evaluative reporting, 2015).
 */
export function weightInWords(log10Lr: number): string {
  const [one, other] = log10Lr >= 0 ? [PRESENT, ORDINARY] : [ORDINARY, PRESENT]
  const word = strengthWord(log10Lr)
  if (!word) {
    return `The record is about equally likely whether ${PRESENT} or ${ORDINARY}`
  }
  return `The record is ${word} more likely (${timesText(log10Lr)}) if ${one} than if ${other}`
}

/** In a word; `undefined` where the record fits both about as well. */
export function strengthWord(log10Lr: number): 'somewhat' | 'moderately' | 'strongly' | undefined {
  const decades = Math.abs(log10Lr)
  if (decades < EQUAL_TO) return undefined
  if (decades < 1) return 'somewhat'
  return decades < 2 ? 'moderately' : 'strongly'
}

/** How many times better the record fits the one than the other, bounded. */
export function timesText(log10Lr: number): string {
  const decades = Math.abs(log10Lr)
  if (decades >= SHOWN_TO) return 'more than 1,000 times'
  const factor = 10 ** decades
  const step = 10 ** Math.max(0, Math.floor(decades))
  return `about ${(Math.round(factor / step) * step).toLocaleString('en-GB')} times`
}
