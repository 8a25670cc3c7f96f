import { type Instant, type Interval, intersect, subtract, union } from '../../domain/interval.ts'
import { monitoringIntervals } from '../../domain/lawful-intervals.ts'
import { silencesWithin } from '../../domain/silences.ts'
import { assess } from '../../monitoring/assess.ts'
import type { Appointment, Family, StateSpan } from '../../monitoring/finding.ts'
import { type LedgerLine, type LedgerState, ledgerStates } from '../../monitoring/ledger.ts'
import { type Night, nightsOf } from '../../monitoring/nights.ts'
import {
  appointmentKept,
  decidedOf,
  gravest,
  type Kept,
  type KeptDay,
  type Noticed,
  nightKept,
} from '../../monitoring/required-kept.ts'
import type { AttendanceRule, CurfewRule, Rule } from '../../monitoring/rule.ts'
import { rulesOf } from '../../monitoring/rules-of.ts'
import type { MonitoringSettings } from '../../monitoring/settings.ts'
import type { PositionArchive } from '../../store/positions/position-archive.ts'
import type { AuthorisedAbsence } from '../../store/records/authorised-absences.ts'
import type { VisibleIncident } from '../../store/records/visible-incidents.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import { archivedTrail } from '../monitoring/trails.ts'
import { type CompliancePeriod, dayOf, londonDay, stretchToRead } from './compliance-period.ts'

const HOUR = 3_600_000
const MINUTE = 60_000
/** Positions so far around a night speak of it. */
const REACH = 2 * HOUR
/** Noticed on a day, they are of that day; what counts against hours is told of those. */
const ofDays: ReadonlySet<Family> = new Set(['zone', 'tamper', 'home-unit', 'alcohol'])

/** Curfew hours of one night, and what is known of it. */
export interface ComplianceNight {
  readonly rule: CurfewRule
  readonly night: Night
  /** Of the required hours, in order; what is between them was not required. */
  readonly states: readonly StateSpan[]
  /** Authorised before it came. */
  readonly authorised: readonly Interval[]
  /** No device was fitted, or the order did not hold. */
  readonly unmonitored: readonly Interval[]
  /** Whole minutes of the ledger. */
  readonly minutes: Readonly<Record<LedgerState, number>>
  /** Actual incidents of the curfew in that night. */
  readonly incidents: readonly VisibleIncident[]
  /** Absences long enough to be incidents, by the positions as they are now: one may not be an incident yet. */
  readonly absences: readonly Interval[]
  /** Absent where nothing was required. */
  readonly kept: Kept | undefined
}

export interface ComplianceAppointment extends Appointment {
  readonly rule: AttendanceRule
  /** Actual incidents of it. */
  readonly incidents: readonly VisibleIncident[]
  readonly kept: Kept
}

/** What was required of somebody on some days beside what is known to have happened. */
export interface Compliance {
  /** In order of time. */
  readonly nights: readonly ComplianceNight[]
  readonly appointments: readonly ComplianceAppointment[]
  /** Every date of the period that is not to come. */
  readonly days: readonly KeptDay[]
  /** What was read, and how many positions were in it. */
  readonly read: Interval | undefined
  readonly positions: number
}

export interface ComplianceQuestion {
  readonly person: PersonFile
  readonly period: CompliancePeriod
  readonly now: Instant
  readonly settings: MonitoringSettings
  /** Everybody's or this person's; those that do not stand are left out. */
  readonly absences: readonly AuthorisedAbsence[]
  /** Of this person, everything that shares an instant with the period, whatever its stage. */
  readonly incidents: readonly VisibleIncident[]
  /** The ledger's lines. */
  readonly lines: readonly LedgerLine[]
}

/** The rules of one person, as their file has them now. */
export function personRules(
  person: PersonFile,
  absences: readonly AuthorisedAbsence[],
): readonly Rule[] {
  const standing = absences
    .filter(({ revoked }) => revoked === undefined)
    .map((absence) => ({ ...absence, deviceWearerId: person.id }))
  return rulesOf(person, standing).rules
}

/**
 * What became of every night, appointment and day of a period: read from the positions as they are now, by the rules that live
 * tags are watched by, beside what people decided. A night is looked at alone, with the hours around it.
 */
export async function readCompliance(
  archive: PositionArchive,
  question: ComplianceQuestion,
): Promise<Compliance> {
  const { person, period, now, absences } = question
  const read = stretchToRead(period, now)
  if (read === undefined) return { nights: [], appointments: [], days: [], read, positions: 0 }
  const rules = personRules(person, absences)
  const around = { from: read.from - REACH, to: Math.min(read.to + REACH, now) }
  const lawful = monitoringIntervals(person)
  const trail = await archivedTrail(archive, lawful, person.id, around)
  const observed = (rule: Rule, within: Interval) =>
    assess(
      rule,
      trail.within({ from: within.from - REACH, to: within.to + REACH }),
      { within, now },
      question.settings,
    )
  const nights = rules
    .flatMap((rule) => (rule.kind === 'curfew' ? nightsIn(rule, question, observed) : []))
    .toSorted((a, b) => a.night.from - b.night.from)
  const appointments = rules
    .flatMap((rule) => (rule.kind === 'attendance' ? appointmentsIn(rule, question, observed) : []))
    .toSorted((a, b) => a.from - b.from)
  const zoned = union(rules.filter(isOfZone).flatMap(({ within }) => within))
  const silent = silencesWithin(
    zoned.flatMap((each) => intersect(each, around) ?? []),
    trail.within(around).map(({ capturedAt }) => capturedAt),
    question.settings.thresholdMinutes.signal,
  )
  const days = period.dates
    .filter((date) => dayOf(date).from < now)
    .map((date) => ({
      date,
      kept: dayKept(date, { nights, appointments, zoned, silent }, question),
    }))
  return { nights, appointments, days, read: around, positions: trail.length }
}

type Look = (rule: Rule, within: Interval) => ReturnType<typeof assess>

function nightsIn(
  rule: CurfewRule,
  { period, now, settings, incidents, lines }: ComplianceQuestion,
  look: Look,
): ComplianceNight[] {
  const dates = new Set(period.dates)
  const reach = { from: period.within.from, to: period.within.to + REACH }
  return nightsOf(rule, reach).flatMap((night) => {
    const isWatched = rule.within.some((each) => intersect(each, night))
    if (!dates.has(night.date) || night.from >= now || !isWatched) return []
    const its = incidents.filter((one) => isNoticed(one, 'curfew', rule, night))
    const ids = new Set(its.map(({ id }) => String(id)))
    const counted = lines.flatMap((line) => {
      const both = ids.has(line.incidentId) ? intersect(line, night) : undefined
      return both ? [{ ...both, state: line.state }] : []
    })
    const { states, findings } = look(rule, night)
    return [
      {
        rule,
        night,
        states,
        authorised: rule.absences.flatMap((each) => intersect(each, night) ?? []),
        unmonitored: subtract([night], rule.within),
        minutes: minutesByState(counted),
        incidents: its,
        absences: findings.flatMap(({ stage, from, to = now }) =>
          stage === 'actual' ? [{ from, to }] : [],
        ),
        kept: nightKept(night, { states, findings }, [...its.map(noticed), ...counted], {
          now,
          thresholdMinutes: settings.thresholdMinutes.curfew,
        }),
      },
    ]
  })
}

function appointmentsIn(
  rule: AttendanceRule,
  { period, now, incidents }: ComplianceQuestion,
  look: Look,
): ComplianceAppointment[] {
  const { appointments = [] } = look(rule, period.within)
  return appointments
    .filter(({ from }) => from >= period.within.from && from < now)
    .map((each) => {
      const its = incidents.filter((one) => isNoticed(one, 'attendance', rule, each))
      return { ...each, rule, incidents: its, kept: appointmentKept(each, its.map(noticed)) }
    })
}

/**
 * What became of everything that was required on a day: nights that begin on it, appointments, and zones. That nothing was
 * noticed of zones says something only where the device was heard.
 */
function dayKept(
  date: string,
  {
    nights,
    appointments,
    zoned,
    silent,
  }: Pick<Compliance, 'nights' | 'appointments'> & {
    readonly zoned: readonly Interval[]
    readonly silent: readonly Interval[]
  },
  { incidents, now }: ComplianceQuestion,
): Kept | undefined {
  const day = dayOf(date)
  const isZoned = zoned.some((each) => intersect(each, day))
  const isSilent = silent.some((each) => intersect(each, day))
  const zones: Kept = day.to > now ? 'open' : isSilent ? 'unknown' : 'kept'
  const required = [
    ...nights.flatMap(({ night, kept }) => (night.date === date ? (kept ?? []) : [])),
    ...appointments.flatMap(({ from, kept }) => (londonDay(from) === date ? [kept] : [])),
    ...(isZoned ? [zones] : []),
  ]
  if (required.length === 0) return undefined
  const said = incidents.filter((one) => one.stage === 'actual' && ofDays.has(one.family))
  return gravest([...required, decidedOf(day, said.map(noticed)) ?? 'kept'])
}

function isOfZone({ kind }: Rule): boolean {
  return kind !== 'curfew' && kind !== 'attendance'
}

/** Whether it is an incident of a rule in some hours; what a device says itself names no condition. */
function isNoticed(one: VisibleIncident, family: Family, rule: Rule, hours: Interval): boolean {
  const { stage, conditionId } = one
  if (stage !== 'actual' || one.family !== family) return false
  if (conditionId !== undefined && conditionId !== rule.conditionId) return false
  return intersect(noticed(one), hours) !== undefined
}

/** What goes on has no end yet, and shares instants with all that comes. */
function noticed({ startsAt, endsAt, decision }: VisibleIncident): Noticed {
  const state = decision === 'not-excused' ? 'counted' : (decision ?? 'pending')
  return { from: startsAt, to: Math.max(endsAt ?? Infinity, startsAt + 1), state }
}

function minutesByState(lines: readonly Noticed[]): ComplianceNight['minutes'] {
  return Object.fromEntries(
    ledgerStates.map((state) => [
      state,
      lines.reduce((sum, one) => sum + (one.state === state ? one.to - one.from : 0), 0) / MINUTE,
    ]),
  ) as Record<LedgerState, number>
}
