import type { PairedViews } from '../../domain/agreement.ts'
import type { ForceFunnel, Stages } from '../../domain/funnel.ts'
import type { LondonDay } from '../../domain/outcomes.ts'
import type { RecordRow, RecordsQuery } from './records.ts'

/** Crimes that first came on these London days, the first included and the last not; of one force or of all. */
export interface FunnelPeriod {
  readonly from: LondonDay
  readonly to: LondonDay
  readonly policeForce?: string | undefined
}

const stages = [
  'sent',
  'acknowledged',
  'arrest',
  'charge',
  'conviction',
  'no_further_action',
  'eliminated',
] as const

/** Cases of the crimes of a period, each with what is recorded of it. `$1`, `$2` days, `$3` a force. */
const COHORT = `select match_cases.police_force, match_cases.crime_id, match_cases.state,
         coalesce(came.kinds, '{}') as kinds
       from match_cases
       left join lateral (
         select array_agg(distinct outcomes.kind) as kinds
         from report_wearers join outcomes on outcomes.report_id = report_wearers.report_id
           and outcomes.device_wearer_id = report_wearers.device_wearer_id
         where report_wearers.case_id = match_cases.id and outcomes.revoked_at is null
       ) as came on true
       where crime_received_on >= $1::date and crime_received_on < $2::date
         and ($3::text is null or match_cases.police_force = $3)`

const PAIR_STAGES = stages
  .map((kind) => `count(*) filter (where '${kind}' = any (kinds)) as pairs_${kind}`)
  .join(',\n         ')
const CRIME_STAGES = stages
  .map(
    (kind) => `count(distinct crime_id) filter (where '${kind}' = any (kinds)) as crimes_${kind}`,
  )
  .join(',\n         ')

/**
 * What the crimes of a period have come to by now, force by force. Crimes are counted from rows that are kept
 * as crimes come and are compared; cases are few, and those of the period are read by an index.
 */
export async function funnelByForce(
  query: RecordsQuery,
  { from, to, policeForce }: FunnelPeriod,
): Promise<ForceFunnel[]> {
  const rows = await query.query<FunnelRow>(
    `with cohort as (${COHORT}), cases as (
       select police_force,
         count(*) filter (where state in ('to_review', 'second_review', 'disagreed')) as waiting,
         count(*) filter (where state = 'fallen_away') as fallen_away,
         count(*) filter (where state = 'rejected') as rejected,
         count(*) filter (where state = 'qualified') as qualified,
         count(distinct crime_id) as near,
         count(distinct crime_id) filter (where state in ('qualified', 'rejected')) as crimes_reviewed,
         count(distinct crime_id) filter (where state = 'qualified') as crimes_qualified,
         ${PAIR_STAGES},
         ${CRIME_STAGES}
       from cohort group by police_force
     ), received as (
       select police_force, sum(crimes) as received, sum(compared) as compared
       from crime_counts
       where received_on >= $1::date and received_on < $2::date
         and ($3::text is null or police_force = $3)
       group by police_force
     ), uploaded as (
       select coalesce(crime_batches.police_force, '') collate "C" as police_force,
         sum(imports.accepted) as rows_accepted, sum(imports.refused) as rows_refused
       from imports join crime_batches on crime_batches.import_id = imports.id
       where imports.started_at >= ($1::date)::timestamp at time zone 'Europe/London'
         and imports.started_at < ($2::date)::timestamp at time zone 'Europe/London'
         and imports.outcome = 'done' and ($3::text is null or crime_batches.police_force = $3)
       group by 1
     )
     select * from uploaded full join received using (police_force)
       full join cases using (police_force)
     order by police_force`,
    [from, to, policeForce],
  )
  return rows.map(funnelFrom)
}

/** How long people took over their views, and how those who looked at the same agreed. */
export interface ReviewFigures extends PairedViews {
  /** Views that count. */
  readonly views: number
  /** Quartiles of the time from opening to deciding, in milliseconds; none without views. */
  readonly quartiles: readonly [number, number, number] | undefined
}

export async function reviewFigures(
  query: RecordsQuery,
  { from, to, policeForce }: FunnelPeriod,
): Promise<ReviewFigures> {
  const [row] = await query.query<RecordRow>(
    `with views as (
       select match_reviews.* from match_reviews
       join match_cases on match_cases.id = match_reviews.case_id
       where superseded_at is null
         and crime_received_on >= $1::date and crime_received_on < $2::date
         and ($3::text is null or match_cases.police_force = $3)
     ), paired as (
       select first.decision as one, second.decision as other from views as first
       join views as second on second.case_id = first.case_id and second.part = 'second'
       where first.part = 'first'
     ), times as (
       select count(*) as views, percentile_cont(array[0.25, 0.5, 0.75]) within group (
         order by extract(epoch from decided_at - began_at)::double precision * 1000
       ) as quartiles from views
     )
     select times.views, times.quartiles,
       count(*) filter (where one = 'qualify' and other = 'qualify') as both_qualify,
       count(*) filter (where one = 'reject' and other = 'reject') as both_reject,
       count(*) filter (where one = 'qualify' and other = 'reject') as first_only,
       count(*) filter (where one = 'reject' and other = 'qualify') as second_only
     from times left join paired on true group by times.views, times.quartiles`,
    [from, to, policeForce],
  )
  const [low, middle, high] = (row?.['quartiles'] ?? []) as number[]
  return {
    views: Number(row?.['views'] ?? 0),
    quartiles:
      low === undefined || middle === undefined || high === undefined
        ? undefined
        : [low, middle, high],
    bothQualify: Number(row?.['both_qualify'] ?? 0),
    bothReject: Number(row?.['both_reject'] ?? 0),
    firstOnlyQualifies: Number(row?.['first_only'] ?? 0),
    secondOnlyQualifies: Number(row?.['second_only'] ?? 0),
  }
}

type FunnelRow = RecordRow & { police_force: string }

function funnelFrom(row: FunnelRow): ForceFunnel {
  const count = (name: string) => Number(row[name] ?? 0)
  const staged = (unit: string) =>
    Object.fromEntries(stages.map((kind) => [kind, count(`${unit}_${kind}`)])) as Stages
  return {
    policeForce: row.police_force,
    rows: { accepted: count('rows_accepted'), refused: count('rows_refused') },
    crimes: {
      received: count('received'),
      compared: count('compared'),
      near: count('near'),
      reviewed: count('crimes_reviewed'),
      qualified: count('crimes_qualified'),
      ...staged('crimes'),
    },
    pairs: {
      waiting: count('waiting'),
      fallenAway: count('fallen_away'),
      rejected: count('rejected'),
      qualified: count('qualified'),
      ...staged('pairs'),
    },
  }
}
