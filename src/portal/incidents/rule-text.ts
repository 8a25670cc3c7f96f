import { counted } from '../../domain/count-text.ts'
import { londonTime } from '../../domain/london-time.ts'
import type { WeeklyHours } from '../../domain/weekly-hours.ts'
import type { StatedRule } from '../../store/records/stated-rule.ts'

const days: Readonly<Record<string, string>> = {
  mon: 'Mon',
  tue: 'Tue',
  wed: 'Wed',
  thu: 'Thu',
  fri: 'Fri',
  sat: 'Sat',
  sun: 'Sun',
}

/** `Mon, Tue 19:00 to 07:00, from 2026-01-05`: every day is not listed. */
export function hoursText(hours: WeeklyHours): string {
  const { weekdays, from, to, firstDate, lastDate, everyWeeks } = hours
  const on = weekdays.length === 7 ? 'Every day' : weekdays.map((day) => days[day]).join(', ')
  return [
    `${on} ${from} to ${to}`,
    ...(everyWeeks !== undefined && everyWeeks > 1 ? [`every ${everyWeeks} weeks`] : []),
    ...(firstDate ? [`from ${firstDate}`] : []),
    ...(lastDate ? [`until ${lastDate}`] : []),
  ].join(', ')
}

const asks = {
  exclusion: 'Stay out of',
  inclusion: 'Stay within',
  restriction: 'Restricted in',
} as const

/** What a rule asked for, a line each. */
export function ruleLines({ condition, zones }: StatedRule): string[] {
  const { curfew, attendance } = condition
  const names = zones.map(({ id, name }) => name ?? id).join(', ')
  if (condition.kind === 'curfew') {
    const hours = (curfew?.hours ?? []).map(hoursText)
    const day = curfew?.releaseDay
    return [
      `Curfew${names ? ` at ${names}` : ''}`,
      ...hours,
      ...(day ? [`On the day of release, ${day.date}: ${day.from} to ${day.to}`] : []),
    ]
  }
  if (condition.kind === 'attendance') {
    const { purpose = 'Attendance', hours = [], graceMinutes, leastMinutes } = attendance ?? {}
    return [
      `${purpose}${names ? ` at ${names}` : ''}`,
      ...hours.map(hoursText),
      ...(graceMinutes === undefined ? [] : [`Late after ${counted(graceMinutes, 'minute')}`]),
      ...(leastMinutes === undefined ? [] : [`For at least ${counted(leastMinutes, 'minute')}`]),
    ]
  }
  return zones.flatMap(({ id, name, kind, schedule }) => [
    `${asks[kind]} ${name ?? id}`,
    ...(schedule && schedule.length > 0 ? schedule.map(hoursText) : ['At all times']),
  ])
}

const purposes = {
  court: 'Court',
  appointment: 'Appointment',
  escort: 'Escort',
  work: 'Work',
  education: 'Education',
  other: 'Other',
} as const

/** Exceptions with a time are kept to by the rule; those without are for whoever decides. */
export function exceptionLines({ zones }: StatedRule): {
  readonly timed: readonly string[]
  readonly untimed: readonly string[]
} {
  const every = zones.flatMap(({ exceptions = [] }) => exceptions)
  const isTimed = (one: (typeof every)[number]) => one.from || one.to || one.hours
  const named = ({ purpose, text }: (typeof every)[number]) =>
    text ? `${purposes[purpose]}: ${text}` : purposes[purpose]
  return {
    timed: every.filter(isTimed).map((one) => {
      const hours = (one.hours ?? []).map(hoursText).join('; ')
      const spell = [one.from && `from ${said(one.from)}`, one.to && `until ${said(one.to)}`]
      return [named(one), hours, ...spell].filter(Boolean).join(', ')
    }),
    untimed: every.filter((one) => !isTimed(one)).map(named),
  }
}

function said(instant: string): string {
  const at = Date.parse(instant)
  return Number.isNaN(at) ? instant : londonTime(at)
}
