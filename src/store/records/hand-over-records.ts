import type { HandOver, HandOverPicture, HandOverState } from '../../domain/hand-over.ts'
import type { Instant } from '../../domain/interval.ts'
import { WRITINGS_VISIBLE } from './person-note-records.ts'
import { instantFrom, instantIfAny, instantText } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'
import type { Viewer } from './viewer.ts'

const COLUMNS = `hand_overs.id, hand_overs.device_wearer_id, contents, picture is not null as has_picture, picture_from,
       picture_to, picture_erased, state, tries, next_try_at, sent_at, last_error, reference,
       hand_overs.made_at, accounts.name as maker`
const MADE_BY_ANYBODY = 'hand_overs left join accounts on accounts.id = hand_overs.made_by'
const SELECTION = `select ${COLUMNS} from ${MADE_BY_ANYBODY}`

/** What was sent of a person whom the account may see, or is to be, the newest first. */
export async function handOversOf(
  query: RecordsQuery,
  { accountId, at }: Viewer,
  deviceWearerId: string,
  { before, limit }: { readonly before?: number | undefined; readonly limit: number },
): Promise<HandOver[]> {
  const rows = await query.query<HandOverRow>(
    `${SELECTION} where hand_overs.device_wearer_id = $3 and ${WRITINGS_VISIBLE}
       and ($4::bigint is null or hand_overs.id < $4::bigint)
     order by hand_overs.id desc limit $5`,
    [accountId, instantText(at), deviceWearerId, before, limit],
  )
  return rows.map(handOverFrom)
}

/** One of them; `undefined` where there is none of that number about the person. */
export async function handOverById(
  query: RecordsQuery,
  { accountId, at }: Viewer,
  deviceWearerId: string,
  id: number,
): Promise<HandOver | undefined> {
  const [row] = await query.query<HandOverRow>(
    `${SELECTION} where hand_overs.device_wearer_id = $3 and ${WRITINGS_VISIBLE} and hand_overs.id = $4`,
    [accountId, instantText(at), deviceWearerId, id],
  )
  return row && handOverFrom(row)
}

/** The picture of a hand-over, as a PNG. Whoever asks may see the hand-over. */
export async function pictureOf(query: RecordsQuery, id: number): Promise<Uint8Array | undefined> {
  const [row] = await query.query<{ picture: Uint8Array | null }>(
    'select picture from hand_overs where id = $1',
    [id],
  )
  return row?.picture ?? undefined
}

/** What an account sent and the case record has not got, the newest first; whom the account may see no more is not named. */
export async function unsentBy(
  query: RecordsQuery,
  { accountId, at }: Viewer,
  limit: number,
): Promise<
  (Omit<HandOver, 'deviceWearerId' | 'contents'> & { deviceWearerId: string | undefined })[]
> {
  const rows = await query.query<HandOverRow & { is_seen: boolean }>(
    `select ${COLUMNS}, hand_overs.device_wearer_id in (
         select device_wearer_id from visible_wearers($1::bigint, $2::timestamptz)
       ) as is_seen
     from ${MADE_BY_ANYBODY}
     where hand_overs.made_by = $1::bigint and hand_overs.device_wearer_id is not null and state <> 'sent'
     order by hand_overs.id desc limit $3`,
    [accountId, instantText(at), limit],
  )
  return rows.map((row) => {
    const { contents: _contents, ...said } = handOverFrom(row)
    return { ...said, deviceWearerId: row.is_seen ? said.deviceWearerId : undefined }
  })
}

/** How many hand-overs of an account were given up or stopped. */
export async function countGivenUpBy(query: RecordsQuery, accountId: number): Promise<number> {
  const [row] = await query.query<{ found: bigint }>(
    `select count(*) as found from hand_overs
     where made_by = $1 and device_wearer_id is not null and state in ('dead', 'stopped')`,
    [accountId],
  )
  return Number(row?.found)
}

/**
 * Puts something into the outbox of a target. @returns its number, which it keeps however often it is sent; `undefined` where
 * it is there already, or the target has ended.
 */
export async function insertHandOver(
  transaction: RecordsQuery,
  handOver: {
    readonly targetId: number
    /** Absent of one that tries the way. */
    readonly of?: {
      readonly deviceWearerId: string
      readonly contents: string
      readonly seal: string
    }
    readonly picture?: HandOverPicture | undefined
    readonly madeBy: number | undefined
    readonly madeAt: Instant
  },
): Promise<number | undefined> {
  const { targetId, of, picture, madeBy, madeAt } = handOver
  const [row] = await transaction.query<{ id: bigint }>(
    `insert into hand_overs (target_id, device_wearer_id, contents, picture, picture_from, picture_to, made_by,
       made_at, state, next_try_at, seal)
     select id, $2, $3, $4::bytea, $5::timestamptz, $6::timestamptz, $7::bigint, $8::timestamptz, 'waiting', $8::timestamptz, $9
     from case_record_targets where id = $1 and ended_at is null for share
     on conflict (seal) do nothing returning id`,
    [
      targetId,
      of?.deviceWearerId,
      of?.contents,
      picture?.png,
      instantText(picture?.within.from),
      instantText(picture?.within.to),
      madeBy,
      instantText(madeAt),
      of?.seal,
    ],
  )
  return row && Number(row.id)
}

/** The number of what was put there under a seal. */
export async function handOverSealed(
  query: RecordsQuery,
  seal: string,
): Promise<number | undefined> {
  const [row] = await query.query<{ id: bigint }>('select id from hand_overs where seal = $1', [
    seal,
  ])
  return row && Number(row.id)
}

/**
 * Lets what was given up or stopped be tried anew, from the first wait on, and goes to the target that stands: one of a
 * person, or all. What holds a name or a map that is not sent there stays. @returns how many; none where no target stands.
 */
export async function awakenHandOvers(
  transaction: RecordsQuery,
  which: { readonly handOver: number; readonly deviceWearerId: string } | 'all dead',
  at: Instant,
): Promise<number> {
  const one = which === 'all dead' ? undefined : which
  const rows = await transaction.query(
    `update hand_overs set state = 'waiting', tries = 0, next_try_at = $3::timestamptz, target_id = target.id
     from case_record_targets as target
     where target.ended_at is null
       and (target.sends_picture or picture is null)
       and (target.sends_name or contents is null or not (contents::jsonb -> 'person' ? 'name'))
       and case when $1::bigint is null then state = 'dead'
       else state in ('dead', 'stopped') and hand_overs.id = $1::bigint and device_wearer_id = $2 end
     returning hand_overs.id`,
    [one?.handOver, one?.deviceWearerId, instantText(at)],
  )
  return rows.length
}

/** A hand-over that is to be sent now. */
export interface DueHandOver {
  readonly id: number
  readonly tries: number
  readonly target: { readonly id: number; readonly address: string; readonly secret: Uint8Array }
  /** Absent where it only tries the way. */
  readonly of:
    | {
        readonly deviceWearerId: string
        readonly contents: string
        readonly picture: HandOver['picture']
      }
    | undefined
}

/** What is waiting and due, the oldest first; pictures are read one by one. */
export async function dueHandOvers(query: RecordsQuery, at: Instant): Promise<DueHandOver[]> {
  const rows = await query.query<
    HandOverRow & { target_id: bigint; address: string; secret: Uint8Array }
  >(
    `select hand_overs.id, tries, target.id as target_id, target.address, target.secret, device_wearer_id,
       contents, picture is not null as has_picture, picture_from, picture_to, picture_erased
     from hand_overs join case_record_targets as target on target.id = target_id
     where state = 'waiting' and next_try_at <= $1::timestamptz and target.ended_at is null
     order by next_try_at, hand_overs.id limit 100`,
    [instantText(at)],
  )
  return rows.map((row) => ({
    id: Number(row.id),
    tries: row.tries,
    target: { id: Number(row.target_id), address: row.address, secret: row.secret },
    of:
      row.device_wearer_id === null || row.contents === null
        ? undefined
        : {
            deviceWearerId: row.device_wearer_id,
            contents: row.contents,
            picture: shownBy(row),
          },
  }))
}

/** What came of trying to send one. */
export interface TriedHandOver {
  readonly id: number
  readonly state: HandOverState
  readonly nextTryAt: Instant | undefined
  readonly sentAt: Instant | undefined
  readonly lastError: string | undefined
  readonly reference: string | undefined
}

/** Keeps what came of a try. What was stopped meanwhile is not tried again. */
export async function keepTriedHandOver(query: RecordsQuery, tried: TriedHandOver): Promise<void> {
  await query.query(
    `update hand_overs set tries = tries + 1,
       state = case when state = 'stopped' and $2 <> 'sent' then 'stopped' else $2 end,
       next_try_at = case when state = 'stopped' then null else $3::timestamptz end,
       sent_at = $4, last_error = $5, reference = $6
     where id = $1`,
    [
      tried.id,
      tried.state,
      instantText(tried.nextTryAt),
      instantText(tried.sentAt),
      tried.lastError,
      tried.reference,
    ],
  )
}

function shownBy(row: HandOverRow): HandOver['picture'] {
  if (row.picture_erased) return 'erased'
  if (!row.has_picture) return undefined
  return { from: instantFrom(row.picture_from ?? ''), to: instantFrom(row.picture_to ?? '') }
}

function handOverFrom(row: HandOverRow): HandOver {
  return {
    id: Number(row.id),
    deviceWearerId: row.device_wearer_id ?? '',
    contents: JSON.parse(row.contents ?? 'null'),
    picture: shownBy(row),
    state: row.state,
    tries: row.tries,
    nextTryAt: instantIfAny(row.next_try_at),
    sentAt: instantIfAny(row.sent_at),
    lastError: row.last_error ?? undefined,
    reference: row.reference ?? undefined,
    madeBy: row.maker ?? '',
    madeAt: instantFrom(row.made_at),
  }
}

type HandOverRow = RecordRow & {
  id: bigint
  device_wearer_id: string | null
  contents: string | null
  has_picture: boolean
  picture_from: string | null
  picture_to: string | null
  picture_erased: boolean
  state: HandOverState
  tries: number
  next_try_at: string | null
  sent_at: string | null
  last_error: string | null
  reference: string | null
  made_at: string
  maker: string | null
}
