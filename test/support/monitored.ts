import type { Interval } from '../../src/domain/interval.ts'
import { weekdays } from '../../src/domain/weekly-hours.ts'
import { areaOf } from '../../src/geo/area.ts'
import type { Finding, Observation } from '../../src/monitoring/finding.ts'
import type { AttendanceRule, CurfewRule, Place, ZoneRule } from '../../src/monitoring/rule.ts'
import type { MonitoringSettings } from '../../src/monitoring/settings.ts'

export const instant = (text: string) => Date.parse(text.endsWith('Z') ? text : `${text}Z`)
export const between = (from: string, to: string): Interval => ({
  from: instant(from),
  to: instant(to),
})
/** `2026-01-05T19:00`, in UTC. */
export const clock = (at: number | undefined) =>
  at === undefined ? undefined : new Date(at).toISOString().slice(0, 16)

const always = { from: Number.NEGATIVE_INFINITY, to: Infinity }

export const settings: MonitoringSettings = {
  thresholdMinutes: {
    zone: 5,
    curfew: 10,
    attendance: 10,
    tamper: 2,
    battery: 2,
    power: 30,
    signal: 60,
    fault: 5,
  },
  batteryPercent: { low: 15, charged: 30 },
  freshMinutes: 15,
  allowanceMinutes: 120,
  escalateAfterDays: 5,
}

/** A circle of 100 m somewhere in the Irish Sea, so many kilometres north of the first. */
export function placeAt(zoneId: string, kilometresNorth: number, valid: Interval = always): Place {
  const geometry = { type: 'Point', coordinates: [-4.4, 53.8 + kilometresNorth / 111.3] }
  const area = areaOf({ geometry, radiusMetres: 100 })
  if (typeof area === 'string') throw new Error(area)
  return { zoneId, name: undefined, area, valid }
}

export const home = placeAt('home', 0)

/** Good positions, one each so many minutes, from the first minute to the last, both included. */
export function stay(kilometresNorth: number, from: string, to: string, every = 1): Observation[] {
  const observations: Observation[] = []
  for (let at = instant(from); at <= instant(to); at += every * 60_000) {
    observations.push({
      capturedAt: at,
      latitude: 53.8 + kilometresNorth / 111.3,
      longitude: -4.4,
      accuracyMetres: 10,
      mechanism: 'GPS',
    })
  }
  return observations
}

const facts = {
  id: 'W1/O1/C1',
  deviceWearerId: 'W1',
  monitoringOrderId: 'O1',
  conditionId: 'C1',
  within: [always],
}

export const curfewAtHome: CurfewRule = {
  ...facts,
  kind: 'curfew',
  terms: { hours: [{ weekdays, from: '19:00', to: '07:00', zoneIds: ['home'] }] },
  places: [home],
  absences: [],
}

export const appointmentAtHome: AttendanceRule = {
  ...facts,
  kind: 'attendance',
  terms: {
    purpose: 'Supervision',
    zoneId: 'home',
    hours: [{ weekdays: ['mon'], from: '10:00', to: '11:00' }],
  },
  place: home,
  absences: [],
}

export const keepAway: ZoneRule = {
  ...facts,
  kind: 'exclusion',
  place: home,
  schedule: undefined,
  exceptions: [],
}

/** What a finding says, as short as a test can read it. */
export function told({ kind, stage, from, to, counted, unknown }: Finding) {
  const text = (stretch: Interval) =>
    `${clock(stretch.from)?.slice(11)} to ${clock(stretch.to)?.slice(11)}`
  return [
    kind,
    stage,
    `${clock(from)?.slice(11)} to ${clock(to)?.slice(11) ?? '-'}`,
    counted.map(text).join(', '),
    unknown.map(text).join(', '),
  ]
}
