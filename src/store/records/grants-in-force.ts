import type { Place } from '../../domain/data-request.ts'
import type { Instant, Interval } from '../../domain/interval.ts'
import { instantFrom, instantText } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'
import type { Viewer } from './viewer.ts'

/** What an account may look at under a request, until when. */
export interface GrantInForce {
  readonly requestId: number
  readonly number: string
  readonly within: Interval
  /** Whoever was in it, where the grant names nobody. */
  readonly place: Place | undefined
  readonly endsAt: Instant
  /** Those it names whom no restriction keeps from the account. */
  readonly deviceWearerIds: readonly string[]
}

/** The account's own grants that are in force, newest first. */
export async function grantsInForce(
  query: RecordsQuery,
  { accountId, at }: Viewer,
): Promise<GrantInForce[]> {
  const rows = await query.query<GrantRow>(`${grants} order by id desc`, [
    accountId,
    instantText(at),
  ])
  return rows.map(grantFrom)
}

/** One of them; `undefined` where it is over, another's, or none. */
export async function grantInForce(
  query: RecordsQuery,
  { accountId, at }: Viewer,
  requestId: number,
): Promise<GrantInForce | undefined> {
  const [row] = await query.query<GrantRow>(`${grants} where id = $3`, [
    accountId,
    instantText(at),
    requestId,
  ])
  return row && grantFrom(row)
}

/**
 * What keeps the account from somebody whom its grant names, and whom.
 *
 * @param deviceWearerId of whom; without it, of anybody it names.
 */
export async function grantRestriction(
  query: RecordsQuery,
  { accountId, at }: Viewer,
  requestId: number,
  deviceWearerId: string | undefined,
): Promise<{ readonly id: string; readonly message: string } | undefined> {
  const [row] = await query.query<{ id: string; message: string }>(
    `select hidden.device_wearer_id as id, hidden.message
     from accounts, wearers_granted($1, $2, $3) as granted, restrictions_on(accounts.username) as hidden
     where accounts.id = $1 and hidden.device_wearer_id = granted.device_wearer_id
       and ($4::text is null or granted.device_wearer_id = $4)
     order by 1, 2 limit 1`,
    [accountId, instantText(at), requestId, deviceWearerId],
  )
  return row
}

const grants = `select id, number, granted_from, granted_to, latitude, longitude,
    granted_radius_metres, grant_ends_at, array(
      select seen.device_wearer_id from visible_granted_wearers($1, $2, id) as seen order by 1
    ) as wearers
  from data_requests join grants_in_force($1, $2) as mine on mine.request_id = data_requests.id`

type GrantRow = RecordRow & {
  id: bigint
  number: string
  granted_from: string
  granted_to: string
  latitude: number | null
  longitude: number | null
  granted_radius_metres: number | null
  grant_ends_at: string
  wearers: string[]
}

function grantFrom(row: GrantRow): GrantInForce {
  const { latitude, longitude, granted_radius_metres } = row
  return {
    requestId: Number(row.id),
    number: row.number,
    within: { from: instantFrom(row.granted_from), to: instantFrom(row.granted_to) },
    place:
      latitude === null || longitude === null || granted_radius_metres === null
        ? undefined
        : { latitude, longitude, radiusMetres: granted_radius_metres },
    endsAt: instantFrom(row.grant_ends_at),
    deviceWearerIds: row.wearers,
  }
}
