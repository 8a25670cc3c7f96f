import type { Instant, Interval } from '../../domain/interval.ts'
import { startText } from './open-interval.ts'
import { instantFrom, instantIfAny, instantText } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'

/** A place that visits of one person are told to. */
export interface OwnPlace {
  readonly id: number
  readonly name: string
  /** Degrees. */
  readonly latitude: number
  readonly longitude: number
  readonly radiusMetres: number
  /** Why it is watched for. */
  readonly why: string
  /** Of the position that it is the place of, where it is one's. */
  readonly positionAt: Instant | undefined
  readonly madeBy: string
  readonly madeAt: Instant
  readonly ended: { readonly by: string; readonly at: Instant; readonly why: string } | undefined
}

/** Of one person, the newest first, ended ones too. The asker may see the person: they asked for their file. */
export async function ownPlacesOf(
  query: RecordsQuery,
  deviceWearerId: string,
): Promise<OwnPlace[]> {
  const rows = await query.query<
    RecordRow & {
      id: bigint
      name: string
      latitude: number
      longitude: number
      radius_metres: number
      why: string
      position_at: string | null
      maker: string
      made_at: string
      ender: string | null
      ended_at: string | null
      end_why: string | null
    }
  >(
    `select own_places.*, makers.name as maker, enders.name as ender
     from own_places join accounts as makers on makers.id = made_by
     left join accounts as enders on enders.id = ended_by
     where own_places.device_wearer_id = $1 order by own_places.id desc`,
    [deviceWearerId],
  )
  return rows.map((row) => ({
    id: Number(row.id),
    name: row.name,
    latitude: row.latitude,
    longitude: row.longitude,
    radiusMetres: row.radius_metres,
    why: row.why,
    positionAt: instantIfAny(row.position_at),
    madeBy: row.maker,
    madeAt: instantFrom(row.made_at),
    ended:
      row.ended_at === null
        ? undefined
        : { by: row.ender ?? '', at: instantFrom(row.ended_at), why: row.end_why ?? '' },
  }))
}

export async function addOwnPlace(
  query: RecordsQuery,
  deviceWearerId: string,
  place: Omit<OwnPlace, 'id' | 'madeBy' | 'madeAt' | 'ended'>,
  by: { readonly accountId: number; readonly at: Instant },
): Promise<number> {
  const [row] = await query.query<{ id: bigint }>(
    `insert into own_places (device_wearer_id, name, latitude, longitude, radius_metres, why, position_at,
       made_by, made_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id`,
    [
      deviceWearerId,
      place.name,
      place.latitude,
      place.longitude,
      place.radiusMetres,
      place.why,
      instantText(place.positionAt),
      by.accountId,
      instantText(by.at),
    ],
  )
  return Number(row?.id)
}

/** @returns whether there was such a place that had not ended. */
export async function endOwnPlace(
  query: RecordsQuery,
  deviceWearerId: string,
  { id, accountId, at, why }: { id: number; accountId: number; at: Instant; why: string },
): Promise<boolean> {
  const ended = await query.query(
    `update own_places set ended_by = $3, ended_at = $4, end_why = $5
     where device_wearer_id = $1 and id = $2 and ended_at is null returning id`,
    [deviceWearerId, id, accountId, instantText(at), why],
  )
  return ended.length > 0
}

/**
 * Removes places added for somebody that tell where they were in an interval: those of a position captured in it, and
 * those typed in it. In the transaction that finishes the erasure.
 */
export async function eraseOwnPlaces(
  transaction: RecordsQuery,
  deviceWearerId: string,
  within: Interval,
): Promise<void> {
  await transaction.query(
    `delete from own_places
     where device_wearer_id = $1
       and coalesce(position_at, made_at) >= coalesce($2::timestamptz, '-infinity')
       and coalesce(position_at, made_at) < coalesce($3::timestamptz, 'infinity')`,
    [deviceWearerId, startText(within), instantText(within.to)],
  )
}

/** Removes places whose position was kept for too long, and those that ended that long ago; not of some wearers. */
export async function purgeOwnPlaces(
  transaction: RecordsQuery,
  before: Instant,
  but: readonly string[],
): Promise<void> {
  await transaction.query(
    `delete from own_places
     where coalesce(position_at, ended_at) < $1::timestamptz and device_wearer_id <> all($2::text[])`,
    [instantText(before), but],
  )
}
