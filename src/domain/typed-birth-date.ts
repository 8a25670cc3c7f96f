const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')

/**
 * A date of birth as people type it within a text, the day before the month, and the rest of the text: `O'Brien 3/4/1985` is
 * `1985-04-03` and `O'Brien`. Also `03.04.85`, `3 April 1985` and `1985-04-03`. `undefined` where there is none.
 *
 * @param now two digits of a year are the last such year that is not in the future.
 */
export function typedBirthDate(
  text: string,
  now: number,
): { readonly date: string; readonly rest: string } | undefined {
  for (const { pattern, read } of patterns) {
    const found = pattern.exec(text)
    if (!found) continue
    const [year = '', month = '', day = ''] = read(found)
    const date = isoDate(fullYear(year, now), monthNumber(month), Number(day))
    if (date === undefined) continue
    const rest = text.slice(0, found.index) + text.slice(found.index + found[0].length)
    return { date, rest: rest.trim() }
  }
  return undefined
}

const patterns: readonly {
  readonly pattern: RegExp
  /** Year, month and day as typed. */
  readonly read: (found: RegExpExecArray) => readonly (string | undefined)[]
}[] = [
  { pattern: /\b(\d{4})-(\d{1,2})-(\d{1,2})\b/, read: ([, y, m, d]) => [y, m, d] },
  {
    pattern: /(?<![\d/])(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?![\d/])/,
    read: ([, d, m, y]) => [y, m, d],
  },
  {
    pattern: /\b(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?,?\s+(\d{4})\b/i,
    read: ([, d, m, y]) => [y, m, d],
  },
]

function fullYear(typed: string, now: number): number {
  if (typed.length !== 2) return Number(typed)
  const thisYear = new Date(now).getUTCFullYear()
  const year = Math.floor(thisYear / 100) * 100 + Number(typed)
  return year > thisYear ? year - 100 : year
}

function monthNumber(typed: string): number {
  return /^\d+$/.test(typed) ? Number(typed) : months.indexOf(typed.slice(0, 3).toLowerCase()) + 1
}

function isoDate(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day))
  const isThat = date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return isThat && year > 1000 ? date.toISOString().slice(0, 10) : undefined
}
