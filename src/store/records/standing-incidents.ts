import type { Instant, Interval } from '../../domain/interval.ts'
import type { Finding } from '../../monitoring/finding.ts'
import type { IncidentAbout, IncidentStage, RevisionReason } from './incident-records.ts'
import { startText } from './open-interval.ts'
import { instantText } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'

/** What was last said of an occasion. */
export interface StandingIncident {
  readonly id: number
  readonly revision: number
  /** Of the newest revision. */
  readonly why: RevisionReason
  readonly about: IncidentAbout
  readonly gravity: number
  readonly stage: IncidentStage
  readonly isRetracted: boolean
  readonly finding: Finding
}

const SELECT = `select incidents.id, incidents.revision, incidents.device_wearer_id, incidents.device_id,
    incidents.feed, incidents.gravity, incidents.stage, incidents.finding, incident_revisions.why
  from incidents join incident_revisions on incident_revisions.incident_id = incidents.id
    and incident_revisions.revision = incidents.revision`

/** A wearer, and the stretch of their time that is looked at. */
export interface LookedAt extends Interval {
  readonly deviceWearerId: string
}

/** What is said of wearers under their rules in stretches of theirs, of every stage, and what goes on; by start. A wearer may be given once. */
export async function standingIncidents(
  query: RecordsQuery,
  lookedAt: readonly LookedAt[],
): Promise<StandingIncident[]> {
  const rows = await query.query<IncidentRow>(
    `${SELECT}
     join unnest($1::text[], $2::timestamptz[], $3::timestamptz[]) as looked_at (wearer, starts_at, ends_at)
       on looked_at.wearer = incidents.device_wearer_id
     where incidents.device_id is null
       and incidents.starts_at <= coalesce(looked_at.ends_at, 'infinity')
       and (incidents.ends_at is null or incidents.ends_at >= coalesce(looked_at.starts_at, '-infinity'))
     order by incidents.starts_at, incidents.id`,
    [
      lookedAt.map(({ deviceWearerId }) => deviceWearerId),
      lookedAt.map(startText),
      lookedAt.map(({ to }) => instantText(to)),
    ],
  )
  return rows.map(incidentFrom)
}

/** What is said of some devices by what they reported themselves, from an instant on, but of their silence; by start. */
export async function incidentsOfDevices(
  query: RecordsQuery,
  deviceIds: readonly string[],
  from: Instant,
): Promise<StandingIncident[]> {
  const rows = await query.query<IncidentRow>(
    `${SELECT}
     where incidents.device_id = any($1::text[]) and incidents.finding ? 'codes'
       and (incidents.ends_at is null or incidents.ends_at >= $2::timestamptz)
     order by incidents.starts_at, incidents.id`,
    [deviceIds, instantText(from)],
  )
  return rows.map(incidentFrom)
}

/** What goes on of a kind: devices that are silent, feeds that are. */
export async function goingOn(
  query: RecordsQuery,
  kind: Finding['kind'],
): Promise<StandingIncident[]> {
  const rows = await query.query<IncidentRow>(
    `${SELECT} where incidents.kind = $1 and incidents.ends_at is null order by incidents.id`,
    [kind],
  )
  return rows.map(incidentFrom)
}

/** Devices of which something was said that time alone may make actual. */
export async function devicesWithPotential(query: RecordsQuery): Promise<string[]> {
  const rows = await query.query<{ device_id: string }>(
    `select distinct device_id from incidents
     where stage = 'potential' and device_id is not null and ends_at is null`,
  )
  return rows.map(({ device_id }) => device_id)
}

type IncidentRow = RecordRow & {
  id: bigint
  revision: number
  device_wearer_id: string | null
  device_id: string | null
  feed: string | null
  gravity: number
  stage: IncidentStage
  finding: Finding
  why: RevisionReason
}

function incidentFrom(row: IncidentRow): StandingIncident {
  return {
    id: Number(row.id),
    revision: row.revision,
    why: row.why,
    about: {
      deviceWearerId: row.device_wearer_id ?? undefined,
      deviceId: row.device_id ?? undefined,
      feed: row.feed ?? undefined,
    },
    gravity: row.gravity,
    stage: row.stage,
    isRetracted: row.stage === 'retracted',
    finding: row.finding,
  }
}
