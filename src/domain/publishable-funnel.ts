import type { ForceFunnel, ToldFunnel } from './funnel.ts'
import { type CountRange, isExact, SMALL, sumOf, suppressed } from './publishable-figures.ts'

/**
 * A force's funnel without small numbers: 1 to 4 are said alike, wholes are sums of what is said of their parts. Crimes
 * cannot outnumber their pairs, so where pairs are a range they are said exactly only if that narrows it by nothing.
 */
export function publishableFunnel({
  rows,
  crimes,
  pairs,
}: Omit<ForceFunnel, 'policeForce'>): ToldFunnel<CountRange> {
  const [accepted, refused] = [suppressed(rows.accepted), suppressed(rows.refused)]
  const saidPairs = each(pairs)
  const reviewed = sumOf([saidPairs.qualified, saidPairs.rejected])
  const opened = sumOf([reviewed, saidPairs.waiting, saidPairs.fallenAway])
  const bounded = (count: number, by: CountRange): CountRange => {
    const said = suppressed(count)
    return isExact(by) || said.low <= by.low ? said : { low: SMALL, high: Number.POSITIVE_INFINITY }
  }
  return {
    rows: { accepted, refused, received: sumOf([accepted, refused]) },
    crimes: {
      ...each(crimes),
      near: bounded(crimes.near, opened),
      reviewed: bounded(crimes.reviewed, reviewed),
    },
    pairs: { ...saidPairs, reviewed, opened },
  }
}

/** Sums over forces, of what is said of each: they tell nothing more. */
export function publishableFunnelTotal(
  forces: readonly ToldFunnel<CountRange>[],
): ToldFunnel<CountRange> {
  const total = <T extends string>(
    part: (force: ToldFunnel<CountRange>) => Readonly<Record<T, CountRange>>,
    names: readonly T[],
  ) =>
    Object.fromEntries(
      names.map((name) => [name, sumOf(forces.map((force) => part(force)[name]))]),
    ) as Record<T, CountRange>
  const [first] = forces
  const names = <T extends object>(of: T | undefined) => Object.keys(of ?? {}) as (keyof T)[]
  return {
    rows: total(({ rows }) => rows, names(first?.rows)),
    crimes: total(({ crimes }) => crimes, names(first?.crimes)),
    pairs: total(({ pairs }) => pairs, names(first?.pairs)),
  }
}

function each<T extends string>(counts: Readonly<Record<T, number>>): Record<T, CountRange> {
  return Object.fromEntries(
    Object.entries<number>(counts).map(([name, count]) => [name, suppressed(count)]),
  ) as Record<T, CountRange>
}
