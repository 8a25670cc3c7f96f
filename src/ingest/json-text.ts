/** A JSON value as a column's text: numbers in plain decimals, nothing as empty; `undefined` of what is neither. */
export function jsonText(value: unknown): string | undefined {
  if (value === undefined || value === null) return ''
  if (typeof value === 'string') return value
  if (typeof value !== 'number') return undefined
  const text = String(value)
  return text.includes('e') ? value.toFixed(12) : text
}
