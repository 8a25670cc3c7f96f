import type { z } from 'zod'

const KINDS: Readonly<Record<string, string>> = {
  array: 'a list',
  object: 'an object with fields',
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
}

/** Longer values are cut: a fault is read by a person. */
const MOST_SHOWN = 40

/**
 * What is wrong with a value of a JSON file, in plain words: what is there and what was expected. Of a value that may be
 * somebody's it says the kind alone. A schema's own words stand before these.
 */
export const inPlainWords: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return `it is missing, expected ${kindOf(issue.expected)}`
      return `it is ${kindOf(kindNameOf(issue.input))}, expected ${kindOf(issue.expected)}`
    case 'invalid_value':
      return `${shown(issue.input)} is not known here, expected ${issue.values.map(String).join(', ')}`
    case 'unrecognized_keys':
      return `nothing is known of ${issue.keys.map((key) => `"${key}"`).join(', ')}; expected another name, or none`
    case 'too_small':
      return `it is too small, expected at least ${sized(issue.origin, issue.minimum)}`
    case 'too_big':
      return `it is too large, expected at most ${sized(issue.origin, issue.maximum)}`
    default:
      return undefined
  }
}

function kindOf(name: string): string {
  return KINDS[name] ?? name
}

function kindNameOf(input: unknown): string {
  if (input === null) return 'null'
  return Array.isArray(input) ? 'array' : typeof input
}

function sized(origin: string, limit: number | bigint): string {
  if (origin === 'string') return `${limit} characters`
  return origin === 'array' ? `${limit} of them` : String(limit)
}

/** A value that is of nobody, such as a code; cut where it is long. */
export function shown(input: unknown): string {
  const text = JSON.stringify(input) ?? 'nothing'
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text
}

/** The places of faults with what is wrong there; what is wrong alike in many entries of a list is said of the first. */
export function faultLines(issues: readonly z.core.$ZodIssue[]): string[] {
  const groups = new Map<string, { line: string; more: number }>()
  for (const { path, code, message } of issues) {
    const kind = path.map((key) => (typeof key === 'number' ? '#' : String(key))).join('.')
    const alike = `${kind}\n${code === 'custom' ? message.replaceAll(/"[^"]*"/g, '""') : code}`
    const group = groups.get(alike)
    if (group) group.more++
    else groups.set(alike, { line: `${placeOf(path)}: ${message}`, more: 0 })
  }
  return [...groups.values()].map(({ line, more }) =>
    more === 0 ? line : `${line} (and the same in ${more} more)`,
  )
}

function placeOf(path: readonly PropertyKey[]): string {
  return path.length === 0 ? 'the file' : path.map(String).join('.')
}
