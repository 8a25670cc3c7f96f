import { formatInstant, parseInstant, utcInstant } from '../domain/instant-text.ts'
import type { Instant } from '../domain/interval.ts'
import { instantsOfLondon, londonZone } from '../domain/london-local.ts'
import type { MappedTime } from './feed-mapping.ts'
import { quoted } from './quoted.ts'

/** Why a time could not be read, and what to do about it. */
export interface TimeFault {
  readonly why: string
  readonly requiredAction: string
}

/**
 * Makes what reads a vendor's times.
 *
 * @returns of a text, and of what the clock column says, the instant in ISO 8601, or what is wrong with it.
 */
export function timeReader(time: MappedTime): (text: string, clock: string) => string | TimeFault {
  const { format } = time
  if (format === 'iso') {
    return (text) => iso(parseInstant(text), text, 'an instant with a zone, 2026-01-26T16:08:26Z')
  }
  if (format === 'epoch-seconds' || format === 'epoch-milliseconds') {
    const factor = format === 'epoch-seconds' ? 1000 : 1
    const what = `${format === 'epoch-seconds' ? 'seconds' : 'milliseconds'} since 1970`
    return (text) => {
      const instant = /^\d{1,13}(?:\.\d+)?$/.test(text)
        ? Math.trunc(Number(text) * factor)
        : undefined
      return iso(instant === undefined || instant > 8.64e15 ? undefined : instant, text, what)
    }
  }
  const fieldsOf = patternReader(format)
  const zone = 'zone' in time ? time.zone : 'UTC'
  return (text, clock) => {
    const fields = fieldsOf(text)
    const shown = fields && utcInstant(...fields)
    if (shown === undefined) return iso(undefined, text, format)
    if (zone === 'UTC') return formatInstant(shown)
    return londonInstant(shown, text, clock.trim().toUpperCase())
  }
}

function londonInstant(shown: Instant, text: string, clock: string): string | TimeFault {
  const local = new Date(shown).toISOString()
  const minutes = instantsOfLondon({ date: local.slice(0, 10), time: local.slice(11, 16) }) ?? []
  const seconds = shown % 60_000
  const [first, second] = minutes.filter((at) => clock === '' || londonZone(at) === clock)
  if (first !== undefined && second === undefined) return formatInstant(first + seconds)
  const why =
    second !== undefined
      ? `London's clocks show ${quoted(text)} twice: expected a column that says BST or GMT`
      : minutes.length === 0
        ? `London's clocks leave out ${quoted(text)}: expected a time they show`
        : `London's clocks do not show ${quoted(text)} in ${quoted(clock)}: expected BST or GMT`
  return { why, requiredAction: 'Send instants in UTC, or say BST or GMT beside them' }
}

function iso(instant: Instant | undefined, text: string, expected: string): string | TimeFault {
  if (instant !== undefined) return formatInstant(instant)
  return {
    why: `Cannot read the time ${quoted(text)}: expected ${expected}`,
    requiredAction: 'Send times as the mapping says, or change the mapping',
  }
}

type CivilTime = [number, number, number, number, number, number]

/** `dd/MM/yyyy HH:mm:ss`: each letter group is so many digits. */
function patternReader(pattern: string): (text: string) => CivilTime | undefined {
  const names: string[] = []
  const source = pattern.replaceAll(/yyyy|MM|dd|HH|mm|ss|[^\w\s]|\s/g, (part) => {
    if (/^\W$/.test(part)) return `\\u${part.charCodeAt(0).toString(16).padStart(4, '0')}`
    names.push(part)
    return `(\\d{${part.length}})`
  })
  const expression = new RegExp(`^${source}$`)
  return (text) => {
    const match = expression.exec(text)
    if (!match) return undefined
    const value = (name: string) => Number(match[names.indexOf(name) + 1] ?? 0)
    const at = (name: string) => (names.includes(name) ? value(name) : 0)
    return [at('yyyy'), at('MM'), at('dd'), at('HH'), at('mm'), at('ss')]
  }
}
