import geodesic from 'geographiclib-geodesic'
import type { CrimeVersion } from '../../src/domain/crime.ts'
import type { Interval } from '../../src/domain/interval.ts'
import type { People } from '../../src/domain/people.ts'
import type { PairsMode } from '../../src/matching/candidates.ts'
import { MINUTE, type Plain } from './match-case.ts'

/** The gate looks so far either side of a window. */
const BRIDGE = 5 * MINUTE

/** The whole rule, the slow way: every position looked at, Karney's distance, nothing shared with the engine. */
export function bruteForce(
  positions: readonly Plain[],
  people: People,
  crime: CrimeVersion,
  pad: number,
  mode: PairsMode,
) {
  const from = crime.window.from - pad * MINUTE
  const to = crime.window.to + pad * MINUTE
  const holds = (interval: Interval, at: number) => interval.from <= at && at < interval.to
  const lawfulAt = (wearer: string, device: string | undefined, at: number) =>
    people.deviceActivations.some(
      (a) =>
        a.deviceWearerId === wearer &&
        (device === undefined || a.deviceId === device) &&
        holds(a, at),
    ) &&
    people.monitoringOrders.some(
      (o) =>
        o.deviceWearerId === wearer &&
        holds(o, at) &&
        o.conditions.some((c) => c.kind === 'trail' && c.crimeMapping && holds(c, at)),
    )
  const distinct = new Map<string, Plain>()
  for (const p of positions) {
    const key = JSON.stringify([p.device, p.at, p.latitude, p.longitude, p.mechanism])
    const held = distinct.get(key)
    const wider = (a: number, b: number) =>
      Number.isNaN(b) ? a : Number.isNaN(a) ? b : Math.max(a, b)
    distinct.set(key, held ? { ...held, accuracy: wider(held.accuracy, p.accuracy) } : p)
  }
  const answers: Record<string, unknown>[] = []
  for (const wearer of ['W1', 'W2', 'W3']) {
    const around = [...distinct.values()]
      .filter(
        (p) => from - BRIDGE <= p.at && p.at <= to + BRIDGE && lawfulAt(wearer, p.device, p.at),
      )
      .map((p) => {
        const { s12 } = geodesic.Geodesic.WGS84.Inverse(
          p.latitude / 1e7,
          p.longitude / 1e7,
          crime.latitude,
          crime.longitude,
        )
        return { ...p, metres: s12 ?? Number.NaN }
      })
      .sort(
        (a, b) =>
          a.at - b.at ||
          (a.device < b.device ? -1 : a.device > b.device ? 1 : 0) ||
          a.latitude - b.latitude ||
          a.longitude - b.longitude ||
          (a.mechanism < b.mechanism ? -1 : 1),
      )
    const trail = around.filter((p) => from <= p.at && p.at <= to)
    const gate =
      mode === 'near' ? around.some((p) => p.metres <= 500) : trail.some((p) => p.metres <= 100)
    // Lawful time is piecewise constant; its pieces start at starts of intervals.
    const starts = [
      from,
      ...people.deviceActivations.map((a) => a.from),
      ...people.monitoringOrders.flatMap((o) => [o.from, ...o.conditions.map((c) => c.from)]),
    ]
    const comparable = starts.some(
      (at) =>
        from <= at &&
        at <= to &&
        lawfulAt(wearer, undefined, at) &&
        people.deviceActivations.some((a) => lawfulAt(wearer, a.deviceId, at)),
    )
    if (!comparable || (mode !== 'all' && !gate)) continue
    const inRadius = trail.filter((p) => p.metres <= 100)
    const closest = Math.min(...trail.map((p) => p.metres))
    answers.push({
      wearer,
      positionsInWindow: trail.length,
      inRadius: inRadius.map((p) => [p.device, p.at, p.latitude, p.longitude]),
      closest: trail.length === 0 ? undefined : closest,
      devices: new Set(trail.map((p) => p.device)),
    })
  }
  return answers.sort((a, b) => (String(a['wearer']) < String(b['wearer']) ? -1 : 1))
}

/** Whether a position lies so close to a deciding radius that rounding may decide. */
export function onTheEdge(positions: readonly Plain[], crime: CrimeVersion): boolean {
  return positions.some((p) => {
    const { s12 = 0 } = geodesic.Geodesic.WGS84.Inverse(
      p.latitude / 1e7,
      p.longitude / 1e7,
      crime.latitude,
      crime.longitude,
    )
    return Math.abs(s12 - 100) < 1e-4 || Math.abs(s12 - 500) < 1e-4
  })
}
