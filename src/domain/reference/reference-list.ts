/** A code that papers and programs use, what people call it, and from when to when it was in use. */
export interface ReferenceEntry {
  readonly code: string
  readonly label: string
  /** London dates, both included; absent: always. */
  readonly from?: string
  readonly to?: string
}

/** A list of codes as it was on a day: a later list has a later version. */
export interface ReferenceList {
  readonly name: string
  readonly version: string
  readonly entries: readonly ReferenceEntry[]
}

/** The entry of a code, also one that is not in use any more. */
export function entryOf(list: ReferenceList, code: string): ReferenceEntry | undefined {
  return list.entries.find((entry) => entry.code === code)
}

/** Whether a code was in use on a London date. */
export function inUse(list: ReferenceList, code: string, date: string): boolean {
  const entry = entryOf(list, code)
  if (!entry) return false
  return (
    (entry.from === undefined || entry.from <= date) && (entry.to === undefined || date <= entry.to)
  )
}

/** What people call a code; one that is not in the list as it came, and said to be so. */
export function labelOf(list: ReferenceList, code: string): string {
  return entryOf(list, code)?.label ?? `${code} (not in our list of ${list.name})`
}
