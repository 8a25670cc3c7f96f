import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CrimeVersion } from '../../domain/crime.ts'
import { type CrimeType, crimeTypes } from '../../domain/crime-types.ts'
import type { Verdict } from '../../domain/evidence-summary.ts'
import { defaultParameters } from '../parameters.ts'
import { explain, type WeighedPair } from './explanation.ts'
import type { Evidence } from './weigh-evidence.ts'
import type { Why } from './why.ts'

const MINUTE = 60_000
const from = Date.UTC(2026, 0, 26, 16)
const window = { from, to: from + 30 * MINUTE }

function crimeIn(window: { from: number; to: number }): CrimeVersion {
  return {
    policeForce: 'CoLP',
    crimeReference: '26/104',
    crimeType: 'BIAD',
    window,
    location: { kind: 'degrees', latitude: 53.8, longitude: -4.4 },
    latitude: 53.8,
    longitude: -4.4,
    crimeText: 'what was written is not repeated',
    batchId: 'CoLP20260126',
    version: 1,
    changes: [],
  }
}

const evidence: Evidence = {
  windowCoverage: 0.967,
  log10Lr: 4.2,
  log10LrPopulation: 3,
  coincidenceDays: 0,
  comparableDays: 19,
  verdict: 'supports_presence',
  reachable: true,
}

const why: Why = {
  positionsInWindow: 29,
  positionsInRadius: 12,
  overlappingPositions: 11,
  closest: { metres: 12.4, at: from + 8 * MINUTE },
  minutesInRadius: 11.6,
  visits: [
    { from: from + 5 * MINUTE, to: from + 16 * MINUTE, positions: 11, arrived: true, left: true },
    { from: from + 20 * MINUTE, to: from + 20.6 * MINUTE, positions: 1, arrived: true, left: true },
  ],
  mechanisms: [
    { mechanism: 'GPS', positions: 28, quotedMetres: 8, measuredMetres: 13 },
    { mechanism: 'LBS', positions: 1 },
  ],
  home: { metres: 2534, nights: 27 },
  nearestUsualPlace: { metres: 640, days: 9 },
  othersAtSameAddress: 0,
  othersKeptClose: 0,
  longestGapMinutes: 2,
  reach: {
    reachable: true,
    reachableInGap: false,
    trailMetres: 0,
    clearMetres: 0,
    withinErrors: false,
  },
}

const pair: WeighedPair = {
  crime: crimeIn(window),
  deviceWearerId: 'W7',
  evidence,
  why,
  chance: { compared: 9_800, expectedAsHigh: 0.62, basis: 'measured' },
}

const nothing: Partial<Why> = {
  positionsInWindow: 0,
  positionsInRadius: 0,
  overlappingPositions: 0,
  minutesInRadius: 0,
  visits: [],
  mechanisms: [],
}

describe('explain()', () => {
  it('reads as a whole where presence is supported', () => {
    expect(explain(pair, defaultParameters)).toBe(
      "The trail of wearer W7 was compared with crime 26/104 (burglary in a dwelling), which City of London police report for 26 January 2026, 16:00 to 16:30 GMT at 53.80000, -4.40000. The wearer's whereabouts are known for 96 per cent of that time, from 28 satellite positions (typically quoted as good to about 8 metres and measured as good to about 13 metres) and 1 mobile mast position (no accuracy quoted). The closest position was about 12 metres from the reported place, on 26 January 2026 at 16:08 GMT. The trail was within 100 metres of it twice, for about 12 minutes in all; the longest of these times it was seen coming in and leaving again. The reported place is about 2.5 km from where the wearer rests at night (on 27 nights of the record) and about 640 metres from the nearest other place where they stay on other days (9 days). On none of 19 comparable other days was the wearer as close for as long. The record is strongly more likely (more than 1,000 times) if the wearer was at the scene during the offence than if the wearer was about their ordinary business. Taken together this supports presence at the scene. 9,800 wearers could lawfully be compared with this crime; had none of them been there, about 0.6 would still be expected to score as high by coincidence. By the older rules, a count of positions within 100 metres would have listed this pair, with 12 positions, and the rule that half of a position's circle must lie inside would have counted 11 positions. This shows where a device was, not who did it; the reported place and time, and who wore the device, are taken as given.",
    )
  })

  const absent: WeighedPair = {
    ...pair,
    evidence: { ...evidence, log10Lr: -2.4, verdict: 'supports_absence' },
    why: {
      ...why,
      ...nothing,
      closest: { metres: 2100, at: from + 8 * MINUTE },
      reach: {
        reachable: false,
        reachableInGap: false,
        trailMetres: 1740,
        clearMetres: 1740,
        withinErrors: false,
      },
    },
  }

  it('says of absence what it rests on', () => {
    const text = explain(absent, defaultParameters)
    expect(text).toContain(
      'The record is strongly more likely (about 300 times) if the wearer was about their ordinary business than if the wearer was at the scene during the offence. Taken together this supports having been elsewhere: with errors allowed for, the trail stayed about 1.7 km or more away, and no gap longer than 5 minutes in it left time to go there and back at 69 miles an hour. That holds for the reported time; an error of even a few minutes in that time was not allowed for.',
    )
    expect(explain(absent, { ...defaultParameters, padMinutes: 10 })).toContain(
      'That holds for the reported time as widened; no further error in that time was allowed for.',
    )
    expect(explain(pair, defaultParameters)).not.toContain('That holds for')
    expect(text).toContain('would not have listed this pair')
  })

  it('never says that a trail stayed further away than its closest position', () => {
    const closest = { metres: 612, at: from + 8 * MINUTE }
    expect(explain({ ...absent, why: { ...absent.why, closest } }, defaultParameters)).toContain(
      'the trail stayed about 610 metres or more away,',
    )
  })

  it('says that the scene was out of reach throughout where no two positions let it be reached', () => {
    const evidence = { ...absent.evidence, reachable: false }
    expect(explain({ ...absent, evidence }, defaultParameters)).toContain(
      'at 69 miles an hour, and between no two positions could the scene have been reached at that speed.',
    )
  })

  it('says what leaves a pair open, and that a gap is no absence', () => {
    const text = explain(
      {
        ...pair,
        evidence: { ...evidence, log10Lr: 0.1, verdict: 'inconclusive' },
        why: {
          ...why,
          longestGapMinutes: 75,
          othersAtSameAddress: 2,
          othersKeptClose: 1,
          reach: {
            reachable: true,
            reachableInGap: true,
            trailMetres: 900,
            clearMetres: 900,
            withinErrors: false,
          },
        },
      },
      defaultParameters,
    )
    expect(text).toContain(
      'The longest stretch without a position was about 1 hour 15 minutes; such a stretch is not taken to mean that the wearer was elsewhere.',
    )
    expect(text).toContain('is about equally likely whether')
    expect(text).toContain('2 other wearers rest at the same address.')
    expect(text).toContain('1 other wearer kept within 50 metres')
    expect(text).toContain('Taken together this is inconclusive')
  })

  const kept = { ...why, ...nothing, closest: { metres: 2040, at: from } }
  const trailAt = (trailMetres: number) => ({ ...why.reach, trailMetres })
  const coarseNear = { mechanism: 'LBS', quotedMetres: 920, metres: 2130, at: from + 38 * MINUTE }
  const mast =
    'because a position (by mobile mast, to about 920 metres), about 2.1 km from the reported place on 26 January 2026 at 16:38 GMT, may be so far wrong that the wearer came within 450 metres; no finer position came so near, errors allowed for.'

  it.each([
    [
      'errors',
      {},
      'because with errors allowed for, of positions and of the ways between them, the trail came within 450 metres.',
    ],
    ['errors', { coarseNear }, mast],
    ['gap', {}, 'left time to go there and back.'],
    ['near', { closest: { metres: 212, at: from } }, 'because a position lies within 300 metres.'],
    [
      'near',
      { closest: { metres: 212, at: from, roughlyBy: { mechanism: 'LBS' } } },
      'because a position (by mobile mast) lies within 300 metres.',
    ],
    ['near', { reach: trailAt(431) }, 'because the trail came within 450 metres.'],
    ['near', { reach: trailAt(431), coarseNear }, mast],
    [
      'near',
      { reach: trailAt(2020) },
      'because a position just before or after that time lies within 300 metres.',
    ],
  ] as const)('says what keeps it from ruling anybody out: %s, %j', (refusal, of, said) => {
    const against: Evidence = { ...evidence, log10Lr: -2.6, verdict: 'inconclusive', refusal }
    const text = explain({ ...pair, evidence: against, why: { ...kept, ...of } }, defaultParameters)
    expect(text).toContain(said)
  })

  const gps = { mechanism: 'GPS', positions: 1, quotedMetres: 8, measuredMetres: 13 }
  const masts = { mechanism: 'LBS', positions: 64, quotedMetres: 1600 }
  const satellite =
    '1 satellite position (typically quoted as good to about 8 metres and measured as good to about 13 metres)'

  it.each([
    [
      0,
      0,
      [gps],
      `known from that very moment alone, with no position within 5 minutes of it: ${satellite}.`,
    ],
    [
      0,
      0,
      [{ mechanism: 'GPS', positions: 1, quotedMetres: 10, assumedMetres: 15 }],
      '1 satellite position (typically quoted as good to about 10 metres and taken to be good to about 15 metres, which was not measured)',
    ],
    [0, 1, [], 'from positions before and after it; no position was recorded at that very time.'],
    [
      30,
      0,
      [gps],
      `not known continuously: only 1 single position, none within 5 minutes of another: ${satellite}.`,
    ],
    [
      30,
      0.82,
      [masts, gps],
      'The wearer was placed by mobile mast (to about 1.6 km) for 82 per cent of that time, from 64 mobile',
    ],
  ])(
    'says how whereabouts are known: %d minutes, %d covered',
    (minutes, windowCoverage, mechanisms, said) => {
      const crime = crimeIn({ from, to: from + minutes * MINUTE })
      const of = { ...pair, crime, evidence: { ...evidence, windowCoverage } }
      const text = explain({ ...of, why: { ...why, mechanisms } }, defaultParameters)
      expect(text).toContain(said)
    },
  )

  it('says when single positions saw the wearer near', () => {
    const seen = (...minutes: number[]) => {
      const visits = minutes.map((minute) => {
        const at = from + minute * MINUTE
        return { from: at, to: at, positions: 1, arrived: false, left: false }
      })
      return explain({ ...pair, why: { ...why, minutesInRadius: 0, visits } }, defaultParameters)
    }
    expect(seen(4)).toContain(
      'A single position lies within 100 metres of it, on 26 January 2026 at 16:04 GMT.',
    )
    expect(seen(4, 12, 24)).toContain(
      '3 single positions lie within 100 metres of it, between 26 January 2026 at 16:04 GMT and 26 January 2026 at 16:24 GMT.',
    )
  })

  const way = { metres: 32, minutes: 3.9, fromMetres: 214, toMetres: 388 }
  const unseen = { ...why, ...nothing, nearestWay: way }
  const { closest: _, ...noneInWindow } = unseen

  it.each([
    [0, 'was then about 30 metres from it.'],
    [2, 'was at its nearest in that time about 30 metres from it.'],
  ])(
    'says of %d minutes without a position how the way between two leads, and that nobody was seen',
    (minutes, said) => {
      const crime = crimeIn({ from, to: from + minutes * MINUTE })
      const visit = { from, to: crime.window.to, positions: 0, arrived: false, left: false }
      const of = { ...noneInWindow, visits: [visit], minutesInRadius: minutes, mechanisms: [] }
      const text = explain({ ...pair, crime, why: of }, defaultParameters)
      expect(text).toContain(
        `The position before that time and the one after, about 4 minutes apart, were about 210 metres and about 390 metres from the reported place; the straight way between them ${said}`,
      )
      expect(text).not.toMatch(/seen|single|lies within/)
    },
  )

  const far = { metres: 139, at: from + 8 * MINUTE }
  const byMast = { ...far, roughlyBy: { mechanism: 'LBS' } }
  const wayAt = (metres: number) => ({ ...way, metres })
  const wrong = 'being now and then over 100 metres wrong.'

  it.each([
    ['a position', { closest: far, nearestWay: wayAt(135) }, 112, `reported places ${wrong}`],
    ['a way', { nearestWay: wayAt(148) }, 112, `on reported places ${wrong}`],
    [
      'a mast',
      { closest: byMast, nearestWay: wayAt(900) },
      112,
      `on coarse positions and reported places ${wrong}`,
    ],
    [
      'a way past a mast',
      { closest: byMast, nearestWay: wayAt(112) },
      112,
      `on reported places ${wrong}`,
    ],
    [
      'a position outside',
      { closest: far, nearestWay: wayAt(135) },
      31,
      'on a position just before or after that time.',
    ],
  ])(
    'says what presence rests on where nothing lies within the circle: %s',
    (_, of, metres, said) => {
      const near = { ...evidence, approachMetres: metres }
      const { closest: _closest, ...none } = { ...why, ...nothing }
      const positionsInWindow = 'closest' in of ? 8 : 0
      const text = explain(
        { ...pair, evidence: near, why: { ...none, ...of, positionsInWindow } },
        defaultParameters,
      )
      expect(text).toContain(
        'this supports presence at the scene, although nothing recorded lies within 100 metres of the reported place: the weight rests on',
      )
      expect(text).toContain(said)
      expect(text).toMatch(/about 1[45]0 metres (from|of) (it|the reported place)/)
    },
  )

  it('says how near the way between two positions comes where it comes markedly nearer than they', () => {
    const of = { ...unseen, positionsInWindow: 8, closest: far }
    const said = (metres: number) =>
      explain({ ...pair, why: { ...of, nearestWay: wayAt(metres) } }, defaultParameters)
    expect(said(112)).toContain(
      'Nothing recorded in that time lies within 100 metres of it; the straight way between two positions about 4 minutes apart leads past it at about 110 metres.',
    )
    expect(said(135)).not.toContain('straight way')
    const coarse = { ...of, closest: { ...byMast, metres: 4300 } }
    const beside = (metres: number) =>
      explain({ ...pair, why: { ...coarse, nearestWay: wayAt(metres) } }, defaultParameters)
    expect(beside(940)).toContain(
      'two finer positions about 4 minutes apart leads past it at about 940',
    )
    expect(beside(4100)).not.toContain('straight way')
  })

  it.each([
    [90, 180, 180, ' at about 7 km/h (4 mph) on average, no faster than walking.'],
    [14, 200, 198, ' at about 50 km/h (30 mph) on average, faster than walking.'],
    [20, 200, 8, '.'],
    [0, 0, 0, '.'],
  ])(
    'says how fast a wearer passed through: in %d seconds %d metres',
    (seconds, metres, straightMetres, said) => {
      const times = { from, to: from + seconds * 1000, arrived: true, left: true }
      const visit = { ...times, positions: 1, passed: { metres, straightMetres } }
      const minutesInRadius = Math.max(0.01, seconds / 60)
      const passing = { ...why, visits: [visit], minutesInRadius }
      expect(explain({ ...pair, why: passing }, defaultParameters)).toContain(
        `it was seen passing through${said}`,
      )
      const led = { ...passing, nearestWay: way, visits: [{ ...visit, positions: 0 }] }
      expect(explain({ ...pair, why: led }, defaultParameters)).toContain(
        `is within 100 metres for ${seconds < 60 ? 'less than a minute' : 'about 2 minutes'}${said.replace(/^ /, ', ')}`,
      )
    },
  )

  it('says of a mast position in the circle what it is, and that nothing finer lies there', () => {
    const closest = { metres: 62, at: from, roughlyBy: { mechanism: 'LBS', quotedMetres: 1200 } }
    const of = {
      ...unseen,
      positionsInWindow: 12,
      positionsInRadius: 1,
      closest,
      nearestWay: wayAt(140),
    }
    const text = explain({ ...pair, why: of }, defaultParameters)
    expect(text).toContain(
      'The closest position (by mobile mast, to about 1.2 km) was about 60 metres from the reported place, on 26 January 2026 at 16:00 GMT. No finer position in that time, nor the way between any two, lies within 100 metres of it; the straight way between two finer positions about 4 minutes apart leads past it at about 140 metres.',
    )
    const visit = { from, to: from + MINUTE, positions: 0, arrived: true, left: true }
    const led = { ...of, nearestWay: way, visits: [visit], minutesInRadius: 1 }
    expect(explain({ ...pair, why: led }, defaultParameters)).toContain(
      'No finer position in that time lies within 100 metres of it; the straight way',
    )
  })

  it('tells no way between positions too coarse for it', () => {
    const { metres: _, ...coarse } = way
    const of = { ...noneInWindow, nearestWay: coarse }
    const text = explain({ ...pair, why: of }, defaultParameters)
    expect(text).toContain(
      'were about 210 metres and about 390 metres from the reported place, too coarse to tell the way between them.',
    )
    expect(text).not.toContain('straight way')
  })

  it.each([
    [
      1,
      'the straight way between two positions about 4 minutes apart leads past it at about 30 metres, and is within 100 metres for about 2 minutes.',
    ],
    [
      2,
      'the straight ways between positions lead past it twice, within 100 metres for about 3 minutes in all, and at the nearest about 30 metres from it, between two positions about 4 minutes apart.',
    ],
  ])(
    'says of no way with no position in the circle that the wearer was seen: %d',
    (count, said) => {
      const visit = { from, to: from + 1.6 * MINUTE, positions: 0, arrived: true, left: true }
      const visits = Array.from({ length: count }, () => visit)
      const of = {
        ...unseen,
        positionsInWindow: 12,
        closest: { metres: 214, at: from },
        visits,
        minutesInRadius: 1.6 * count,
      }
      const text = explain({ ...pair, why: of }, defaultParameters)
      expect(text).toContain(`No position in that time lies within 100 metres of it; ${said}`)
      expect(text).not.toContain('seen')
    },
  )

  it('does not say that the wearer was seen where the longest visit holds no position', () => {
    const [longest, other] = why.visits
    const visits = [{ ...longest!, positions: 0 }, other!]
    expect(explain({ ...pair, why: { ...why, visits } }, defaultParameters)).toContain(
      'the longest of these times it was, by the straight way between two positions, coming in and leaving again.',
    )
  })

  it.each([
    [-0.2, 36],
    [0.1, 29],
  ])('leaves chance out where it tells nothing: 10^%d, %d of 36', (log10Lr, expectedAsHigh) => {
    const chance = { compared: 36, expectedAsHigh, basis: 'bound' as const }
    const text = explain({ ...pair, evidence: { ...evidence, log10Lr }, chance }, defaultParameters)
    expect(text).not.toContain('by coincidence')
  })

  it('says nothing either way without data', () => {
    const text = explain(
      {
        ...pair,
        evidence: { ...evidence, windowCoverage: 0, log10Lr: 0, verdict: 'no_data' },
        why: { ...why, ...nothing },
      },
      defaultParameters,
    )
    expect(text).toContain('no data does not mean that the wearer was elsewhere')
    expect(text).not.toContain('more likely')
  })

  it.each([
    [Date.UTC(2026, 2, 29, 0, 30), '29 March 2026, 00:30 GMT to 02:30 BST'],
    [Date.UTC(2026, 9, 25, 0, 30), '25 October 2026, 01:30 BST to 01:30 GMT'],
  ])('tells the hours of a clock-change night apart', (from, said) => {
    const window = { from, to: from + 60 * MINUTE }
    expect(explain({ ...pair, crime: crimeIn(window) }, defaultParameters)).toContain(said)
  })

  it.each([
    [0.7, 'somewhat more likely (about 5 times) if the wearer was at the scene'],
    [1.52, 'moderately more likely (about 30 times) if the wearer was at the scene'],
    [2.3, 'strongly more likely (about 200 times) if the wearer was at the scene'],
    [9, 'strongly more likely (more than 1,000 times) if the wearer was at the scene'],
    [-0.7, 'somewhat more likely (about 5 times) if the wearer was about their ordinary business'],
    [-9, 'strongly more likely (more than 1,000 times) if the wearer was about their ordinary'],
  ])('bounds the weight of 10^%d', (log10Lr, said) => {
    expect(explain({ ...pair, evidence: { ...evidence, log10Lr } }, defaultParameters)).toContain(
      said,
    )
  })

  it('never speaks of guilt, nor of absence where there is no data, nor prints what is no number', () => {
    const metres = fc.double({ min: 0, max: 90_000, noNaN: true })
    const count = fc.nat({ max: 50 })
    const visit = fc.record({
      from: fc.constant(from),
      to: fc.integer({ min: from, max: window.to }),
      positions: count,
      arrived: fc.boolean(),
      left: fc.boolean(),
      passed: fc.record({ metres, straightMetres: metres }),
    })
    const any = fc.record({
      type: fc.constantFrom(...(Object.keys(crimeTypes) as CrimeType[])),
      verdict: fc.constantFrom<Verdict>(
        'supports_presence',
        'inconclusive',
        'supports_absence',
        'no_data',
      ),
      log10Lr: fc.double({ min: -12, max: 12, noNaN: true }),
      coverage: fc.double({ min: 0, max: 1, noNaN: true }),
      days: fc.tuple(count, count),
      visits: fc.array(visit, { maxLength: 3 }),
      way: fc.option(fc.record({ metres, minutes: metres, fromMetres: metres, toMetres: metres }), {
        nil: undefined,
      }),
      mechanism: fc.constantFrom('GPS', 'LBS', 'WIFI', 'RF', '', 'BLE'),
      metres: fc.tuple(metres, metres, metres, metres),
      counts: fc.tuple(count, count, count, count),
      length: fc.constantFrom(0, 30 * MINUTE, 12 * 60 * MINUTE),
      reachable: fc.boolean(),
      pad: fc.constantFrom(0, 10),
    })
    fc.assert(
      fc.property(any, (of) => {
        const text = explain(
          {
            ...pair,
            crime: { ...crimeIn({ from, to: from + of.length }), crimeType: of.type },
            evidence: {
              ...evidence,
              verdict: of.verdict,
              log10Lr: of.log10Lr,
              windowCoverage: of.coverage,
              comparableDays: Math.max(...of.days),
              coincidenceDays: Math.min(...of.days),
            },
            why: {
              ...why,
              closest: { metres: of.metres[0], at: from },
              ...(of.way && { nearestWay: of.way }),
              visits: of.visits,
              minutesInRadius: of.visits.reduce((sum, v) => sum + (v.to - v.from) / MINUTE, 0),
              mechanisms: [{ mechanism: of.mechanism, positions: 1, quotedMetres: of.metres[1] }],
              home: { metres: of.metres[2], nights: of.counts[0] },
              othersAtSameAddress: of.counts[1],
              othersKeptClose: of.counts[2],
              positionsInRadius: of.counts[3],
              reach: {
                reachable: of.reachable,
                reachableInGap: !of.reachable,
                trailMetres: of.metres[3],
                clearMetres: of.metres[3],
                withinErrors: false,
              },
            },
          },
          { ...defaultParameters, padMinutes: of.pad },
        )
        expect(text).not.toMatch(/guilt|offender|suspect|culprit|perpetrat|probab/i)
        expect(text).not.toMatch(/NaN|undefined|Infinity|null/)
        expect(text).not.toContain('\n')
        if (of.verdict === 'no_data') expect(text).not.toMatch(/absent|absence|ruled out/i)
        expect(text.endsWith('taken as given.')).toBe(true)
      }),
    )
  })
})
