import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DataFolder } from '../../src/app/data-folder.ts'
import { DaysInMemory } from '../../src/app/days-in-memory.ts'
import { draftRule } from '../../src/app/rules/draft-rule.ts'
import { findDraft } from '../../src/app/rules/find-draft.ts'
import { beginTrial, runTrial } from '../../src/app/rules/run-trial.ts'
import type { Account } from '../../src/domain/account.ts'
import type { RuleChange } from '../../src/domain/rule-change.ts'
import { insertAccount } from '../../src/store/records/account-records.ts'
import type { Records } from '../../src/store/records/records.ts'
import { eraseTrialResults } from '../../src/store/records/rule-drafts.ts'
import { visiblePerson } from '../../src/store/records/visible-person.ts'
import { actorOf, workAt } from '../support/account-work.ts'
import { clock, instant, settings, stay } from '../support/monitored.ts'
import { type ArchivePlace, archiveTwins } from '../support/positions-twins.ts'
import { recordsTwins } from '../support/postgres-twins.ts'
import { archiveReports, heardOf, keepPeople, watchedPeople } from '../support/watched-wearers.ts'

const NOW = instant('2026-02-10T12:00')
/** 2 km north of home: where W1 was for an hour, and nothing forbids it yet. */
const shop = {
  kind: 'exclusion',
  name: 'The shop',
  geometry: { type: 'Point', coordinates: [-4.4, 53.8 + 2 / 111.3] },
  radiusMetres: 150,
} as const

describe('a draft, tried on the past', () => {
  const [twin] = recordsTwins()
  let records: Records
  let place: ArchivePlace
  let folder: DataFolder
  let officer: Account

  beforeAll(async () => {
    const [chdb] = archiveTwins()
    if (!chdb || !twin) throw new Error('there is no engine')
    await twin.start()
    records = await (await twin.freshPlace())()
    place = await chdb.place()
    const opened = await place.open({ now: () => NOW })
    await opened.migrate()
    const days = new DaysInMemory(opened, 2 ** 30)
    folder = { records, archive: days.archive, days }
    const details = { username: 'officer', name: 'Officer', role: 'monitoring-officer' } as const
    officer = await insertAccount(records, details, NOW)
    const people = watchedPeople(1)
    const trail = {
      id: 'trail',
      kind: 'trail',
      from: 0,
      to: Infinity,
      crimeMapping: false,
    } as const
    await keepPeople(folder, {
      ...people,
      monitoringOrders: people.monitoringOrders.map((order) => ({
        ...order,
        conditions: [...order.conditions, trail],
      })),
    })
    await archiveReports(folder, [
      heardOf('D1', [
        ...stay(0, '2026-02-09T12:00', '2026-02-09T13:00'),
        ...stay(2, '2026-02-09T13:05', '2026-02-09T14:05'),
        ...stay(0, '2026-02-09T14:15', '2026-02-10T12:00'),
      ]),
    ])
  })
  afterAll(async () => {
    await folder?.archive.close()
    await place?.remove()
    await records?.close()
    await twin?.stop()
  })

  const viewer = { accountId: 0, at: NOW }
  const tried = async (change: RuleChange) => {
    const work = workAt(records, NOW, actorOf(officer))
    const asking = { ...viewer, accountId: officer.id }
    const id = await draftRule(
      work,
      officer.id,
      { deviceWearerId: 'W1', monitoringOrderId: 'O1', change, holdsFrom: undefined, why: 'A try' },
      undefined,
    )
    const trial = await beginTrial(work, folder.archive, officer.id, id)
    await runTrial(folder, trial, settings, () => NOW)
    const result = (await findDraft(records, asking, id)).draft.trial?.result
    if (!result) throw new Error('The trial said nothing')
    return result
  }
  const person = async () => {
    const found = await visiblePerson(records, { accountId: officer.id, at: NOW }, 'W1')
    if (!found) throw new Error('There is no W1')
    return found
  }

  it('says what a new zone would have raised, and of which days nothing is known', async () => {
    const { after, before, silentDays, fault } = await tried({ subject: 'zone', after: shop })
    expect(fault).toBeUndefined()
    expect(before).toEqual([])
    expect(after).toHaveLength(1)
    const [found] = after
    expect(found).toMatchObject({ kind: 'exclusion-entered', stage: 'actual' })
    expect(clock(found?.from ?? 0)).toMatch(/^2026-02-09T13:0/)
    expect(found?.positions).toBeGreaterThan(50)
    expect(silentDays).toHaveLength(27)
    expect(silentDays).not.toContain('2026-02-09')
    const kept = await records.query('select from incidents')
    expect(kept).toEqual([])
  })

  it('puts a curfew’s other hours beside those that stand', async () => {
    const { monitoringOrders } = await person()
    const before = monitoringOrders[0]?.conditions.find(({ kind }) => kind === 'curfew')
    if (!before?.curfew) throw new Error('There is no curfew')
    const [hours] = before.curfew.hours
    if (!hours) throw new Error('There are no hours')
    const { id: _, from: __, to: ___, ...terms } = before
    const afternoons = { ...terms, curfew: { hours: [{ ...hours, from: '13:00', to: '14:00' }] } }
    const result = await tried({ subject: 'curfew', before, after: afternoons })
    expect(result.before).toEqual([])
    expect(result.after.filter(({ stage }) => stage === 'actual')).toHaveLength(1)
    expect(result.after.at(0)?.minutes).toBeGreaterThan(40)
  })

  it('of a zone that ends, says what would be raised no more', async () => {
    const id = await person().then(({ zones }) => zones.find((zone) => zone.kind === 'exclusion'))
    const conditions = (await person()).monitoringOrders[0]?.conditions.filter(
      ({ kind }) => kind === 'zone',
    )
    if (!id || !conditions) throw new Error('There is no zone')
    const moved = { ...shop, radiusMetres: 100 }
    const smaller = await tried({ subject: 'zone', before: { zone: id, conditions }, after: moved })
    expect(smaller.before).toEqual([])
    expect(smaller.after).toHaveLength(1)
    const ended = await tried({ subject: 'zone', before: { zone: id, conditions } })
    expect(ended.after).toEqual([])
  })

  it('says nothing any more of positions that were erased', async () => {
    const day = { from: instant('2026-02-09T00:00'), to: instant('2026-02-10T00:00') }
    const results = () =>
      records.query<{ fault: string | null }>("select result ->> 'fault' as fault from rule_trials")
    const before = await results()
    await records.transaction((each) => eraseTrialResults(each, day, NOW, { deviceWearerId: 'W2' }))
    expect(await results()).toEqual(before)
    await records.transaction((each) => eraseTrialResults(each, day, NOW, { deviceWearerId: 'W1' }))
    expect((await results()).every(({ fault }) => fault?.includes('were erased'))).toBe(true)
  })

  it('says nothing of positions that were erased while it read them', async () => {
    const work = workAt(records, NOW + 1, actorOf(officer))
    const id = await draftRule(
      work,
      officer.id,
      {
        ...{ deviceWearerId: 'W1', monitoringOrderId: 'O1', holdsFrom: undefined, why: 'A try' },
        change: { subject: 'zone', after: shop },
      },
      undefined,
    )
    const trial = await beginTrial(work, folder.archive, officer.id, id)
    await records.transaction((each) =>
      eraseTrialResults(each, trial.within, NOW, { deviceWearerId: 'W1' }),
    )
    await runTrial(folder, trial, settings, () => NOW)
    const asking = { ...viewer, accountId: officer.id }
    const { draft } = await findDraft(records, asking, id)
    expect(draft.trial?.result).toMatchObject({ fault: expect.stringContaining('were erased') })
  })
})
