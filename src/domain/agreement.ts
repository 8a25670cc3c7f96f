/** How two people who looked at the same matches answered: `both`, neither, or one of them to qualify. */
export interface PairedViews {
  readonly bothQualify: number
  readonly bothReject: number
  readonly firstOnlyQualifies: number
  readonly secondOnlyQualifies: number
}

/** How often two reviewers agree. */
export interface Agreement {
  /** Matches that two people looked at. */
  readonly n: number
  readonly agreed: number
  /**
   * Cohen's kappa: what of the agreement is beyond chance, 1 for all of it, 0 for none. `undefined` where there is
   * nothing to tell chance by: no matches, or everybody answered alike.
   */
  readonly kappa: number | undefined
}

export function agreementOf(views: PairedViews): Agreement {
  const { bothQualify, bothReject, firstOnlyQualifies, secondOnlyQualifies } = views
  const agreed = bothQualify + bothReject
  const n = agreed + firstOnlyQualifies + secondOnlyQualifies
  if (n === 0) return { n, agreed, kappa: undefined }
  const first = (bothQualify + firstOnlyQualifies) / n
  const second = (bothQualify + secondOnlyQualifies) / n
  const byChance = first * second + (1 - first) * (1 - second)
  return { n, agreed, kappa: byChance === 1 ? undefined : (agreed / n - byChance) / (1 - byChance) }
}
