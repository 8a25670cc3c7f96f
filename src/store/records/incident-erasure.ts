import type { Instant, Interval } from '../../domain/interval.ts'
import type { Finding, Observation } from '../../monitoring/finding.ts'
import { keepHeardUntil } from './monitoring-records.ts'
import { startText } from './open-interval.ts'
import { pages } from './pages.ts'
import { instantText, jsonRows } from './record-values.ts'
import type { RecordsQuery } from './records.ts'

/**
 * Removes the positions that incidents of a wearer stand on and that were captured in an interval, from every revision,
 * and adds a revision that says so. That something was noticed, its minutes and what people decided stay: they are no
 * positions. In the transaction that finishes the erasure.
 *
 * @param whose one wearer's, or everybody's but some.
 */
export async function eraseIncidentEvidence(
  transaction: RecordsQuery,
  within: Interval,
  at: Instant,
  whose: { readonly deviceWearerId?: string; readonly but?: readonly string[] },
): Promise<void> {
  // Monitoring keeps nothing that it read before, once this is done.
  await keepHeardUntil(transaction, undefined)
  const revisions = await transaction.query<{
    incident_id: bigint
    revision: number
    newest: number
    finding: Finding
  }>(
    `select incident_id, incident_revisions.revision, incidents.revision as newest,
       incident_revisions.finding
     from incident_revisions join incidents on incidents.id = incident_id
     where ($1::text is null or device_wearer_id = $1)
       and device_wearer_id <> all($4::text[])
       and strpos(incident_revisions.finding::text, 'capturedAt') > 0
       -- What an incident stands on lies a little before it too; what was said before may have lasted longer.
       and incident_revisions.starts_at - interval '1 day' < coalesce($3::timestamptz, 'infinity')
       and (incident_revisions.ends_at is null
         or incident_revisions.ends_at + interval '1 day' >= coalesce($2::timestamptz, '-infinity'))
     order by incident_id, incident_revisions.revision`,
    [whose.deviceWearerId, startText(within), instantText(within.to), whose.but ?? []],
  )
  const rewritten = revisions.flatMap(({ incident_id, revision, newest, finding }) => {
    const erased = withoutPositions(finding, within)
    return erased ? [{ id: Number(incident_id), revision, newest, finding: erased }] : []
  })
  for (const page of pages(rewritten, () => 2000)) {
    await transaction.query(
      `update incident_revisions set finding = sent.finding
       from json_to_recordset($1::json) as sent (id bigint, revision integer, finding jsonb)
       where incident_id = sent.id and incident_revisions.revision = sent.revision`,
      [jsonRows(page)],
    )
  }
  const touchedIds = [...new Set(rewritten.map(({ id }) => id))]
  await transaction.query(
    `insert into incident_revisions (incident_id, revision, said_at, why, stage, starts_at, ends_at, finding)
     select incidents.id, incidents.revision + 1, $2::timestamptz, 'erased', incidents.stage,
       incidents.starts_at, incidents.ends_at, incident_revisions.finding
     from incidents join incident_revisions on incident_id = incidents.id
       and incident_revisions.revision = incidents.revision
     where incidents.id = any($1::bigint[])`,
    [touchedIds, instantText(at)],
  )
  await transaction.query(
    `update incidents set revision = incidents.revision + 1, finding = incident_revisions.finding
     from incident_revisions
     where incidents.id = any($1::bigint[]) and incident_id = incidents.id
       and incident_revisions.revision = incidents.revision`,
    [touchedIds],
  )
  await transaction.query(
    `update violation_stretches
     set positions = incidents.finding -> 'counted' -> violation_stretches.ordinal -> 'positions'
     from incidents
     where incidents.id = incident_id and incident_id = any($1::bigint[])`,
    [touchedIds],
  )
}

/**
 * Says of incidents that began or ended with a word of a device that the word is erased. That something was noticed stays, from when to
 * when; what went on is over with it, because nothing that is left could end it. In the transaction that erases the words.
 */
export async function eraseIncidentWords(
  transaction: RecordsQuery,
  incidentIds: readonly number[],
  at: Instant,
): Promise<void> {
  if (incidentIds.length === 0) return
  await keepHeardUntil(transaction, undefined)
  await transaction.query(
    `with touched as (
       select id, revision + 1 as revision, starts_at, coalesce(ends_at, greatest(starts_at, $2::timestamptz)) as ends_at,
         case when ends_at is null and stage = 'potential' then 'cancelled' else stage end as stage,
         case when ends_at is null then finding || jsonb_build_object('to', $3::float8) else finding end
           as finding
       from incidents where id = any($1::bigint[])
     ), said as (
       insert into incident_revisions (incident_id, revision, said_at, why, stage, starts_at, ends_at, finding)
       select id, revision, $2::timestamptz, 'erased', stage, starts_at, ends_at,
         finding || jsonb_build_object('stage', stage)
       from touched
       returning incident_id, revision, stage, ends_at, finding
     )
     update incidents set revision = said.revision, stage = said.stage, ends_at = said.ends_at,
       finding = said.finding
     from said where incidents.id = incident_id`,
    [incidentIds, instantText(at), at],
  )
}

/** @returns the finding without positions captured within; `undefined` where it has none of these. */
function withoutPositions(finding: Finding, within: Interval): object | undefined {
  const gone = ({ capturedAt }: Observation) => within.from <= capturedAt && capturedAt < within.to
  const counts = finding.counted.some(({ positions }) => positions.some(gone))
  if (!counts && !finding.evidence.some(gone)) return undefined
  return {
    ...finding,
    evidence: finding.evidence.filter((position) => !gone(position)),
    counted: finding.counted.map((stretch) => ({
      ...stretch,
      positions: stretch.positions.some(gone) ? [] : stretch.positions,
    })),
  }
}
