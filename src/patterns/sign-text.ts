import { counted } from '../domain/count-text.ts'
import { minutesInWords } from '../domain/length-in-words.ts'
import type { Sign } from './signs.ts'

/**
 * A sign in words, with its number, the usual one and from where on it is listed: `9 short journeys, usually 4 on the 10 known
 * days before; listed from 8`.
 */
export function signText(
  sign: Pick<Sign, 'kind' | 'number' | 'usual' | 'threshold' | 'historyDays'>,
): string {
  const { kind, number, usual, threshold, historyDays } = sign
  const before = `on the ${counted(historyDays, 'known day')} before`
  switch (kind) {
    case 'less-time-at-home':
      return `${percent(number)} of the known time at home, usually ${percent(usual)} ${before}; listed at ${percent(threshold)} or less`
    case 'far-from-home':
      return `at least ${distance(number)} from home, usually ${distance(usual)} ${before}; listed from ${distance(threshold)}`
    case 'many-journeys':
      return `${counted(number, 'short journey')}, usually ${round(usual)} ${before}; listed from ${round(threshold)}`
    case 'new-place':
      return `${minutesInWords(number)} in a place not visited ${before}; listed from ${minutesInWords(threshold)}`
    case 'away-overnight':
      return `${minutesInWords(number)} away between midnight and 6am, usually ${minutesInWords(usual)} ${before}; listed from ${minutesInWords(threshold)}`
  }
}

/** To the half: medians of counts have them. */
function round(count: number): string {
  return String(Math.round(count * 2) / 2)
}

function percent(share: number): string {
  return `${Math.round(100 * share)}%`
}

/** Kilometres, and miles as people here say them. */
function distance(kilometres: number): string {
  const miles = kilometres / 1.609344
  return `${kilometres.toFixed(1)} km (${miles.toFixed(1)} miles)`
}
