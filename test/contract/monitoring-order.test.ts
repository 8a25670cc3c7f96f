import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { DataFolder } from '../../src/app/data-folder.ts'
import { DaysInMemory } from '../../src/app/days-in-memory.ts'
import { Monitoring } from '../../src/app/monitoring/monitoring.ts'
import type { Finding, Observation } from '../../src/monitoring/finding.ts'
import { clock, instant, settings } from '../support/monitored.ts'
import { archiveTwins } from '../support/positions-twins.ts'
import { recordsTwins } from '../support/postgres-twins.ts'
import { archiveReports, heardOf, keepPeople, watchedPeople } from '../support/watched-wearers.ts'

const MINUTE = 60_000
const WEARERS = 4
/** One evening into its night, and the night in which clocks go back. */
const evenings = ['2026-01-05T16:00', '2026-10-24T20:00'] as const
const HOURS = 8

interface Stay {
  readonly kilometresNorth: number
  readonly minutes: number
  readonly gapMinutes: number
  readonly every: number
  readonly accuracyMetres: number | undefined
  readonly mechanism: string
  readonly says: number
}

/** Somebody who stays at places for a while each, with gaps, and whose positions are good, poor and contradictory. */
const stays: fc.Arbitrary<Stay[]> = fc.array(
  fc.record({
    kilometresNorth: fc.constantFrom(0, 0, 0.2, 2, 4.9, 5, 5),
    minutes: fc.integer({ min: 1, max: 90 }),
    gapMinutes: fc.constantFrom(0, 0, 0, 1, 10, 45, 150),
    every: fc.constantFrom(1, 2, 5),
    accuracyMetres: fc.constantFrom(5, 10, 60, 800, undefined),
    mechanism: fc.constantFrom('GPS', 'GPS', 'LBS', 'WIFI'),
    says: fc.constantFrom(1, 1, 1, 2),
  }),
  { minLength: 4, maxLength: 12 },
)

function positionsOf(from: number, all: readonly Stay[]): Observation[] {
  const positions: Observation[] = []
  let at = from
  for (const { kilometresNorth, minutes, gapMinutes, every, says, ...how } of all) {
    for (let minute = 0; minute < minutes; minute += every) {
      for (let said = 0; said < says; said++) {
        const north = kilometresNorth + said * 3
        const where = { latitude: 53.8 + north / 111.3, longitude: -4.4 }
        positions.push({ ...how, ...where, capturedAt: at + minute * MINUTE })
      }
    }
    at += (minutes + gapMinutes) * MINUTE
  }
  return positions.filter(({ capturedAt }) => capturedAt < from + HOURS * 60 * MINUTE)
}

/** Parts of the same positions in some order, some of them twice, each with when it comes: never before it was captured. */
function batchesOf(positions: readonly Observation[], until: number, seed: number): Batch[] {
  const [order] = fc.sample(
    fc.tuple(
      fc.infiniteStream(fc.integer({ min: 0, max: 2 ** 30 })),
      fc.integer({ min: 0, max: 3 }),
    ),
    { numRuns: 1, seed },
  )
  if (!order) return []
  const [numbers, kind] = order
  const draw = (below: number) => Number(numbers.next().value) % below
  // In order and at once; late by up to an hour; backwards in large parts; anyhow.
  const late = [() => 0, () => draw(60), () => 600 - draw(3), () => draw(600)][kind] ?? (() => 0)
  const rest = kind === 0 ? [...positions] : positions.toSorted(() => draw(3) - 1)
  const batches: Batch[] = []
  while (rest.length > 0) {
    const part = rest.splice(0, 1 + draw(kind === 0 ? 3 : 40))
    const captured = Math.max(...part.map(({ capturedAt }) => capturedAt))
    const at = Math.min(captured + late() * MINUTE, until)
    batches.push({ at, part })
    if (draw(5) === 0) batches.push({ at: Math.min(at + draw(300) * MINUTE, until), part })
  }
  return batches
}

interface Batch {
  readonly at: number
  readonly part: readonly Observation[]
}

it('says the same of the same positions, whatever order, parts and lateness they come in', async () => {
  const [twin] = recordsTwins()
  const [chdb] = archiveTwins()
  if (!twin || !chdb) throw new Error('there is no engine')
  await twin.start()
  const records = await (await twin.freshPlace())()
  let now = 0
  const open = (folder: DataFolder) =>
    Monitoring.open(folder, {
      settings,
      now: () => now,
      settle: async () => undefined,
      onErased: async () => undefined,
      onRaised: () => undefined,
    })
  const lookAtAll = async (monitoring: Monitoring) => {
    while (await monitoring.look());
  }
  const said = async () => {
    const rows = await records.query<{ device_wearer_id: string; stage: string; finding: Finding }>(
      `select device_wearer_id, stage, finding from incidents
       where stage <> 'retracted' and family in ('zone', 'curfew') order by starts_at, ends_at, kind, stage`,
    )
    return Array.from({ length: WEARERS }, (_, index) =>
      rows
        .filter(({ device_wearer_id: id }) => id === `W${index + 1}`)
        .map(({ stage, finding: { kind, from, to, counted } }) =>
          [
            ...[kind, stage, clock(from), clock(to)],
            ...counted.map((each) => `${clock(each.from)} to ${clock(each.to)}`),
          ].join(' '),
        ),
    )
  }
  try {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...evenings),
        stays,
        fc.integer(),
        async (evening, all, seed) => {
          await records.query(
            `truncate imports, incidents, incident_revisions, violation_stretches, wearer_states,
             stretches_to_assess, monitoring_progress, device_events, device_status, feeds cascade`,
          )
          const place = await chdb.place()
          const opened = await place.open({ now: () => now })
          await opened.migrate()
          const days = new DaysInMemory(opened, 2 ** 30)
          const folder: DataFolder = { records, archive: days.archive, days }
          await keepPeople(folder, watchedPeople(WEARERS))
          const from = instant(evening)
          const positions = positionsOf(from, all)
          const until = from + 17 * 60 * MINUTE
          now = from
          let monitoring = await open(folder)
          const coming = Array.from({ length: WEARERS }, (_, index) =>
            batchesOf(positions, until, seed + index).map(({ at, part }) => ({
              at,
              report: heardOf(`D${index + 1}`, part, { receivedAt: at }),
            })),
          )
            .flat()
            .sort((a, b) => a.at - b.at)
          let looks = 0
          while (coming.length > 0) {
            const some = coming.splice(0, 5 + (looks++ % 60))
            now = Math.max(now, ...some.map(({ at }) => at)) + 1000
            const heard = some.map(({ report }) => report)
            await archiveReports(folder, heard)
            monitoring.heard(heard)
            await lookAtAll(monitoring)
            // Killed and started again, now and then.
            if (looks === 3) monitoring = await open(folder)
          }
          now = until + MINUTE
          await lookAtAll(monitoring)
          const [first, ...others] = await said()
          await folder.archive.close()
          await place.remove()
          for (const other of others) expect(other).toEqual(first)
        },
      ),
      { numRuns: Number(process.env['RUNS'] ?? 2) },
    )
  } finally {
    await records.close()
    await twin.stop()
  }
}, 300_000)
