// node bench/false-alarms.js
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuilt, ensureInstalled, root } from '../scripts/setup.js'

ensureInstalled()
ensureBuilt()
const { machine, Report } = await import('./archive-report.js')
const {
  brokenZone,
  homeOf,
  monitoredTown,
  nightsOf,
  obeyedZone,
  trueStays,
  uniforms,
  CURFEW_HOURS,
  DAY,
  MINUTE,
} = await import('./monitored-town.js')
const { naiveIncidents } = await import('./naive-zones.js')
const { zoneAssessment } = await import('../dist/monitoring/zone.js')
const { wilsonShare } = await import('../dist/validate/wilson-share.js')

const seeds = (process.env.BENCH_SEEDS ?? '1').split(',').map(Number)
const wearers = Number(process.env.BENCH_WEARERS ?? 60)
const days = Number(process.env.BENCH_DAYS ?? 7)
const styles = {
  default: {},
  worse: { quotedBySatellite: 1.2, quotedByCell: 1, mostlyByCell: 0.1 },
}
const style = styles[process.env.BENCH_STYLE ?? 'default']
const settings = { thresholdMinutes: { zone: 5 } }
const LOOK_BACK = 3 * 60 * MINUTE

const rule = (area, kind, worn, schedule) => ({
  kind,
  id: 'R',
  deviceWearerId: 'W',
  monitoringOrderId: 'O',
  conditionId: 'C',
  within: worn,
  place: { zoneId: 'Z', name: undefined, area, valid: { from: 0, to: Infinity } },
  schedule,
  exceptions: [],
})

/** Every occasion that is actual at any arrival, looked at as a live system would. */
function raisedLive(of, observations, threshold) {
  const raised = []
  const seen = []
  for (let i = 0; i < observations.length; i++) {
    seen.push(observations[i])
    const now = observations[i].arrivedAt
    if (observations[i + 1]?.arrivedAt === now) continue
    let begin = i
    // What arrived with this and what is not much older than it.
    while (begin > 0 && observations[begin - 1].arrivedAt === now) begin--
    let from = Infinity
    for (let k = begin; k <= i; k++) from = Math.min(from, observations[k].capturedAt)
    from -= LOOK_BACK
    const recent = []
    for (let k = seen.length - 1; k >= 0 && seen.length - k < 3000; k--) {
      const { capturedAt } = seen[k]
      if (capturedAt >= from) recent.push(seen[k])
      else if (seen[k].arrivedAt < from - 20 * 60 * MINUTE) break
    }
    const to = Math.min(now, Math.max(...recent.map((o) => o.capturedAt)) + 1)
    const { findings } = zoneAssessment(of, recent, { within: { from, to }, now: to }, threshold)
    for (const finding of findings) {
      if (finding.stage !== 'actual') continue
      const until = finding.to ?? to
      const known = raised.find((one) => one.from < until && finding.from < one.to)
      if (known) {
        known.from = Math.min(known.from, finding.from)
        known.to = Math.max(known.to, until)
      } else
        raised.push({ from: finding.from, to: until, raisedAt: now, certainty: finding.certainty })
    }
  }
  return raised
}

/** By when positions that can tell, as they arrived, span the threshold. */
function toldBy(fine) {
  let [first, last] = [Infinity, -Infinity]
  for (const { capturedAt, arrivedAt } of fine) {
    first = Math.min(first, capturedAt)
    last = Math.max(last, capturedAt)
    if (last - first >= 5 * MINUTE) return arrivedAt
  }
  return undefined
}

const overlaps = (a, b) => a.from < b.to && b.from < a.to
const t0 = Date.now()
const tally = {}
const add = (what, n = 1) => {
  tally[what] = (tally[what] ?? 0) + n
}
const missed = []
const falses = []
for (const seed of seeds) {
  const town = monitoredTown(seed, { wearers, days, style })
  console.log('town', seed, Date.now() - t0)
  const random = uniforms(seed)
  for (const wearer of town.wearers) {
    const wornDays = wearer.worn.reduce((s, { from, to }) => s + (to - from) / DAY, 0)
    for (const margin of [50, 50 + 200 * random()]) {
      const zone = obeyedZone(wearer, margin, random)
      if (!zone) {
        add('no room')
        continue
      }
      add('obeyed zone-days', wornDays)
      const of = rule(zone.area, 'exclusion', wearer.worn)
      const raised = raisedLive(of, wearer.observations, settings)
      add('obeyed engine', raised.length)
      for (const one of raised)
        falses.push({
          seed,
          wearer: wearer.id,
          margin,
          radius: zone.radius,
          minutes: (one.to - one.from) / MINUTE,
          certainty: one.certainty,
          at: new Date(one.from).toISOString(),
          home: Math.hypot(zone.x - wearer.home.x, zone.y - wearer.home.y) - zone.radius,
        })
      for (const [name, dwellMs] of [
        ['naive', 0],
        ['naive dwell', 5 * MINUTE],
      ])
        add(
          `obeyed ${name}`,
          naiveIncidents(zone.area, wearer.observations, {
            violates: 'inside',
            within: wearer.worn,
            dwellMs,
          }).length,
        )
    }
    for (let n = 0; n < 2; n++) {
      const zone = brokenZone(wearer, random)
      if (!zone) continue
      const of = rule(zone.area, 'exclusion', wearer.worn)
      const raised = raisedLive(of, wearer.observations, settings)
      const naive = naiveIncidents(zone.area, wearer.observations, {
        violates: 'inside',
        within: wearer.worn,
      })
      const naiveDwell = naiveIncidents(zone.area, wearer.observations, {
        violates: 'inside',
        within: wearer.worn,
        dwellMs: 5 * MINUTE,
      })
      for (const worn of wearer.worn) {
        for (const stay of trueStays(wearer, zone, true, worn)) {
          if (stay.to - stay.from < 10 * MINUTE) continue
          add('entries')
          const any = wearer.observations.filter(
            (o) => o.capturedAt >= stay.from && o.capturedAt < stay.to,
          )
          const fine = any.filter((o) => o.mechanism !== 'LBS')
          if (any.length === 0) add('entries no data')
          else if (fine.length === 0) add('entries only cells')
          const told = toldBy(fine)
          if (told !== undefined) add('entries told')
          const after = wearer.observations.filter((o) => o.capturedAt >= stay.to)
          const due =
            (told ??
              Math.max(
                ...any.map((o) => o.arrivedAt),
                after.reduce((l, o) => Math.min(l, o.arrivedAt), Infinity),
              )) +
            5 * MINUTE
          const depth = stay.depthMetres < 25 ? 'shallow' : 'deep'
          add(`entries ${depth}`)
          for (const [name, list] of [
            ['engine', raised],
            ['naive', naive],
            ['naive dwell', naiveDwell],
          ]) {
            if (list.some((one) => overlaps(one, stay) && one.raisedAt <= due))
              add(`caught ${name}`)
            if (list.some((one) => overlaps(one, stay) && one.raisedAt <= due))
              add(`caught ${depth} ${name}`)
            if (list.some((one) => overlaps(one, stay))) add(`caught ever ${name}`)
          }
          if (!raised.some((one) => overlaps(one, stay) && one.raisedAt <= due))
            missed.push({
              seed,
              wearer: wearer.id,
              minutes: (stay.to - stay.from) / MINUTE,
              depth: stay.depthMetres,
              radius: zone.radius,
              n: any.length,
              fine: fine.length,
              ever: raised.some((one) => overlaps(one, stay)),
              told: told !== undefined,
            })
        }
      }
    }
    const home = homeOf(wearer)
    const of = rule(home.area, 'inclusion', wearer.worn, CURFEW_HOURS)
    const raised = raisedLive(of, wearer.observations, { thresholdMinutes: { zone: 10 } })
    const within = nightsOf(wearer)
    const naive = naiveIncidents(home.area, wearer.observations, { violates: 'outside', within })
    const naiveDwell = naiveIncidents(home.area, wearer.observations, {
      violates: 'outside',
      within,
      dwellMs: 10 * MINUTE,
    })
    for (const night of within) {
      const away = trueStays(wearer, home, false, night)
      if (away.length === 0) {
        add('obeyed nights')
        for (const [name, list] of [
          ['engine', raised],
          ['naive', naive],
          ['naive dwell', naiveDwell],
        ])
          add(`nights ${name}`, list.filter((one) => overlaps(one, night)).length)
        for (const one of raised.filter((o) => overlaps(o, night)))
          falses.push({
            curfew: 1,
            seed,
            wearer: wearer.id,
            minutes: (one.to - one.from) / MINUTE,
            certainty: one.certainty,
            at: new Date(one.from).toISOString(),
          })
      } else {
        for (const stay of away) {
          const minutes = (stay.to - stay.from) / MINUTE
          if (minutes < 10) continue
          const bin = minutes < 20 ? '10-20' : '20+'
          add(`absences ${bin}`)
          for (const [name, list] of [
            ['engine', raised],
            ['naive', naive],
            ['naive dwell', naiveDwell],
          ])
            if (list.some((one) => overlaps(one, stay))) add(`absences caught ${bin} ${name}`)
        }
      }
    }
  }
}
console.log(tally, Date.now() - t0)
console.table(falses.slice(0, 40))
console.table(missed.slice(0, 60))
