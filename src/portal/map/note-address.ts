import type { Instant } from '../../domain/interval.ts'
import { isTwice, londonLocal } from '../../domain/london-local.ts'

const MINUTE = 60_000

/**
 * Where a note about a moment is written: the minute that holds it, as a period of an address.
 *
 * @param notes the address of a person's notes.
 */
export function noteAddress(notes: string, at: Instant): string {
  const from = Math.floor(at / MINUTE) * MINUTE
  return `${notes}?${new URLSearchParams([...end('from', from), ...end('to', from + MINUTE)])}`
}

function end(name: 'from' | 'to', at: Instant): [string, string][] {
  const { date, time, zone } = londonLocal(at)
  return [
    [name, date],
    [`${name}Time`, time],
    ...(isTwice({ date, time }) ? [[`${name}Zone`, zone] as [string, string]] : []),
  ]
}
