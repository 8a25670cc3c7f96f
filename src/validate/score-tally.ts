/**
 * How many true and innocent pairs have each score, the highest score first. Ties are one entry, so
 * nothing that is computed from a tally can depend on the order of equals.
 */
export interface ScoreTally {
  /** Distinct, descending. */
  readonly score: Float64Array
  readonly trues: Uint32Array
  readonly innocents: Uint32Array
  readonly trueCount: number
  readonly innocentCount: number
}

/**
 * @param scores a score a pair, higher speaking for presence; may be infinite.
 * @param isTrue 1 for a true pair; as long as `scores`.
 * @param rows the pairs to count; all where absent.
 * @throws RangeError on NaN, which has no rank.
 */
export function tallyScores(
  scores: ArrayLike<number>,
  isTrue: Uint8Array,
  rows?: Uint32Array,
): ScoreTally {
  const count = rows?.length ?? isTrue.length
  let trueCount = 0
  for (let i = 0; i < count; i++) trueCount += isTrue[rows?.[i] ?? i]!
  // Two typed arrays sort natively: ten million pairs in about a second, with no array of indexes.
  const trues = new Float64Array(trueCount)
  const innocents = new Float64Array(count - trueCount)
  for (let i = 0, t = 0, n = 0; i < count; i++) {
    const row = rows?.[i] ?? i
    const score = scores[row]!
    if (Number.isNaN(score)) throw new RangeError(`Cannot rank pair ${row}: its score is NaN`)
    if (isTrue[row] === 1) trues[t++] = score
    else innocents[n++] = score
  }
  return merge(trues.sort(), innocents.sort())
}

/** How many pairs of a kind score more than `threshold`. */
export function countAbove(
  tally: ScoreTally,
  kind: 'trues' | 'innocents',
  threshold: number,
): number {
  let count = 0
  for (let i = 0; i < tally.score.length && tally.score[i]! > threshold; i++) {
    count += tally[kind][i]!
  }
  return count
}

/** Both ascending, as a native sort leaves them. */
function merge(trues: Float64Array, innocents: Float64Array): ScoreTally {
  let length = 0
  for (const _ of groups(trues, innocents)) length++
  const score = new Float64Array(length)
  const trueColumn = new Uint32Array(length)
  const innocentColumn = new Uint32Array(length)
  let row = 0
  let t = trues.length
  let n = innocents.length
  for (const group of groups(trues, innocents)) {
    score[row] = group.score
    trueColumn[row] = t - group.t
    innocentColumn[row] = n - group.n
    t = group.t
    n = group.n
    row++
  }
  return {
    score,
    trues: trueColumn,
    innocents: innocentColumn,
    trueCount: trues.length,
    innocentCount: innocents.length,
  }
}

/** Distinct scores, descending, with how many of each array are left below; one object, reused. */
function* groups(trues: Float64Array, innocents: Float64Array) {
  const group = { score: 0, t: trues.length, n: innocents.length }
  while (group.t > 0 || group.n > 0) {
    const fromTrues = group.t > 0 ? trues[group.t - 1]! : Number.NEGATIVE_INFINITY
    const fromInnocents = group.n > 0 ? innocents[group.n - 1]! : Number.NEGATIVE_INFINITY
    group.score = Math.max(fromTrues, fromInnocents)
    while (group.t > 0 && trues[group.t - 1] === group.score) group.t--
    while (group.n > 0 && innocents[group.n - 1] === group.score) group.n--
    yield group
  }
}
