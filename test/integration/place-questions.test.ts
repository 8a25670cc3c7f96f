import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askPlace } from '../../src/app/questions/ask-place.ts'
import { QuestionGround } from '../../src/app/questions/question-ground.ts'
import { defaultParameters } from '../../src/matching/parameters.ts'
import { newestVersions } from '../../src/store/records/crime-records.ts'
import { ServedSurfaces } from '../support/served-surfaces.ts'
import { RESTRICTION, type TownFacts, townFacts } from '../support/town-facts.ts'

let served: ServedSurfaces
let facts: TownFacts

beforeAll(async () => {
  served = await ServedSurfaces.open()
  facts = await townFacts(served)
})
afterAll(() => served?.stop())

const form = (more: Record<string, string> = {}) => ({
  form: {
    reference: facts.matchedCrime.reference,
    place: '',
    radius: '500',
    crimeType: '',
    purpose: 'A call from the force',
    ...more,
  },
})
const ask = (more?: Record<string, string>) =>
  served.ask(served.client('hub-caseworker'), 'POST', '/whose', form(more))

describe('was it any of ours', () => {
  it('says of every crime of the town what the run said of it', async () => {
    const { folder } = served
    const questions = new QuestionGround(folder, defaultParameters.evidence)
    let compared = 0
    for await (const crime of newestVersions(folder.records)) {
      const rows = await folder.records.query<{
        id: string
        verdict: string
        log10_lr: number
        closest: number
      }>(
        `select device_wearer_id as id, verdict, log10_lr, closest_metres as closest
         from matches join crime_versions on crime_versions.id = crime_version_id
         join crimes on crimes.id = crime_id
         where run_id = $1 and crimes.police_force = $2 and crime_reference = $3 order by ordinal`,
        [facts.run, crime.policeForce, crime.crimeReference],
      )
      if (rows.length === 0) continue
      const { near } = await askPlace(folder, questions, crime, defaultParameters)
      const inRadius = near.filter(({ positionsInRadius }) => positionsInRadius > 0)
      expect(inRadius.map(({ deviceWearerId }) => deviceWearerId).sort()).toEqual(
        rows.map(({ id }) => id).sort(),
      )
      for (const { id, verdict, log10_lr, closest } of rows) {
        const one = inRadius.find(({ deviceWearerId }) => deviceWearerId === id)
        expect({ id, closest: one?.closestMetres }).toEqual({ id, closest })
        expect({ id, verdict: one?.evidence.verdict }).toEqual({ id, verdict })
        expect(Math.abs((one?.evidence.log10Lr ?? 9) - log10_lr)).toBeLessThan(0.02)
        compared += 1
      }
    }
    expect(compared).toBeGreaterThan(20)
  })

  it('is kept with who asked, why and what was answered, and becomes no crime and no match', async () => {
    const counts = async () =>
      await served.folder.records.query(
        'select (select count(*) from crimes) as crimes, (select count(*) from matches) as matches',
      )
    const before = await counts()
    const { given, events } = await served.heard(() => ask())
    expect(given.status).toBe(303)
    expect(await counts()).toEqual(before)
    const at = given.headers.get('Location') ?? ''
    const [event] = events
    expect(event).toMatchObject({ action: 'combine', outcome: 'done', username: 'caseworker.demo' })
    const page = await served.heard(() => served.ask(served.client('hub-manager'), 'GET', at))
    expect(page.given.status).toBe(200)
    expect(page.given.text).toContain('A call from the force')
    expect(page.events.map(({ subjects }) => subjects)).toEqual([event?.subjects])
    expect(event?.subjects.length).toBeGreaterThan(0)
  })

  it('leaves out whoever is restricted, and says that there may be such people', async () => {
    const { given } = await served.heard(() => ask())
    const at = given.headers.get('Location') ?? ''
    const page = await served.ask(served.client('hub-caseworker'), 'GET', at)
    expect(served.mentioned(page.text)).not.toContain(facts.restricted)
    expect(page.text).toContain('restricted for you are left out')
    expect(page.text).not.toContain(RESTRICTION)
  })

  it('takes no more than policy allows, and loses nothing that was typed', async () => {
    const day = { from: '2026-01-06', fromTime: '00:00', to: '2026-01-06', toTime: '13:00' }
    const faults: [Record<string, string>, string][] = [
      [{ radius: '501' }, 'Enter a radius of 1 to 500 metres: policy allows no more'],
      [{ radius: 'wide' }, 'Enter a radius of 1 to 500 metres: policy allows no more'],
      [day, 'The time must be 12 hours or less: policy allows no more'],
      [{ purpose: '' }, 'Say what the answer is needed for'],
      [{ reference: '' }, 'Enter the number under which the crime is recorded'],
      [{ reference: 'nobody/1' }, 'No crime of this reference is held here, so enter its place'],
      [{ place: 'the park' }, 'Enter the place as latitude and longitude'],
    ]
    for (const [typed, message] of faults) {
      const { given, events } = await served.heard(() => ask({ place: '', ...typed }))
      expect({ typed, status: given.status }).toEqual({ typed, status: 422 })
      expect(given.text).toContain(message)
      for (const text of Object.values(typed)) expect(given.text).toContain(text)
      expect(events).toEqual([])
    }
  })

  it('never says nobody where tags were silent', async () => {
    const nowhere = {
      reference: 'Phone/1',
      place: '57.0, -4.4',
      crimeType: 'BIAD',
      from: '2026-01-06',
      fromTime: '12:00',
      to: '2026-01-06',
      toTime: '12:01',
    }
    const { given } = await served.heard(() => ask(nowhere))
    const page = await served.ask(
      served.client('hub-caseworker'),
      'GET',
      given.headers.get('Location') ?? '',
    )
    expect(page.text).toContain('Nobody whose tag reported was seen near')
    expect(page.text).toMatch(/never (“nobody”|absence)/)
  })

  it('forgets whoever is erased', async () => {
    const { records } = served.folder
    const named = () =>
      records.query<{ id: string }>(
        'select distinct device_wearer_id as id from place_answers order by id',
      )
    const [first] = await named()
    const { erasePlaceAnswers } = await import('../../src/store/records/place-question-records.ts')
    await erasePlaceAnswers(records, first?.id ?? '', { from: -Infinity, to: Infinity })
    expect(await named()).not.toContainEqual(first)
  })
})
