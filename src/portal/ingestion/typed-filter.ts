import type { AttemptStatus, IngestionChannel } from '../../domain/ingestion-attempt.ts'
import { policeForce } from '../../domain/police-forces.ts'
import type { AttemptFilter } from '../../store/records/visible-attempts.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { readDays } from '../components/typed-days.ts'
import { channelTexts, statusTexts } from './attempt-words.ts'

/** Which attempts somebody wants to see, as the forms have it: what is empty is not asked. */
export type TypedFilter = Readonly<Record<(typeof fields)[number] | 'batch', string>>

/** What an address may hold: kinds and dates. A batch id is typed by people, so it stays out. */
const fields = ['force', 'status', 'channel', 'from', 'to', 'issues'] as const
/** Of a batch that did not say its force. */
export const UNKNOWN_FORCE = 'unknown'
const LONGEST_BATCH = 40

/** @param value of a field by its name; empty where there is none. */
export function typedFilter(value: (name: string) => string): TypedFilter {
  const read = Object.fromEntries([...fields, 'batch'].map((name) => [name, value(name)]))
  return read as TypedFilter
}

/** What of a filter goes into an address or a hidden field. */
export function filterParameters(typed: TypedFilter): Record<string, string> {
  return Object.fromEntries(
    fields.filter((name) => typed[name] !== '').map((name) => [name, typed[name]]),
  )
}

/** The attempts somebody asks for, or what is wrong with the form. */
export function readFilter(typed: TypedFilter): {
  readonly filter: AttemptFilter
  readonly faults: readonly FieldFault[]
} {
  const { from, to, faults } = readDays(typed)
  const tooLong =
    typed.batch.length > LONGEST_BATCH
      ? [{ field: 'batch', text: `Enter at most ${LONGEST_BATCH} characters of a batch id` }]
      : []
  const filter = {
    policeForce:
      typed.force === UNKNOWN_FORCE ? '' : (policeForce(typed.force)?.identifier ?? undefined),
    status: keyOf<AttemptStatus>(statusTexts, typed.status),
    channel: keyOf<IngestionChannel>(channelTexts, typed.channel),
    batch: typed.batch || undefined,
    from,
    to,
    withIssues: typed.issues !== '',
  }
  return { filter, faults: [...tooLong, ...faults] }
}

function keyOf<Key extends string>(texts: Readonly<Record<Key, string>>, text: string) {
  return Object.hasOwn(texts, text) ? (text as Key) : undefined
}
