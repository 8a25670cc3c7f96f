import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { operator } from '../../src/app/asker.ts'
import { checkDataFolder } from '../../src/app/check-source.ts'
import type { DataFolder } from '../../src/app/data-folder.ts'
import { DaysInMemory } from '../../src/app/days-in-memory.ts'
import { importCrimes } from '../../src/app/import-crimes.ts'
import { ReportLog } from '../../src/app/live/report-log.ts'
import { matchTouched } from '../../src/app/match-touched.ts'
import { runMatching } from '../../src/app/run-matching.ts'
import type { People } from '../../src/domain/people.ts'
import { fromNationalGrid } from '../../src/geo/national-grid.ts'
import { defaultParameters } from '../../src/matching/parameters.ts'
import { listImports } from '../../src/store/records/imports.ts'
import { savePeople } from '../../src/store/records/people-records.ts'
import type { Records } from '../../src/store/records/records.ts'
import { standingMatches } from '../../src/store/records/standing-records.ts'
import { crimeLine } from '../support/crime-row.ts'
import { reportOf } from '../support/device-reports.ts'
import { type ArchivePlace, archiveTwins } from '../support/positions-twins.ts'
import { all, imported } from '../support/postgres-samples.ts'
import { recordsTwins } from '../support/postgres-twins.ts'

const FROM = Date.UTC(2026, 0, 5, 9)
const MINUTE = 60_000
const asker = { actor: operator(), purpose: 'tests' }
const settings = { parameters: defaultParameters, pairs: 'near' } as const
const spell = { from: FROM - 86_400_000, to: Number.POSITIVE_INFINITY }
const ids = ['near', 'away'] as const
const people: People = {
  deviceWearers: ids.map((id) => ({ id: `W-${id}` })),
  devices: ids.map((id) => ({ id: `D-${id}` })),
  deviceActivations: ids.map((id) => ({
    ...{ id: `A-${id}`, deviceId: `D-${id}`, deviceWearerId: `W-${id}` },
    ...spell,
  })),
  monitoringOrders: ids.map((id) => ({
    ...{ id: `O-${id}`, deviceWearerId: `W-${id}`, orderType: 'POST_RELEASE' },
    ...spell,
    conditions: [{ id: 'trail', kind: 'trail', ...spell, crimeMapping: true }],
  })),
  zones: [],
  allocations: [],
}

describe.each(recordsTwins())(
  'a folder with positions of live devices alone, on $name,',
  (twin) => {
    let records: Records
    let archive: ArchivePlace
    let folder: DataFolder
    let log: ReportLog
    const scratch = mkdtempSync(join(tmpdir(), 'whereabouts-live-only-'))
    const test = twin.missing ? it.skip : it
    const standing = async () =>
      (await all(standingMatches(records))).map((match) => [
        match.deviceWearerId,
        match.positionsInRadius,
      ])

    beforeAll(async () => {
      if (twin.missing) return
      await twin.start()
      records = await (await twin.freshPlace())()
      const [chdb] = archiveTwins()
      if (!chdb) throw new Error('there is no engine')
      archive = await chdb.place()
      const opened = await archive.open()
      await opened.migrate()
      const days = new DaysInMemory(opened, 2 ** 30)
      folder = { records, archive: days.archive, days }
      const id = await imported(records, 'people')
      await records.transaction((transaction) => savePeople(transaction, id, people))
      const batch = join(scratch, 'CHS20260105.csv')
      const window = { from: '20260105090000', to: '20260105090500' }
      writeFileSync(batch, crimeLine({ ...window, batch: 'CHS20260105' }))
      expect(await importCrimes(folder, asker, [batch], fromNationalGrid)).toMatchObject([
        { outcome: 'done', accepted: 1 },
      ])
      log = await ReportLog.open(folder, {
        place: join(scratch, 'live'),
        onHeard: () => undefined,
        failed: (error) => {
          throw error
        },
        flushAfterMs: 600_000,
        reachMs: 30 * MINUTE,
      })
      // The first of six lies at the scene; the other device reports from 20 km away.
      await log.take(reportOf('D-near', FROM, 6))
      const { positions, ...report } = reportOf('D-away', FROM, 6)
      const far = { latitude: '53.9800000', longitude: '-4.4000000' }
      await log.take({
        ...report,
        positions: positions.map((each) => ({ ...each, fields: { ...each.fields, ...far } })),
      })
      await log.flush()
    })
    afterAll(async () => {
      await log?.close()
      await folder?.archive.close()
      await archive?.remove()
      await records?.close()
      await twin.stop()
      rmSync(scratch, { recursive: true })
    })

    test('is compared whole, and everything in it counts', async () => {
      expect(await listImports(records, { kind: 'positions' })).toEqual([])
      const run = await runMatching(folder, asker, settings)
      expect(run).toMatchObject({
        positions: { rows: 0, accepted: 0, conflicts: 0, deleted: 0 },
        positionsLawful: 12,
        positionsQuarantined: 0,
        warnings: [],
      })
      expect(await standing()).toEqual([['W-near', 1]])
    })

    test('is asked of one pair, and compared again where a device reported since', async () => {
      const source = await checkDataFolder(folder, asker, defaultParameters)
      const window = { from: FROM, to: FROM + 5 * MINUTE }
      expect((await source.positionsOf('W-near', window)).positions.length).toBe(6)
      // The same minutes at the scene again, a few seconds later each.
      await log.take(reportOf('D-near', FROM + 10_000, 1))
      await log.flush()
      expect(await matchTouched(folder, asker, settings)).toBeDefined()
      expect(await standing()).toEqual([['W-near', 2]])
    })
  },
)
