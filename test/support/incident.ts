import type { Instant, Interval } from '../../src/domain/interval.ts'
import type { Finding, Observation } from '../../src/monitoring/finding.ts'
import { kindFacts } from '../../src/monitoring/kind-facts.ts'
import { instantText } from '../../src/store/records/record-values.ts'
import type { RecordsQuery } from '../../src/store/records/records.ts'

const MINUTE = 60_000

/** What is said of somebody, a device or a feed. */
interface Said extends Partial<Finding> {
  readonly deviceWearerId?: string
  readonly deviceId?: string
  readonly feed?: string
  readonly kind: Finding['kind']
  readonly from: Instant
  readonly isRetracted?: boolean
}

let made = 0

/** A finding that is sure, became actual after ten minutes and goes on, but for what is said otherwise. */
function findingOf({ deviceWearerId, deviceId, feed, isRetracted, ...said }: Said): Finding {
  made += 1
  return {
    cause: `${deviceWearerId ?? deviceId ?? feed}/${said.kind}/${made}@${new Date(said.from).toISOString()}`,
    family: kindFacts[said.kind].family,
    conditionId: undefined,
    zoneId: undefined,
    stage: 'actual',
    to: undefined,
    actualAt: said.from + 10 * MINUTE,
    certainty: 0.97,
    counted: [],
    unknown: [],
    evidence: [],
    ...said,
  }
}

/** A position of the fictional town. */
export function observation(capturedAt: Instant): Observation {
  return {
    capturedAt,
    latitude: 53.8,
    longitude: -4.4,
    accuracyMetres: 12,
    mechanism: 'GPS',
  }
}

/** A stretch that counts, with the positions at its ends. */
export function countedStretch({ from, to }: Interval): Finding['counted'][number] {
  return { from, to, positions: [observation(from), observation(to)] }
}

/** Says something, as the monitor does: an incident with its first revision. @returns its id. */
export async function sayIncident(
  query: RecordsQuery,
  said: Said,
  saidAt: Instant = said.from + 15 * MINUTE,
): Promise<number> {
  const finding = findingOf(said)
  const [row] = await query.query<{ id: bigint }>(
    `insert into incidents (device_wearer_id, device_id, feed, family, kind, cause, condition_id, gravity,
       stage, starts_at, ends_at, actual_at, first_said_at, finding)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) returning id`,
    [
      said.deviceWearerId,
      said.deviceId,
      said.feed,
      finding.family,
      finding.kind,
      finding.cause,
      finding.conditionId,
      kindFacts[finding.kind].gravity,
      said.isRetracted ? 'retracted' : finding.stage,
      instantText(finding.from),
      instantText(finding.to),
      instantText(finding.actualAt),
      instantText(saidAt),
      JSON.stringify(finding),
    ],
  )
  const id = Number(row?.id)
  await keepRevision(query, id, { finding, saidAt, why: 'first' })
  return id
}

/** Says it anew: the next revision, with other stretches that count. */
export async function sayAnew(
  query: RecordsQuery,
  id: number,
  changed: Partial<Finding>,
  saidAt: Instant,
): Promise<void> {
  const [row] = await query.query<{ finding: Finding }>(
    'select finding from incidents where id = $1',
    [id],
  )
  if (!row) throw new Error(`There is no incident ${id}`)
  const finding = { ...row.finding, ...changed }
  await query.query(
    `update incidents set revision = revision + 1, finding = $2, starts_at = $3, ends_at = $4, stage = $5
     where id = $1`,
    [
      id,
      JSON.stringify(finding),
      instantText(finding.from),
      instantText(finding.to),
      finding.stage,
    ],
  )
  await query.query('delete from violation_stretches where incident_id = $1', [id])
  await keepRevision(query, id, { finding, saidAt, why: 'late-data' })
}

async function keepRevision(
  query: RecordsQuery,
  id: number,
  { finding, saidAt, why }: { finding: Finding; saidAt: Instant; why: string },
): Promise<void> {
  await query.query(
    `insert into incident_revisions (incident_id, revision, said_at, data_arrived_at, why, stage, starts_at,
       ends_at, finding)
     select id, revision, $2, $2, $3, stage, starts_at, ends_at, finding from incidents where id = $1`,
    [id, instantText(saidAt), why],
  )
  for (const [ordinal, { from, to, positions }] of finding.counted.entries()) {
    await query.query('insert into violation_stretches values ($1, $2, $3, $4, $5)', [
      id,
      ordinal,
      instantText(from),
      instantText(to),
      JSON.stringify(positions),
    ])
  }
}
