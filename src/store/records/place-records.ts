import type { Instant } from '../../domain/interval.ts'
import type { PlaceOfInterest } from '../../domain/place-of-interest.ts'
import { pages } from './pages.ts'
import { instantFrom, instantText, jsonRows } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'

/** Degrees: west, south, east, north. */
export type Box = readonly [number, number, number, number]

/** A place as an extract has it. */
export type ExtractPlace = Omit<PlaceOfInterest, 'id'> & {
  readonly sourceId: string | undefined
  readonly box: Box
}

/** What came in one file of places. */
export interface PlaceExtract {
  readonly id: number
  readonly fileName: string
  readonly sha256: string
  /** A London date. */
  readonly dataOf: string | undefined
  readonly attribution: string
  readonly takenAt: Instant
  /** An account's name; of a file that was brought in at the host, none. */
  readonly takenBy: string | undefined
}

/** Keeps a file's places; from then on they are in force in place of those before. @returns the extract's id. */
export async function saveExtract(
  transaction: RecordsQuery,
  extract: {
    readonly importId: number
    readonly dataOf: string | undefined
    readonly attribution: string
    readonly takenAt: Instant
    readonly takenBy: number | undefined
  },
  places: readonly ExtractPlace[],
): Promise<number> {
  const [row] = await transaction.query<{ id: bigint }>(
    `insert into place_extracts (import_id, data_of, attribution, taken_at, taken_by)
     values ($1, $2, $3, $4, $5) returning id`,
    [
      extract.importId,
      extract.dataOf,
      extract.attribution,
      instantText(extract.takenAt),
      extract.takenBy,
    ],
  )
  const id = Number(row?.id)
  let ordinal = 0
  for (const page of pages(places, ({ geometry }) => JSON.stringify(geometry).length)) {
    const rows = page.map(({ box: [west, south, east, north], ...place }) => ({
      ordinal: ordinal++,
      category: place.category,
      name: place.name,
      address: place.address,
      source_id: place.sourceId,
      geometry: place.geometry,
      radius_metres: place.radiusMetres,
      west,
      south,
      east,
      north,
    }))
    await transaction.query(
      `insert into places_of_interest (extract_id, ordinal, category, name, address, source_id, geometry,
         radius_metres, extent)
       select $2::bigint, ordinal, category, name, address, source_id, geometry, radius_metres,
         box(point(west, south), point(east, north))
       from json_to_recordset($1::json) as sent (
         ordinal integer, category text, name text, address text, source_id text, geometry jsonb,
         radius_metres double precision, west double precision, south double precision,
         east double precision, north double precision)`,
      [jsonRows(rows), id],
    )
  }
  return id
}

/** Extracts, the newest first: that one is in force. */
export async function placeExtracts(query: RecordsQuery, limit: number): Promise<PlaceExtract[]> {
  const rows = await query.query<
    RecordRow & {
      id: bigint
      file_name: string
      sha256: string
      data_of: string | null
      attribution: string
      taken_at: string
      name: string | null
    }
  >(
    `select place_extracts.id, file_name, sha256, data_of::text as data_of, attribution, taken_at, accounts.name
     from place_extracts join imports on imports.id = import_id
     left join accounts on accounts.id = taken_by
     order by place_extracts.id desc limit $1`,
    [limit],
  )
  return rows.map((row) => ({
    id: Number(row.id),
    fileName: row.file_name,
    sha256: row.sha256,
    dataOf: row.data_of ?? undefined,
    attribution: row.attribution,
    takenAt: instantFrom(row.taken_at),
    takenBy: row.name ?? undefined,
  }))
}

/** How many places of each category an extract has. */
export async function placesByCategory(
  query: RecordsQuery,
  extractId: number,
): Promise<ReadonlyMap<string, number>> {
  const rows = await query.query<{ category: string; places: bigint }>(
    'select category, count(*) as places from places_of_interest where extract_id = $1 group by category',
    [extractId],
  )
  return new Map(rows.map(({ category, places }) => [category, Number(places)]))
}

/** Places of an extract that touch one of the boxes, of the given categories; in the extract's order. */
export async function placesTouching(
  query: RecordsQuery,
  extractId: number,
  boxes: readonly Box[],
  categories: readonly string[],
): Promise<PlaceOfInterest[]> {
  const found = new Map<number, PlaceOfInterest>()
  for (const page of pages(boxes)) {
    const rows = await query.query<
      RecordRow & {
        ordinal: number
        category: string
        name: string | null
        address: string | null
        geometry: unknown
        radius_metres: number | null
      }
    >(
      `select distinct on (ordinal) ordinal, category, name, address, geometry, radius_metres
       from json_to_recordset($1::json) as sent (
         west double precision, south double precision, east double precision, north double precision)
       join places_of_interest on extent && box(point(west, south), point(east, north))
       where extract_id = $2 and category = any($3::text[])
       order by ordinal`,
      [
        jsonRows(page.map(([west, south, east, north]) => ({ west, south, east, north }))),
        extractId,
        categories,
      ],
    )
    for (const row of rows) {
      found.set(row.ordinal, {
        id: `osm-${extractId}-${row.ordinal}`,
        category: row.category,
        name: row.name ?? undefined,
        address: row.address ?? undefined,
        geometry: row.geometry,
        radiusMetres: row.radius_metres ?? undefined,
      })
    }
  }
  return [...found].sort(([a], [b]) => a - b).map(([, place]) => place)
}
