/** A counted position in radius, with its place in a visit. */
export interface LabelledRow {
  readonly row: number
  /** Letters for the visit, then the position's number in it: A1, A2, B1 … Z1, AA1. */
  readonly sequenceLabel: string
}

/** One counted position of a trail, as visits need it. */
export interface TrailPosition {
  readonly row: number
  readonly device: number
  /** Milliseconds. */
  readonly capturedAt: number
  readonly inRadius: boolean
}

/**
 * Splits a wearer's trail into visits: runs of consecutive counted positions in radius. A position
 * outside, a gap longer than `gapMinutes`, or another device ends one.
 */
export function labelVisits(trail: Iterable<TrailPosition>, gapMinutes: number): LabelledRow[] {
  const labelled: LabelledRow[] = []
  let visit = -1
  let number = 0
  let previous: TrailPosition | undefined
  for (const position of trail) {
    if (position.inRadius) {
      const goesOn =
        previous?.inRadius === true &&
        previous.device === position.device &&
        position.capturedAt - previous.capturedAt <= gapMinutes * 60_000
      if (goesOn) number++
      else {
        visit++
        number = 1
      }
      labelled.push({ row: position.row, sequenceLabel: `${visitLetters(visit)}${number}` })
    }
    previous = position
  }
  return labelled
}

/** 0 is A, 25 Z, 26 AA, as columns of a spreadsheet. */
export function visitLetters(visit: number): string {
  let letters = ''
  for (let rest = visit + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters
  }
  return letters
}
