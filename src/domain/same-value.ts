/** Whether two values are the same as JSON: keys in any order, and what is missing is as good as not there. */
export function sameValue(one: unknown, other: unknown): boolean {
  return text(one) === text(other)
}

function text(value: unknown): string {
  return JSON.stringify(value, sorted) ?? 'nothing'
}

function sorted(_key: string, value: unknown): unknown {
  if (value === Infinity) return 'open'
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
}
