import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { DataFolder } from '../../src/app/data-folder.ts'
import { DaysInMemory } from '../../src/app/days-in-memory.ts'
import type { HeardReport } from '../../src/app/live/heard-report.ts'
import { Monitoring } from '../../src/app/monitoring/monitoring.ts'
import type { Finding, Observation } from '../../src/monitoring/finding.ts'
import type { KeptChange } from '../../src/store/records/incident-records.ts'
import type { Records } from '../../src/store/records/records.ts'
import { clock, instant, settings, stay } from '../support/monitored.ts'
import { type ArchivePlace, archiveTwins } from '../support/positions-twins.ts'
import { recordsTwins } from '../support/postgres-twins.ts'
import { archiveReports, heardOf, keepPeople, watchedPeople } from '../support/watched-wearers.ts'

const HOME = 0
const FORBIDDEN = 5
const ELSEWHERE = 2
const MINUTE = 60_000

describe.each(recordsTwins())('monitoring, with records on $name,', (twin) => {
  let records: Records
  let place: ArchivePlace
  let folder: DataFolder
  let now = 0
  let raised: KeptChange[] = []

  beforeAll(async () => {
    if (twin.missing) return
    await twin.start()
    records = await (await twin.freshPlace())()
  })
  beforeEach(async () => {
    if (twin.missing) return
    await records.query(
      `truncate imports, incidents, incident_revisions, violation_stretches, wearer_states, stretches_to_assess,
       monitoring_progress, device_events, device_status, feeds, deletions cascade`,
    )
    const [chdb] = archiveTwins()
    if (!chdb) throw new Error('there is no engine')
    place = await chdb.place()
    const opened = await place.open({ now: () => now })
    await opened.migrate()
    const days = new DaysInMemory(opened, 2 ** 30)
    folder = { records, archive: days.archive, days }
    raised = []
    return async () => {
      await folder.archive.close()
      await place.remove()
    }
  })
  afterAll(async () => {
    await records?.close()
    await twin.stop()
  })

  const test = twin.missing ? it.skip : it
  const at = (text: string) => {
    now = instant(text)
    return now
  }
  const open = () =>
    Monitoring.open(folder, {
      settings,
      now: () => now,
      settle: async () => undefined,
      onRaised: (some) => raised.push(...some),
    })
  /** Heard, in the archive, and looked at, when the last of it was captured. */
  const hear = async (monitoring: Monitoring, ...reports: HeardReport[]) => {
    now = Math.max(now, ...reports.map(({ receivedAt }) => receivedAt + 1000))
    monitoring.heard(reports)
    await archiveReports(folder, reports)
    await monitoring.look()
  }
  const w1 = (...observations: readonly Observation[][]) => heardOf('D1', observations.flat())
  const incidents = async () => {
    const rows = await records.query<{
      device_wearer_id: string
      kind: string
      stage: string
      finding: Finding
      revision: number
    }>('select * from incidents order by starts_at, id')
    return rows.map(
      ({ device_wearer_id, kind, stage, finding, revision }) =>
        `${device_wearer_id} ${kind} ${stage} ${clock(finding.from)} to ${clock(finding.to) ?? '-'}, ${revision}`,
    )
  }
  const revisions = async () => {
    const rows = await records.query<{ why: string; stage: string }>(
      'select why, stage from incident_revisions order by incident_id, revision',
    )
    return rows.map(({ why, stage }) => `${why} ${stage}`)
  }
  const states = async () => {
    const rows = await records.query<{ rule_id: string; state: string; since: string }>(
      'select rule_id, state, since from wearer_states order by rule_id',
    )
    return rows.map(({ rule_id, state, since }) => `${rule_id} ${state} ${since}`)
  }

  test('raises an entry once, with its positions, and ends it when the device is elsewhere', async () => {
    await keepPeople(folder, watchedPeople(2))
    at('2026-01-05T10:00')
    const monitoring = await open()
    await hear(monitoring, w1(stay(ELSEWHERE, '2026-01-05T10:00', '2026-01-05T10:20')))
    expect(await incidents()).toEqual([])
    const entry = w1(stay(FORBIDDEN, '2026-01-05T10:30', '2026-01-05T10:40'))
    await hear(monitoring, entry)
    expect(await incidents()).toEqual(['W1 exclusion-entered actual 2026-01-05T10:30 to -, 1'])
    expect(raised.map(({ change }) => change.finding.evidence.length)).toEqual([11])
    const [stretch] = await records.query('select * from violation_stretches')
    expect(stretch).toMatchObject({
      starts_at: '2026-01-05T10:30:00Z',
      positions: [
        { capturedAt: instant('2026-01-05T10:30') },
        { capturedAt: instant('2026-01-05T10:40') },
      ],
    })
    // Sent again, it says the same.
    await hear(monitoring, entry)
    expect(await revisions()).toEqual(['first actual'])
    await hear(monitoring, w1(stay(ELSEWHERE, '2026-01-05T10:50', '2026-01-05T11:10')))
    expect(await revisions()).toEqual(['first actual', 'ended actual'])
    expect(raised).toHaveLength(1)
  })
})
