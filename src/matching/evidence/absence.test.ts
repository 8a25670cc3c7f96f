import { expect, it } from 'vitest'
import { columnsOf, MINUTE } from '../../../test/support/match-case.ts'
import type { CrimeVersion } from '../../domain/crime.ts'
import { crimeMappingIntervals } from '../../domain/lawful-intervals.ts'
import { arrangePositions } from '../arrange-positions.ts'
import { Matcher } from '../match-crimes.ts'
import { defaultParameters } from '../parameters.ts'
import { EvidenceEngine } from './weigh-evidence.ts'

const AT = Date.UTC(2026, 5, 10, 12)
const SCENE = 538_000_000
/** Degrees x 1e7 that are about three kilometres, and seven hundred metres, north. */
const FAR = SCENE + 270_000
const OFF = SCENE + 63_000

function position(device: string, at: number, latitude: number) {
  return { device, at, latitude, longitude: -44_000_000, accuracy: 10, mechanism: 'GPS' }
}

/** A device somewhere, every so many minutes over three hours about the crime. */
function still(device: string, latitude: number, everyMinutes = 1, offset = 0) {
  return Array.from({ length: 180 / everyMinutes }, (_, i) =>
    position(device, AT - 90 * MINUTE + i * everyMinutes * MINUTE + offset, latitude),
  )
}

function evidenceOf(positions: ReturnType<typeof position>[], minutes: number) {
  const always = { from: -Infinity, to: Infinity }
  const lawful = crimeMappingIntervals({
    deviceWearers: [],
    devices: [],
    zones: [],
    allocations: [],
    deviceActivations: ['D1', 'D2'].map((deviceId) => ({
      id: deviceId,
      deviceId,
      deviceWearerId: 'W1',
      ...always,
    })),
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
  const arranged = arrangePositions(columnsOf(positions))
  const engine = EvidenceEngine.over(arranged, lawful, defaultParameters.evidence)
  const crime: CrimeVersion = {
    policeForce: 'Cheshire',
    crimeReference: 'R1',
    crimeType: 'BIAD',
    window: { from: AT + 30_000, to: AT + 30_000 + minutes * MINUTE },
    location: { kind: 'degrees', latitude: 53.8, longitude: -4.4 },
    latitude: 53.8,
    longitude: -4.4,
    crimeText: '',
    batchId: 'CHS20260610',
    version: 1,
    changes: [],
  }
  return new Matcher(arranged, lawful, defaultParameters, engine).pair(crime, 'W1').evidence
}

it('is said of a trail that stays three kilometres away', () => {
  expect(evidenceOf(still('D1', FAR), 20)).toMatchObject({
    verdict: 'supports_absence',
    reachable: false,
  })
})

it.each([
  ['in the window', AT + 10 * MINUTE],
  ['seconds before it', AT + 20_000],
])('is not said where one position was at the scene, %s', (_, at) => {
  const positions = [...still('D1', FAR), position('D1', at, SCENE)]
  expect(evidenceOf(positions, 20).verdict).toBe('inconclusive')
})

it('is not denied by a single position that errs, unless it is all but at the scene', () => {
  const stay = still('D1', OFF)
  const astray = (latitude: number) =>
    evidenceOf([...stay, position('D1', AT + 10 * MINUTE + 20_000, latitude)], 20)
  expect(astray(SCENE + 36_000)).toMatchObject({ verdict: 'supports_absence', reachable: true })
  expect(astray(SCENE + 26_000)).toMatchObject({ verdict: 'inconclusive', refusal: 'near' })
})

it('is not said of a wearer whose other device was at the scene', () => {
  const positions = [...still('D1', FAR), ...still('D2', SCENE, 1, 20_000)]
  for (const minutes of [0, 20]) expect(evidenceOf(positions, minutes).verdict).toBe('inconclusive')
})

it('does not deny that the scene could be reached between two positions of a stay', () => {
  expect(evidenceOf(still('D1', OFF, 5), 20).reachable).toBe(true)
  expect(evidenceOf(still('D1', OFF, 1), 20).reachable).toBe(true)
})
