import type { Instant, Interval } from '../../domain/interval.ts'
import { type RuleChange, ruleChangeFromJson } from '../../domain/rule-change.ts'
import type { TriedRules } from '../../domain/tried-rules.ts'
import { startText } from './open-interval.ts'
import { instantFrom, instantIfAny, instantText } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'
import type { Viewer } from './viewer.ts'

/** Who did something with a draft, and when. */
interface Deed {
  readonly at: Instant
  readonly by: string
}

/** A change of somebody's rules that does not hold, or not yet. */
export interface RuleDraft {
  readonly id: number
  readonly deviceWearerId: string
  readonly monitoringOrderId: string
  readonly change: RuleChange
  /** Absent: as soon as it is published. */
  readonly holdsFrom: Instant | undefined
  readonly why: string
  readonly made: Deed
  readonly published: Deed | undefined
  readonly discarded: Deed | undefined
  /** Why it was discarded, or published without having been tried. */
  readonly remark: string
  /** The newest. */
  readonly trial: RuleTrial | undefined
}

export interface RuleTrial {
  readonly begunAt: Instant
  readonly begunBy: string
  readonly within: Interval
  readonly finishedAt: Instant | undefined
  /** Absent while it works. */
  readonly result: TriedRules | undefined
}

export type NewRuleDraft = Pick<
  RuleDraft,
  'deviceWearerId' | 'monitoringOrderId' | 'change' | 'holdsFrom' | 'why'
>

/** @returns its id. */
export async function addRuleDraft(
  transaction: RecordsQuery,
  { accountId, at }: Viewer,
  { deviceWearerId, monitoringOrderId, change, holdsFrom, why }: NewRuleDraft,
): Promise<number> {
  const [row] = await transaction.query<{ id: bigint }>(
    `insert into rule_drafts
       (device_wearer_id, monitoring_order_id, condition_id, body, made_by, made_at, holds_from, why)
     values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
    [
      deviceWearerId,
      monitoringOrderId,
      change.subject === 'zone' ? change.before?.conditions[0]?.id : change.before?.id,
      change,
      accountId,
      instantText(at),
      instantText(holdsFrom),
      why,
    ],
  )
  return Number(row?.id)
}

/** One draft of somebody whom the account may see, with its newest trial. */
export async function visibleRuleDraft(
  query: RecordsQuery,
  { accountId, at }: Viewer,
  id: number,
): Promise<RuleDraft | undefined> {
  const [row] = await query.query<DraftRow>(`${SELECT} where drafts.id = $3`, [
    accountId,
    instantText(at),
    id,
  ])
  return row && draftFrom(row)
}

/** Whose a draft is, whoever asks: to say that a restriction keeps them from it. */
export async function wearerOfRuleDraft(
  query: RecordsQuery,
  id: number,
): Promise<string | undefined> {
  const [row] = await query.query<{ device_wearer_id: string }>(
    'select device_wearer_id from rule_drafts where id = $1',
    [id],
  )
  return row?.device_wearer_id
}

/** Drafts of one person, newest first: those that wait and the last that were decided. */
export async function visibleRuleDrafts(
  query: RecordsQuery,
  { accountId, at }: Viewer,
  deviceWearerId: string,
  limit: number,
): Promise<RuleDraft[]> {
  const rows = await query.query<DraftRow>(
    `${SELECT} where drafts.device_wearer_id = $3
     order by coalesce(published_at, discarded_at) is not null, drafts.id desc limit $4`,
    [accountId, instantText(at), deviceWearerId, limit],
  )
  return rows.map(draftFrom)
}

/** Two deeds with drafts of one person wait for one another, and the second finds the first. */
export async function lockRuleDrafts(
  transaction: RecordsQuery,
  deviceWearerId: string,
): Promise<void> {
  await transaction.query(
    'select from rule_drafts where device_wearer_id = $1 order by id for update',
    [deviceWearerId],
  )
}

export async function setRuleDraftPublished(
  transaction: RecordsQuery,
  { accountId, at }: Viewer,
  { id, remark }: { readonly id: number; readonly remark: string },
): Promise<void> {
  await transaction.query(
    'update rule_drafts set published_by = $2, published_at = $3, remark = $4 where id = $1',
    [id, accountId, instantText(at), remark],
  )
}

export async function setRuleDraftDiscarded(
  transaction: RecordsQuery,
  { accountId, at }: Viewer,
  { id, remark }: { readonly id: number; readonly remark: string },
): Promise<void> {
  await transaction.query(
    'update rule_drafts set discarded_by = $2, discarded_at = $3, remark = $4 where id = $1',
    [id, accountId, instantText(at), remark],
  )
}

export async function addRuleTrial(
  transaction: RecordsQuery,
  { accountId, at }: Viewer,
  { draftId, within }: { readonly draftId: number; readonly within: Interval },
): Promise<void> {
  await transaction.query(
    `insert into rule_trials (draft_id, begun_at, begun_by, starts_at, ends_at)
     values ($1, $2, $3, $4, $5)`,
    [draftId, instantText(at), accountId, instantText(within.from), instantText(within.to)],
  )
}

/** Keeps what a trial found, unless what it read was erased meanwhile. */
export async function finishRuleTrial(
  query: RecordsQuery,
  { draftId, begunAt }: { readonly draftId: number; readonly begunAt: Instant },
  finishedAt: Instant,
  result: TriedRules,
): Promise<void> {
  await query.query(
    `update rule_trials set result = $3, finished_at = $4
     where draft_id = $1 and begun_at = $2 and result is null`,
    [draftId, instantText(begunAt), result, instantText(finishedAt)],
  )
}

/**
 * Takes back what trials said that read positions of an interval, and what those will say that are reading them: these
 * are gone, and a trial can be made again.
 */
export async function eraseTrialResults(
  transaction: RecordsQuery,
  within: Interval,
  at: Instant,
  whose: { readonly deviceWearerId?: string; readonly but?: readonly string[] },
): Promise<void> {
  const fault = 'Positions that it was tried on were erased. Try again.'
  const erased: TriedRules = { fault, before: [], after: [], watched: [], silentDays: [] }
  await transaction.query(
    `update rule_trials set result = $5, finished_at = coalesce(finished_at, $6::timestamptz)
     from rule_drafts
     where rule_drafts.id = draft_id
       and ($1::text is null or device_wearer_id = $1) and device_wearer_id <> all($4::text[])
       and starts_at < coalesce($3::timestamptz, 'infinity')
       and ends_at > coalesce($2::timestamptz, '-infinity')`,
    [
      whose.deviceWearerId,
      startText(within),
      instantText(within.to),
      whose.but ?? [],
      erased,
      instantText(at),
    ],
  )
}

type DraftRow = RecordRow & {
  id: bigint
  device_wearer_id: string
  monitoring_order_id: string
  body: object
  made_at: string
  made_by: string
  holds_from: string | null
  why: string
  remark: string
  published_at: string | null
  published_by: string | null
  discarded_at: string | null
  discarded_by: string | null
  begun_at: string | null
  begun_by: string | null
  starts_at: string | null
  ends_at: string | null
  finished_at: string | null
  result: object | null
}

const SELECT = `select drafts.id, drafts.device_wearer_id, monitoring_order_id, body, made_at, holds_from,
    why, remark, published_at, discarded_at, maker.name as made_by, publisher.name as published_by,
    discarder.name as discarded_by, trial.begun_at, trial.begun_by, trial.starts_at, trial.ends_at,
    trial.finished_at, trial.result
  from rule_drafts as drafts
  join visible_wearers($1, $2) as visible on visible.device_wearer_id = drafts.device_wearer_id
  join accounts as maker on maker.id = made_by
  left join accounts as publisher on publisher.id = published_by
  left join accounts as discarder on discarder.id = discarded_by
  left join lateral (
    select rule_trials.begun_at, starts_at, ends_at, finished_at, result, accounts.name as begun_by
    from rule_trials join accounts on accounts.id = begun_by
    where draft_id = drafts.id order by begun_at desc limit 1
  ) as trial on true`

function draftFrom(row: DraftRow): RuleDraft {
  const deed = (at: string | null, by: string | null) =>
    at === null ? undefined : { at: instantFrom(at), by: by ?? '' }
  return {
    id: Number(row.id),
    deviceWearerId: row.device_wearer_id,
    monitoringOrderId: row.monitoring_order_id,
    change: ruleChangeFromJson(row.body as RuleChange),
    holdsFrom: instantIfAny(row.holds_from),
    why: row.why,
    remark: row.remark,
    made: { at: instantFrom(row.made_at), by: row.made_by },
    published: deed(row.published_at, row.published_by),
    discarded: deed(row.discarded_at, row.discarded_by),
    trial: trialFrom(row),
  }
}

function trialFrom(row: DraftRow): RuleTrial | undefined {
  if (row.begun_at === null || row.starts_at === null || row.ends_at === null) return undefined
  return {
    begunAt: instantFrom(row.begun_at),
    begunBy: row.begun_by ?? '',
    within: { from: instantFrom(row.starts_at), to: instantFrom(row.ends_at) },
    finishedAt: instantIfAny(row.finished_at),
    result: row.result === null ? undefined : (row.result as TriedRules),
  }
}
