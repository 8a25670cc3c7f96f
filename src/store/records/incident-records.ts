import type { Instant } from '../../domain/interval.ts'
import type { Finding } from '../../monitoring/finding.ts'
import type { RevisionWhy } from '../../monitoring/reconcile.ts'
import { pages } from './pages.ts'
import { instantText, jsonRows } from './record-values.ts'
import type { RecordsQuery } from './records.ts'

/** A finding's stage, or that later data say otherwise. */
export type IncidentStage = Finding['stage'] | 'retracted'

/** Why there is a revision. */
export type RevisionReason = 'first' | RevisionWhy

/** Whom or what an incident is about: a wearer, and a device of theirs where it is about that; a feed alone. */
export interface IncidentAbout {
  readonly deviceWearerId?: string | undefined
  readonly deviceId?: string | undefined
  readonly feed?: string | undefined
}

/** What is now said of one occasion. */
export interface IncidentChange {
  /** What was said before, of which this is the next revision; absent where nothing was. */
  readonly before?:
    | {
        readonly id: number
        readonly revision: number
        readonly stage: IncidentStage
        readonly gravity: number
      }
    | undefined
  readonly about: IncidentAbout
  /** From 1, the gravest, to 5. */
  readonly gravity: number
  readonly stage: IncidentStage
  readonly why: RevisionReason
  readonly finding: Finding
  /** When the last of the data came that made it. */
  readonly dataArrivedAt?: Instant | undefined
}

/** A change that was kept. */
export interface KeptChange {
  readonly id: number
  readonly revision: number
  readonly change: IncidentChange
}

/**
 * Keeps what is said of many occasions, in a few statements. An occasion that was said already (its cause is
 * there) is left as it is.
 *
 * @returns what was kept, in the order given.
 */
export async function keepChanges(
  transaction: RecordsQuery,
  changes: readonly IncidentChange[],
  saidAt: Instant,
): Promise<KeptChange[]> {
  const kept: KeptChange[] = []
  for (const page of pages(changes, sizeOf)) {
    kept.push(...(await keepPage(transaction, page, saidAt)))
  }
  return kept
}

async function keepPage(
  transaction: RecordsQuery,
  changes: readonly IncidentChange[],
  saidAt: Instant,
): Promise<KeptChange[]> {
  const begun = await begin(
    transaction,
    changes.filter(({ before }) => !before),
    saidAt,
  )
  const kept = changes.flatMap((change): KeptChange[] => {
    if (change.before) {
      return [{ id: change.before.id, revision: change.before.revision + 1, change }]
    }
    const id = begun.get(change.finding.cause)
    return id === undefined ? [] : [{ id, revision: 1, change }]
  })
  await goOn(
    transaction,
    kept.filter(({ revision }) => revision > 1),
  )
  await revise(transaction, kept, saidAt)
  await replaceStretches(transaction, kept)
  return kept
}

/** @returns the ids of those that are new, by cause. */
async function begin(
  transaction: RecordsQuery,
  changes: readonly IncidentChange[],
  saidAt: Instant,
): Promise<Map<string, number>> {
  if (changes.length === 0) return new Map()
  const rows = await transaction.query<{ id: bigint; cause: string }>(
    `insert into incidents (
       device_wearer_id, device_id, feed, family, kind, cause, condition_id, gravity, stage, starts_at, ends_at,
       actual_at, first_said_at, finding)
     select device_wearer_id, device_id, feed, family, kind, cause, condition_id, gravity, stage, starts_at, ends_at,
       actual_at, $2::timestamptz, finding
     from json_to_recordset($1::json) as sent (
       device_wearer_id text, device_id text, feed text, family text, kind text, cause text, condition_id text,
       gravity smallint, stage text, starts_at timestamptz, ends_at timestamptz, actual_at timestamptz,
       finding jsonb)
     on conflict (cause) do nothing returning id, cause`,
    [jsonRows(changes.map(incidentRow)), instantText(saidAt)],
  )
  return new Map(rows.map(({ id, cause }) => [cause, Number(id)]))
}

async function goOn(transaction: RecordsQuery, kept: readonly KeptChange[]): Promise<void> {
  if (kept.length === 0) return
  await transaction.query(
    `update incidents set
       kind = sent.kind, gravity = sent.gravity, stage = sent.stage, starts_at = sent.starts_at,
       ends_at = sent.ends_at, actual_at = sent.actual_at, finding = sent.finding,
       revision = sent.revision
     from json_to_recordset($1::json) as sent (
       id bigint, revision integer, kind text, gravity smallint, stage text, starts_at timestamptz,
       ends_at timestamptz, actual_at timestamptz, finding jsonb)
     where incidents.id = sent.id`,
    [jsonRows(kept.map(({ id, revision, change }) => ({ id, revision, ...incidentRow(change) })))],
  )
}

async function revise(
  transaction: RecordsQuery,
  kept: readonly KeptChange[],
  saidAt: Instant,
): Promise<void> {
  if (kept.length === 0) return
  await transaction.query(
    `insert into incident_revisions (
       incident_id, revision, said_at, data_arrived_at, why, stage, starts_at, ends_at, finding)
     select id, revision, $2::timestamptz, data_arrived_at, why, stage, starts_at, ends_at, finding
     from json_to_recordset($1::json) as sent (
       id bigint, revision integer, data_arrived_at timestamptz, why text, stage text,
       starts_at timestamptz, ends_at timestamptz, finding jsonb)`,
    [
      jsonRows(
        kept.map(({ id, revision, change }) => ({
          id,
          revision,
          data_arrived_at: instantText(change.dataArrivedAt),
          why: change.why,
          ...incidentRow(change),
        })),
      ),
      instantText(saidAt),
    ],
  )
}

/** What was retracted or cancelled counts nothing, whatever its finding once said. */
async function replaceStretches(
  transaction: RecordsQuery,
  kept: readonly KeptChange[],
): Promise<void> {
  const before = kept.filter(({ revision }) => revision > 1).map(({ id }) => id)
  if (before.length > 0) {
    await transaction.query(
      'delete from violation_stretches where incident_id = any($1::bigint[])',
      [before],
    )
  }
  const stretches = kept.flatMap(({ id, change: { stage, finding } }) =>
    stage !== 'actual'
      ? []
      : finding.counted.map(({ from, to, positions }, ordinal) => ({
          incident_id: id,
          ordinal,
          starts_at: instantText(from),
          ends_at: instantText(to),
          positions,
        })),
  )
  if (stretches.length === 0) return
  await transaction.query(
    `insert into violation_stretches (incident_id, ordinal, starts_at, ends_at, positions)
     select incident_id, ordinal, starts_at, ends_at, positions
     from json_to_recordset($1::json) as sent (
       incident_id bigint, ordinal integer, starts_at timestamptz, ends_at timestamptz, positions jsonb)`,
    [jsonRows(stretches)],
  )
}

function incidentRow({ about, gravity, stage, finding }: IncidentChange) {
  return {
    device_wearer_id: about.deviceWearerId,
    device_id: about.deviceId,
    feed: about.feed,
    family: finding.family,
    kind: finding.kind,
    cause: finding.cause,
    condition_id: finding.conditionId,
    gravity,
    stage,
    starts_at: instantText(finding.from),
    ends_at: instantText(finding.to),
    actual_at: instantText(finding.actualAt),
    finding,
  }
}

/** About as much text as a change is; a position is some hundred characters. */
function sizeOf({ finding }: IncidentChange): number {
  return 1000 + 150 * (finding.evidence.length + 2 * finding.counted.length)
}
