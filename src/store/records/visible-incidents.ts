import type { ViolationDecision } from '../../domain/incident-reasons.ts'
import type { Instant, Interval } from '../../domain/interval.ts'
import type { Family, Finding, FindingKind } from '../../monitoring/finding.ts'
import type { IncidentStage } from './incident-records.ts'
import { instantFrom, instantIfAny, instantText } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'
import type { Viewer } from './viewer.ts'

/** What a rule noticed, as it is said now, and whose work it is. */
export interface VisibleIncident {
  readonly id: number
  /** Nobody's where it is about a feed, or a device that nobody wears. */
  readonly deviceWearerId: string | undefined
  readonly names: readonly string[]
  readonly deviceId: string | undefined
  readonly feed: string | undefined
  readonly family: Family
  readonly kind: FindingKind
  readonly conditionId: string | undefined
  /** From 1, the gravest, to 5. */
  readonly gravity: number
  readonly stage: IncidentStage
  readonly startsAt: Instant
  /** Absent while it goes on. */
  readonly endsAt: Instant | undefined
  readonly actualAt: Instant | undefined
  readonly firstSaidAt: Instant
  readonly revision: number
  readonly finding: Finding
  readonly resolvedAt: Instant | undefined
  readonly assignedTo: { readonly accountId: number; readonly name: string } | undefined
  /** That stands. */
  readonly decision: ViolationDecision | undefined
  /** Whether minutes count in it that nobody has decided about. */
  readonly waits: boolean
}

/**
 * Whether account `$1` may see a row of `incidents` at `$2`. What is about nobody is for those who watch over
 * all tags.
 */
export const INCIDENT_VISIBLE = `((incidents.device_wearer_id in (
           select device_wearer_id from visible_wearers($1::bigint, $2::timestamptz)
         )) is true
         or (incidents.device_wearer_id is null and exists (
           select from accounts where accounts.id = $1::bigint and accounts.disabled_at is null
             and accounts.role = 'monitoring-officer'
         )))`

/** Minutes count, and no decision about them stands. */
export const INCIDENT_WAITS = `(incidents.stage = 'actual'
         and exists (select from violation_stretches where incident_id = incidents.id)
         and not exists (
           select from violation_decisions
           where incident_id = incidents.id and revoked_at is null
         ))`

const SELECTION = `select incidents.*, device_wearers.names, accounts.name as assigned_name,
       violation_decisions.decision, ${INCIDENT_WAITS} as waits
     from incidents
     left join device_wearers on device_wearers.id = incidents.device_wearer_id
     left join accounts on accounts.id = incidents.assigned_to
     left join violation_decisions on violation_decisions.incident_id = incidents.id
       and violation_decisions.revoked_at is null`

/** One incident; `undefined` where there is none or the account may not see it. */
export async function visibleIncident(
  query: RecordsQuery,
  { accountId, at }: Viewer,
  id: number,
): Promise<VisibleIncident | undefined> {
  const [row] = await query.query<IncidentRow>(
    `${SELECTION} where incidents.id = $3 and ${INCIDENT_VISIBLE}`,
    [accountId, instantText(at), id],
  )
  return row && incidentFrom(row)
}

/** Why an account may not see an incident that its role would let it see; `undefined` where there is none. */
export async function restrictionOnIncident(
  query: RecordsQuery,
  { accountId, at }: Viewer,
  id: number,
): Promise<{ deviceWearerId: string; message: string } | undefined> {
  const [row] = await query.query<{ device_wearer_id: string; message: string }>(
    `select incidents.device_wearer_id, hidden.message
     from incidents
     join wearers_in_scope($1::bigint, $2::timestamptz) as scope
       on scope.device_wearer_id = incidents.device_wearer_id
     join accounts on accounts.id = $1::bigint
     cross join lateral restrictions_on(accounts.username) as hidden
     where incidents.id = $3 and hidden.device_wearer_id = incidents.device_wearer_id
     limit 1`,
    [accountId, instantText(at), id],
  )
  return row && { deviceWearerId: row.device_wearer_id, message: row.message }
}

/** What is open about one person, gravest and oldest first; `family` only of one. */
export async function openIncidentsOf(
  query: RecordsQuery,
  { accountId, at }: Viewer,
  deviceWearerId: string,
  { family, limit }: { readonly family?: Family | undefined; readonly limit: number },
): Promise<VisibleIncident[]> {
  const rows = await query.query<IncidentRow>(
    `${SELECTION}
     where incidents.device_wearer_id = $3 and incidents.stage = 'actual'
       and (incidents.resolved_at is null or ${INCIDENT_WAITS})
       and ($4::text is null or incidents.family = $4) and ${INCIDENT_VISIBLE}
     order by incidents.gravity, incidents.starts_at, incidents.id limit $5`,
    [accountId, instantText(at), deviceWearerId, family, limit],
  )
  return rows.map(incidentFrom)
}

/** Everything of one person that ever counted minutes or was decided, the newest first. */
export async function violationsOf(
  query: RecordsQuery,
  { accountId, at }: Viewer,
  deviceWearerId: string,
  limit: number,
): Promise<VisibleIncident[]> {
  const rows = await query.query<IncidentRow>(
    `${SELECTION}
     where incidents.device_wearer_id = $3 and incidents.stage in ('actual', 'retracted')
       and (exists (select from violation_stretches where incident_id = incidents.id)
         or exists (select from violation_decisions as every where incident_id = incidents.id))
       and ${INCIDENT_VISIBLE}
     order by incidents.starts_at desc, incidents.id desc limit $4`,
    [accountId, instantText(at), deviceWearerId, limit],
  )
  return rows.map(incidentFrom)
}

/** Everything of one person that shares an instant with some time, whatever its stage, the newest first. */
export async function incidentsDuring(
  query: RecordsQuery,
  { accountId, at }: Viewer,
  deviceWearerId: string,
  { from, to }: Interval,
  limit: number,
): Promise<VisibleIncident[]> {
  const rows = await query.query<IncidentRow>(
    `${SELECTION}
     where incidents.device_wearer_id = $3 and incidents.starts_at < $5::timestamptz
       and coalesce(incidents.ends_at, 'infinity') >= $4::timestamptz and ${INCIDENT_VISIBLE}
     order by incidents.starts_at desc, incidents.id desc limit $6`,
    [accountId, instantText(at), deviceWearerId, instantText(from), instantText(to), limit],
  )
  return rows.map(incidentFrom)
}

type IncidentRow = RecordRow & {
  id: bigint
  device_wearer_id: string | null
  names: string[] | null
  device_id: string | null
  feed: string | null
  family: Family
  kind: FindingKind
  condition_id: string | null
  gravity: number
  stage: IncidentStage
  starts_at: string
  ends_at: string | null
  actual_at: string | null
  first_said_at: string
  revision: number
  finding: Finding
  resolved_at: string | null
  assigned_to: bigint | null
  assigned_name: string | null
  decision: ViolationDecision | null
  waits: boolean
}

function incidentFrom(row: IncidentRow): VisibleIncident {
  const { assigned_to, assigned_name } = row
  return {
    id: Number(row.id),
    deviceWearerId: row.device_wearer_id ?? undefined,
    names: row.names ?? [],
    deviceId: row.device_id ?? undefined,
    feed: row.feed ?? undefined,
    family: row.family,
    kind: row.kind,
    conditionId: row.condition_id ?? undefined,
    gravity: row.gravity,
    stage: row.stage,
    startsAt: instantFrom(row.starts_at),
    endsAt: instantIfAny(row.ends_at),
    actualAt: instantIfAny(row.actual_at),
    firstSaidAt: instantFrom(row.first_said_at),
    revision: row.revision,
    finding: row.finding,
    resolvedAt: instantIfAny(row.resolved_at),
    assignedTo:
      assigned_to === null || assigned_name === null
        ? undefined
        : { accountId: Number(assigned_to), name: assigned_name },
    decision: row.decision ?? undefined,
    waits: row.waits,
  }
}
