/** What can be asked for about one person, to be made in the background. */
export type DocumentKind = 'trail-report' | 'breach-pack'

export type DocumentState = 'waiting' | 'working' | 'ready' | 'failed' | 'cancelled' | 'erased'

/** Days that a trail report may be long. */
export const trailDays = [1, 3, 7, 14] as const
/** Hours that one map of it may show; 24 are a London day. */
export const trailHours = [1, 2, 3, 4, 6, 8, 12, 24] as const

/** What a document is of beside its stretch. */
export type DocumentParameters =
  | { readonly hoursPerMap: number }
  | { readonly incidentIds: readonly number[]; readonly noteIds: readonly number[] }

const kinds: Readonly<Record<DocumentKind, string>> = {
  'trail-report': 'Trail report',
  'breach-pack': 'Breach pack',
}

export function documentKindText(kind: DocumentKind): string {
  return kinds[kind]
}
