import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exceptionPurposes } from '../../domain/order-terms.ts'
import { NEW_PLACE, type ZoneDraft } from '../../domain/rule-change.ts'
import { weekdays } from '../../domain/weekly-hours.ts'
import { fromNationalGrid } from '../../geo/national-grid.ts'
import { formOf } from '../form-values.ts'
import { readRule } from './read-rule.ts'
import { conditionFields, zoneFields } from './rule-fields.ts'

const NOW = Date.parse('2026-01-10T12:00:00Z')
const MINUTE = 60_000
const read = (subject: 'zone' | 'curfew' | 'attendance', fields: object) =>
  readRule(subject, formOf({ why: 'A court', ...fields }), fromNationalGrid, NOW)
const faultsOf = (subject: 'zone' | 'curfew' | 'attendance', fields: object) =>
  read(subject, fields).faults.map(({ field }) => field)

const clock = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'))
const days = fc.subarray([...weekdays], { minLength: 1 })
const hours = fc
  .record({ weekdays: days, from: clock, to: fc.oneof(clock, fc.constant('24:00')) })
  .filter(({ from, to }) => from !== to)
const dated = fc.oneof(
  hours,
  hours.map((each) => ({ ...each, firstDate: '2026-02-01', lastDate: '2026-03-29' })),
  hours.map((each) => ({ ...each, firstDate: '2026-02-01', everyWeeks: 2 })),
)
/** In GMT, in whole minutes, as forms have them. */
const later = fc.integer({ min: 1, max: 70 * 1440 }).map((minutes) => NOW + minutes * MINUTE)
const degrees = (middle: number) =>
  fc.integer({ min: -100_000, max: 100_000 }).map((units) => (middle * 1e7 + units) / 1e7)
const shape = fc.oneof(
  fc.record({
    geometry: fc
      .tuple(degrees(-4.4), degrees(53.8))
      .map((coordinates) => ({ type: 'Point', coordinates })),
    radiusMetres: fc.integer({ min: 10, max: 5000 }),
  }),
  fc.tuple(degrees(-4.4), degrees(53.8)).map(([x, y]) => ({
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [x, y],
          [x + 0.5, y],
          [x, y + 0.5],
          [x, y],
        ].map((corner) => corner.map((each) => Math.round(each * 1e7) / 1e7)),
      ],
    },
  })),
)
const zones: fc.Arbitrary<ZoneDraft> = fc
  .record(
    {
      kind: fc.constantFrom('exclusion', 'inclusion', 'restriction'),
      name: fc.constantFrom('The yard', 'O’Brien’s <b>'),
      shape,
      bufferMetres: fc.integer({ min: 1, max: 500 }),
      schedule: fc.array(dated, { minLength: 1, maxLength: 3 }),
      exceptions: fc.array(
        fc.oneof(
          fc.record({
            purpose: fc.constantFrom(...exceptionPurposes),
            text: fc.constant('A case'),
          }),
          fc.record({
            purpose: fc.constantFrom(...exceptionPurposes),
            text: fc.constant('A case'),
            from: later,
          }),
          fc.record({
            purpose: fc.constantFrom(...exceptionPurposes),
            text: fc.constant('A case'),
            hours: hours.map((each) => [each]),
          }),
        ),
        { minLength: 1, maxLength: 3 },
      ),
      to: later,
    },
    { requiredKeys: ['kind', 'name', 'shape'] },
  )
  .map(({ shape: drawn, ...zone }) => ({ ...zone, ...drawn }) as ZoneDraft)

describe('readRule()', () => {
  it('reads of a zone’s form what the zone says', () => {
    fc.assert(
      fc.property(zones, (zone) => {
        const { after, faults } = read('zone', zoneFields(zone))
        expect(faults).toEqual([])
        expect(after).toEqual({ after: zone })
      }),
    )
  })

  it('reads of a curfew’s and an appointment’s form what they say', () => {
    const curfew = {
      kind: 'curfew',
      crimeMapping: false,
      zoneIds: ['Z1', 'Z2'],
      curfew: {
        hours: [
          { weekdays: ['mon', 'fri'], from: '19:00', to: '07:00', zoneIds: ['Z2'] },
          { weekdays: ['sat'], from: '00:00', to: '24:00', firstDate: '2026-02-01' },
        ],
        releaseDay: { date: '2026-01-12', from: '15:00', to: '07:00', zoneIds: ['Z1'] },
      },
    } as const
    expect(read('curfew', conditionFields(curfew, undefined)).after).toEqual({ after: curfew })
    const attendance = {
      kind: 'attendance',
      crimeMapping: false,
      attendance: {
        purpose: 'Supervision',
        zoneId: NEW_PLACE,
        hours: [{ weekdays: ['tue'], from: '10:00', to: '11:00' }],
        graceMinutes: 0,
        leastMinutes: 30,
      },
    } as const
    const place = {
      kind: 'inclusion',
      name: 'The office',
      geometry: { type: 'Point', coordinates: [-4.4, 53.8] },
      radiusMetres: 80,
    } as const
    const { after, faults } = read('attendance', conditionFields(attendance, place))
    expect(faults).toEqual([])
    expect(after).toEqual({ after: attendance, place })
  })

  it('says of every field what is wrong with it', () => {
    expect(faultsOf('zone', { why: '' })).toEqual(['why', 'zoneKind', 'name', 'shapeBy'])
    const zone = { zoneKind: 'exclusion', name: 'A', shapeBy: 'place', place: 'here', radius: '5' }
    expect(faultsOf('zone', zone)).toEqual(['place', 'radius'])
    const corners = { ...zone, shapeBy: 'corners', corners: '53.8, -4.4\nnowhere\n53.9, -4.4' }
    expect(read('zone', corners).faults[0]?.text).toContain('Corner 2 (“nowhere”)')
    expect(faultsOf('zone', { ...zone, shapeBy: 'file' })).toEqual(['file'])
    expect(faultsOf('curfew', {})).toEqual(['places', 'hours-days-0'])
    const rows = { 'hours-rows': '1', 'hours-from-0': '25:00', 'hours-weeks-0': '2' }
    expect(faultsOf('curfew', { places: 'Z1', ...rows })).toEqual([
      'hours-days-0',
      'hours-from-0',
      'hours-to-0',
      'hours-first-0',
    ])
    expect(faultsOf('curfew', { places: NEW_PLACE, 'hours-rows': '0' })).toContain('place')
    const past = { places: 'Z1', holdsFrom: '2026-01-10', holdsFromTime: '11:59' }
    expect(faultsOf('curfew', past)).toContain('holdsFrom')
    const never = { places: 'Z1', holdsFrom: '2026-03-29', holdsFromTime: '01:30' }
    expect(faultsOf('curfew', never)).toContain('holdsFromTime')
    const other = { 'exceptions-rows': '1', 'exceptions-purpose-0': 'other' }
    expect(faultsOf('zone', { ...zone, ...other })).toContain('exceptions-text-0')
  })
})
