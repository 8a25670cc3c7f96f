import type { ClosedWindow, Instant } from '../../domain/interval.ts'

/**
 * The share of a closed window during which a wearer's whereabouts are known: between two positions
 * at most `bridgeMinutes` apart. Of a window without length: 1 where such a pair brackets it, else 0.
 *
 * @param capturedAt instants of the wearer's lawful positions, in order, those either side of the
 *   window among them.
 */
export function windowCoverage(
  capturedAt: ArrayLike<Instant>,
  window: ClosedWindow,
  bridgeMinutes: number,
): number {
  const length = window.to - window.from
  let known = 0
  for (let i = 1; i < capturedAt.length; i++) {
    const from = capturedAt[i - 1]!
    const to = capturedAt[i]!
    if (to - from > bridgeMinutes * 60_000) continue
    if (length === 0) {
      if (from <= window.from && window.from <= to) return 1
    } else known += Math.max(0, Math.min(to, window.to) - Math.max(from, window.from))
  }
  return length === 0 ? 0 : known / length
}
