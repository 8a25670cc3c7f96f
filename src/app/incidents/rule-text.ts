import { counted } from '../../domain/count-text.ts'
import { hoursInWords, releaseDayInWords } from '../../domain/hours-in-words.ts'
import { londonTime } from '../../domain/london-time.ts'
import type { StatedRule } from '../../store/records/stated-rule.ts'

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
    const hours = (curfew?.hours ?? []).map(hoursInWords)
    const day = curfew?.releaseDay
    return [
      `Curfew${names ? ` at ${names}` : ''}`,
      ...hours,
      ...(day ? [`On the day of release, ${releaseDayInWords(day)}`] : []),
    ]
  }
  if (condition.kind === 'attendance') {
    const { purpose = 'Attendance', hours = [], graceMinutes, leastMinutes } = attendance ?? {}
    return [
      `${purpose}${names ? ` at ${names}` : ''}`,
      ...hours.map(hoursInWords),
      ...(graceMinutes === undefined ? [] : [`Late after ${counted(graceMinutes, 'minute')}`]),
      ...(leastMinutes === undefined ? [] : [`For at least ${counted(leastMinutes, 'minute')}`]),
    ]
  }
  return zones.flatMap(({ id, name, kind, schedule }) => [
    `${asks[kind]} ${name ?? id}`,
    ...(schedule && schedule.length > 0 ? schedule.map(hoursInWords) : ['At all times']),
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
      const hours = (one.hours ?? []).map(hoursInWords).join('; ')
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
