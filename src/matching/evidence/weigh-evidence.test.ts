import fc from 'fast-check'
import { expect, it } from 'vitest'
import { columnsOf, MINUTE, matchCase } from '../../../test/support/match-case.ts'
import { crimeMappingIntervals } from '../../domain/lawful-intervals.ts'
import { arrangePositions } from '../arrange-positions.ts'
import { Matcher } from '../match-crimes.ts'
import { defaultParameters } from '../parameters.ts'
import { EvidenceEngine } from './weigh-evidence.ts'

it('says of every pair a number, and nothing of those without data', () => {
  const said = new Map<string, number>()
  const { presenceFrom, absenceTo } = defaultParameters.evidence
  fc.assert(
    fc.property(matchCase, ({ positions, people, crime, pad, mode }) => {
      const arranged = arrangePositions(columnsOf(positions))
      const lawful = crimeMappingIntervals(people)
      const parameters = { ...defaultParameters, padMinutes: pad }
      const engine = EvidenceEngine.over(arranged, lawful, parameters.evidence)
      const matcher = new Matcher(arranged, lawful, parameters, engine)
      for (const { evidence, proximity } of matcher.match(crime, mode)) {
        const { windowCoverage, log10Lr, log10LrPopulation, verdict } = evidence
        const { coincidenceDays, comparableDays } = evidence
        said.set(verdict, (said.get(verdict) ?? 0) + 1)
        expect(Number.isFinite(log10Lr) && Number.isFinite(log10LrPopulation)).toBe(true)
        expect(windowCoverage).toBeGreaterThanOrEqual(0)
        expect(windowCoverage).toBeLessThanOrEqual(1)
        expect(coincidenceDays).toBeGreaterThanOrEqual(0)
        expect(coincidenceDays).toBeLessThanOrEqual(comparableDays)
        const data = windowCoverage > 0 || proximity.positionsInWindow > 0
        expect(verdict === 'no_data').toBe(!data)
        if (!data) expect([log10Lr, log10LrPopulation, comparableDays]).toEqual([0, 0, 0])
        if (data) expect(verdict === 'supports_presence').toBe(log10Lr >= presenceFrom)
        if (verdict === 'supports_absence') expect(log10Lr).toBeLessThanOrEqual(absenceTo)
      }
    }),
    { numRuns: 2000 },
  )
  for (const verdict of ['inconclusive', 'supports_absence', 'no_data']) {
    expect(said.get(verdict) ?? 0, verdict).toBeGreaterThan(0)
  }
  // All positions are of one day or two: without history nobody's own place is unusual for them.
  expect(said.get('supports_presence') ?? 0).toBe(0)
})

it('knows nothing of days it was not given', () => {
  // One wearer whose device stood at the scene all of another day, and was silent on this one.
  const crimeAt = Date.UTC(2026, 5, 10, 12)
  const still = Array.from({ length: 60 }, (_, minute) => ({
    device: 'D1',
    at: crimeAt - 24 * 60 * MINUTE + minute * MINUTE,
    latitude: 538_000_000,
    longitude: -44_000_000,
    accuracy: 10,
    mechanism: 'GPS',
  }))
  const arranged = arrangePositions(columnsOf(still))
  const always = { from: -Infinity, to: Infinity }
  const lawful = crimeMappingIntervals({
    deviceWearers: [],
    devices: [],
    zones: [],
    allocations: [],
    deviceActivations: [{ id: 'A', deviceId: 'D1', deviceWearerId: 'W1', ...always }],
    monitoringOrders: [
      {
        id: 'O',
        deviceWearerId: 'W1',
        orderType: 'POST_RELEASE',
        ...always,
        conditions: [{ id: 'C', kind: 'trail', ...always, crimeMapping: true }],
      },
    ],
  })
  const engine = EvidenceEngine.over(arranged, lawful, defaultParameters.evidence)
  const crime = fc.sample(matchCase, 1)[0]?.crime
  if (!crime) throw new Error('there is no crime')
  const window = { from: crimeAt, to: crimeAt + 20 * MINUTE }
  expect(engine.weigh(crime, 'W1', window, [], Infinity)).toMatchObject({
    verdict: 'no_data',
    log10Lr: 0,
  })
})
