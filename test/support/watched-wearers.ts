import type { DataFolder } from '../../src/app/data-folder.ts'
import type { HeardReport } from '../../src/app/live/heard-report.ts'
import type { People } from '../../src/domain/people.ts'
import { PositionColumnsBuilder } from '../../src/domain/position-columns.ts'
import { weekdays } from '../../src/domain/weekly-hours.ts'
import type { Observation } from '../../src/monitoring/finding.ts'
import { savePeople } from '../../src/store/records/people-records.ts'
import { instant } from './monitored.ts'
import { imported } from './postgres-samples.ts'

const FROM = instant('2026-01-01T00:00')
const circle = (kilometresNorth: number) => ({
  type: 'Point',
  coordinates: [-4.4, 53.8 + kilometresNorth / 111.3],
})

/**
 * People who each wear a device (`D1` is `W1`'s), have to be at home (0 km north) from 19:00 to 07:00, and may not be in a zone
 * of 100 m 5 km north of it.
 */
export function watchedPeople(count: number, change: Partial<People> = {}): People {
  const numbers = Array.from({ length: count }, (_, index) => index + 1)
  const ever = { from: FROM, to: Infinity }
  return {
    deviceWearers: numbers.map((number) => ({ id: `W${number}` })),
    devices: numbers.map((number) => ({ id: `D${number}` })),
    deviceActivations: numbers.map((number) => ({
      id: `A${number}`,
      deviceId: `D${number}`,
      deviceWearerId: `W${number}`,
      ...ever,
    })),
    monitoringOrders: numbers.map((number) => ({
      id: `O${number}`,
      deviceWearerId: `W${number}`,
      orderType: 'acquisitive-crime',
      ...ever,
      conditions: [
        { id: 'keep-away', kind: 'zone', ...ever, crimeMapping: false, zoneIds: ['forbidden'] },
        {
          id: 'nights',
          kind: 'curfew',
          ...ever,
          crimeMapping: false,
          zoneIds: ['home'],
          curfew: { hours: [{ weekdays, from: '19:00', to: '07:00' }] },
        },
      ],
    })),
    zones: [
      { id: 'home', kind: 'inclusion', geometry: circle(0), radiusMetres: 100, ...ever },
      { id: 'forbidden', kind: 'exclusion', geometry: circle(5), radiusMetres: 100, ...ever },
    ],
    allocations: [],
    ...change,
  }
}

/** Makes these the people of a folder. */
export async function keepPeople(folder: DataFolder, people: People): Promise<void> {
  await savePeople(folder.records, await imported(folder.records, 'people'), people)
}

/** What a device reported at the last instant it speaks of, or at another. */
export function heardOf(
  deviceId: string,
  observations: readonly Observation[],
  more: Partial<HeardReport> = {},
): HeardReport {
  const receivedAt = observations.at(-1)?.capturedAt ?? 0
  return { deviceId, feed: 'http', receivedAt, observations, events: [], ...more }
}

/** Puts what was reported into the archive, as the log does seconds later. */
export async function archiveReports(
  { archive }: DataFolder,
  reports: readonly HeardReport[],
): Promise<void> {
  const builder = new PositionColumnsBuilder()
  for (const { deviceId, observations } of reports) {
    const device = builder.deviceIds.push(deviceId) - 1
    for (const one of observations) {
      const known = builder.mechanisms.indexOf(one.mechanism)
      builder.add(
        device,
        one.capturedAt,
        Math.round(one.latitude * 1e7),
        Math.round(one.longitude * 1e7),
        one.accuracyMetres ?? Number.NaN,
        known >= 0 ? known : builder.mechanisms.push(one.mechanism) - 1,
      )
    }
  }
  await archive.append(builder.build())
}
