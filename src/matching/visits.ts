/** One counted position in radius, as visits need it. */
export interface VisitedPosition {
  readonly row: number
  readonly device: number
  /** Milliseconds. */
  readonly capturedAt: number
  /** How many counted positions of the wearer came before it, in radius or not. */
  readonly place: number
}

/**
 * Splits a wearer's positions in radius into visits: runs of consecutive counted positions. One
 * outside, a gap longer than `gapMinutes`, or another device ends one.
 *
 * @returns a label for each: letters for the visit, then its number in it: A1, A2, B1 … Z1, AA1.
 */
export function labelVisits(inRadius: readonly VisitedPosition[], gapMinutes: number): string[] {
  let visit = -1
  let letters = ''
  let number = 0
  let previous: VisitedPosition | undefined
  return inRadius.map((position) => {
    const goesOn =
      previous?.place === position.place - 1 &&
      previous.device === position.device &&
      position.capturedAt - previous.capturedAt <= gapMinutes * 60_000
    if (goesOn) number++
    else {
      letters = visitLetters(++visit)
      number = 1
    }
    previous = position
    return `${letters}${number}`
  })
}

/** 0 is A, 25 Z, 26 AA, as columns of a spreadsheet. */
export function visitLetters(visit: number): string {
  let letters = ''
  for (let rest = visit + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters
  }
  return letters
}
