import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fullPeople, peopleFile } from '../../test/support/full-people.ts'
import { fromNationalGrid } from '../geo/national-grid.ts'
import { readPeople } from '../ingest/people-json.ts'
import type { FieldFault } from './components/error-summary.tsx'
import { readEnd, typedRange } from './components/typed-range.ts'
import { readTrail, typedTrail } from './documents/typed-trail.ts'
import { formOf } from './form-values.ts'
import { readHandOver } from './hand-over/typed-hand-over.ts'
import { orderFields, readOrder } from './order/variation-fields.ts'
import { placeWhere } from './patterns/typed-own-place.ts'
import { readRequest, typedRequest } from './requests/typed-request.ts'
import { readRule } from './rules/read-rule.ts'
import { readExceptions } from './rules/typed-exceptions.ts'

type Typed = Readonly<Record<string, string>>
/** What a form makes of a time: the instant it took, or the fields at fault. */
type Read = (typed: Typed) => number | undefined | readonly FieldFault[]

const [order] = readPeople(peopleFile(fullPeople)).monitoringOrders
if (!order) throw new Error('There is no order')
const orUndone = <T>(faults: readonly FieldFault[], read: T) => (faults.length > 0 ? faults : read)
const always = [{ from: 0, to: Number.POSITIVE_INFINITY }]

const order1 = (typed: Typed) =>
  readOrder(order, formOf({ ...orderFields(order), why: 'A court', ...typed }))
const rule = (typed: Typed) => {
  const zone = { zoneKind: 'exclusion', name: 'A', why: 'A court' }
  const place = { shapeBy: 'place', place: '53.8, -4.4', radius: '50' }
  return readRule('zone', formOf({ ...zone, ...place, ...typed }), fromNationalGrid, 0)
}
const exception = (typed: Typed) => {
  const faults: FieldFault[] = []
  const rows = { 'exceptions-rows': '2', 'exceptions-purpose-1': 'work' }
  const [read] = readExceptions(formOf({ ...rows, ...typed }), faults)
  return { read, faults }
}

/** Every form with a time in it: the name of its fields, with what goes behind it, and how it is read. */
const forms: [string, [date: string, time: string, zone: string], Read][] = [
  ...(['from', 'to'] as const).map((end): (typeof forms)[number] => [
    `the ${end} of a period`,
    [end, `${end}Time`, `${end}Zone`],
    (typed) => {
      const range = typedRange((name) => typed[name])
      const read = range && readEnd(range, end)
      return typeof read === 'object' ? [read] : read
    },
  ]),
  [
    'a trail report',
    ['start', 'startTime', 'startZone'],
    (typed) => {
      const form = formOf({ days: '1', hours: '4', purpose: 'A review', ...typed })
      const read = readTrail(typedTrail(form), always)
      return 'faults' in read ? read.faults : read.asked.from
    },
  ],
  [
    'the reply to a data request',
    ['replyBy', 'replyByTime', 'replyByZone'],
    (typed) => {
      const read = readRequest(typedRequest(formOf(typed)))
      return read.faults ?? read.content.replyBy
    },
  ],
  [
    'a contact that is handed over',
    ['at', 'atTime', 'atZone'],
    (typed) => {
      const read = readHandOver(formOf(typed))
      return 'faults' in read ? read.faults : read.asked.contactAt
    },
  ],
  [
    'the beginning of an order',
    ['from', 'fromTime', 'fromZone'],
    (typed) => orUndone(order1(typed).faults, order1(typed).order.from),
  ],
  [
    'the end of a condition',
    ['to-1', 'toTime-1', 'toZone-1'],
    (typed) => orUndone(order1(typed).faults, order1(typed).order.conditions[1]?.to),
  ],
  [
    'when a rule begins',
    ['holdsFrom', 'holdsFromTime', 'holdsFromZone'],
    (typed) => orUndone(rule(typed).faults, rule(typed).holdsFrom),
  ],
  [
    'when a rule ends',
    ['until', 'untilTime', 'untilZone'],
    (typed) => orUndone(rule(typed).faults, rule(typed).after.after?.to),
  ],
  ...(['from', 'to'] as const).map((end): (typeof forms)[number] => [
    `the ${end} of an exception`,
    [`exceptions-${end}-1`, `exceptions-${end}Time-1`, `exceptions-${end}Zone-1`],
    (typed) => orUndone(exception(typed).faults, exception(typed).read?.[end]),
  ]),
]

const filesWith = (pattern: RegExp) =>
  readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(?<!\.test)\.tsx?$/.test(file))
    .filter((file) => pattern.test(readFileSync(join(import.meta.dirname, file), 'utf8')))

describe('a London time that somebody types', () => {
  describe.each(forms)('as %s', (_, [date, time, zone], read) => {
    const at = (day: string, clock: string, which = '') =>
      read({ [date]: day, [time]: clock, ...(which && { [zone]: which }) })

    it('is asked for where it comes twice, and is the one that was meant', () => {
      expect(at('2026-10-25', '01:30')).toEqual([
        { field: zone, text: 'London clocks showed 01:30 twice on that date: say which is meant' },
      ])
      expect(at('2026-10-25', '01:30', 'BST')).toBe(Date.parse('2026-10-25T00:30:00Z'))
      expect(at('2026-10-25', '01:30', 'GMT')).toBe(Date.parse('2026-10-25T01:30:00Z'))
      expect(at('2026-10-25', '02:00')).toBe(Date.parse('2026-10-25T02:00:00Z'))
      expect(at('2026-10-25', '01:30', 'CET')).toMatchObject([{ field: zone }])
    })

    it('is refused where clocks left it out', () => {
      expect(at('2026-03-29', '01:30')).toEqual([
        {
          field: time,
          text: 'There was no 01:30 in London on that date: clocks went from 01:00 to 02:00',
        },
      ])
      expect(at('2026-03-29', '02:00')).toBe(Date.parse('2026-03-29T01:00:00Z'))
      expect(at('2026-03-29', '00:59', 'BST')).toBe(Date.parse('2026-03-29T00:59:00Z'))
    })
  })

  it('as the moment of an own place is asked for too', async () => {
    const fieldOf = async (typed: Typed) => {
      const form = formOf({ placeBy: 'moment', ...typed })
      const read = await placeWhere({} as never, {} as never, form)
      return 'fault' in read && read.fault.field
    }
    expect(await fieldOf({ at: '2026-10-25', atTime: '01:30' })).toBe('atZone')
    expect(await fieldOf({ at: '2026-03-29', atTime: '01:30' })).toBe('atTime')
    expect(await fieldOf({ at: '2026-10-25' })).toBe('at')
  })

  it('is read in one place, which asks: others ask for days alone, by noon or midnight', () => {
    expect(filesWith(/instantsOfLondon\((?!\{ date(?:: [^,]+)?, time: '(?:00|12):00' \})/)).toEqual(
      ['components/typed-instant.ts'],
    )
  })

  it('is written in one place, which says BST or GMT of a time that comes twice', () => {
    // Hours of the day as numbers are of scales and of nights.
    expect(filesWith(/londonLocal\(\w+\)\.time(?!\.slice\(0, 2\))/)).toEqual([])
  })
})
