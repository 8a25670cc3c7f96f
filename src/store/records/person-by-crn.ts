import { instantText } from './record-values.ts'
import type { RecordsQuery } from './records.ts'
import type { Viewer } from './viewer.ts'

/** Somebody in the account's scope who has a CRN; `isVisible` says whether no restriction keeps them from it. */
export interface PersonOfCrn {
  readonly id: string
  readonly isVisible: boolean
}

/** Everybody in the account's scope who has a CRN, whatever its letters' case; mostly one or nobody. */
export async function peopleOfCrn(
  query: RecordsQuery,
  { accountId, at }: Viewer,
  crn: string,
): Promise<PersonOfCrn[]> {
  const rows = await query.query<{ id: string; is_visible: boolean }>(
    `select device_wearers.id, device_wearers.id in (
         select device_wearer_id from visible_wearers($1::bigint, $2::timestamptz)) as is_visible
     from device_wearers
     where lower(crn) = lower($3) and device_wearers.id in (
       select device_wearer_id from wearers_in_scope($1::bigint, $2::timestamptz))
     order by is_visible desc, device_wearers.id`,
    [accountId, instantText(at), crn],
  )
  return rows.map((row) => ({ id: row.id, isVisible: row.is_visible }))
}
