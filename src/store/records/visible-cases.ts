import type { Instant } from '../../domain/interval.ts'
import type { Searchable } from '../../domain/search-rank.ts'
import { type CaseView, inView } from './case-views.ts'
import { endFrom, instantFrom, instantText } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'
import type { Viewer } from './viewer.ts'

/** A line of a caseload. */
export interface Case {
  readonly id: string
  readonly names: readonly string[]
  readonly crn: string | undefined
  /** In force, or else the last. */
  readonly order: { readonly orderType: string; readonly to: Instant } | undefined
  readonly deviceId: string | undefined
  readonly allocation:
    | { readonly practitioner: string; readonly team: string; readonly from: Instant }
    | undefined
}

/** What a caseload can be sorted by. */
export const caseSorts = ['name', 'crn', 'order', 'allocated'] as const
type CaseSort = (typeof caseSorts)[number]

export interface CasesAsked {
  readonly view: CaseView
  readonly sort: CaseSort
  readonly descending: boolean
  /** The id of the last case of the page before; an id, because addresses hold no names. */
  readonly after?: string | undefined
  readonly limit: number
}

const sortKeys: Readonly<Record<CaseSort, string>> = {
  name: `lower(coalesce(names[1], '')) collate "C"`,
  crn: `coalesce(crn, '') collate "C"`,
  order: `coalesce(order_ends_at, 'infinity')`,
  allocated: `coalesce(allocated_at, '-infinity')`,
}

/** Of everybody the account may see; $1 is the account and $2 the instant. */
const cases = `select visible.device_wearer_id as id, device_wearers.names, device_wearers.crn,
    device_wearers.nomis, device_wearers.pnc,
    monitoring.order_type, monitoring.ends_at as order_ends_at, worn.device_id,
    supervision.practitioner, supervision.team, supervision.starts_at as allocated_at
  from visible_wearers($1, $2) as visible
  left join device_wearers on device_wearers.id = visible.device_wearer_id
  left join lateral (
    select order_type, ends_at from monitoring_orders
    where device_wearer_id = visible.device_wearer_id and starts_at <= $2
    order by ends_at desc nulls first, starts_at desc, id limit 1
  ) as monitoring on true
  left join lateral (
    select device_id from device_activations
    where device_wearer_id = visible.device_wearer_id and starts_at <= $2
      and (ends_at is null or ends_at > $2)
    order by starts_at desc, id limit 1
  ) as worn on true
  left join lateral (
    select practitioner, team, starts_at from allocations
    where device_wearer_id = visible.device_wearer_id and starts_at <= $2
    order by starts_at desc, id desc limit 1
  ) as supervision on true`

type CaseRow = RecordRow & {
  id: string
  names: string[] | null
  crn: string | null
  nomis: string | null
  pnc: string | null
  order_type: string | null
  order_ends_at: string | null
  device_id: string | null
  practitioner: string | null
  team: string | null
  allocated_at: string | null
}

/** People whom the account may see, a page at a time. */
export async function casesPage(
  query: RecordsQuery,
  { accountId, at }: Viewer,
  { view, sort, descending, after, limit }: CasesAsked,
): Promise<Case[]> {
  const direction = descending ? 'desc' : 'asc'
  const rows = await query.query<CaseRow>(
    `with cases as (select *, ${sortKeys[sort]} as sort_key from (${cases}) as every
       where ${inView('every.id', '$5')})
     select * from cases
     where $3::text is null
       or (sort_key, id) ${descending ? '<' : '>'} (select sort_key, id from cases where id = $3)
     order by sort_key ${direction}, id ${direction} limit $4`,
    [accountId, instantText(at), after, limit, view],
  )
  return rows.map(caseFrom)
}

/** Those of some people whom the account may see, in the order they are named in. */
export async function casesOf(
  query: RecordsQuery,
  { accountId, at }: Viewer,
  ids: readonly string[],
): Promise<Case[]> {
  const rows = await query.query<CaseRow>(`${cases} where visible.device_wearer_id = any ($3)`, [
    accountId,
    instantText(at),
    ids,
  ])
  const found = new Map(rows.map((row) => [row.id, caseFrom(row)]))
  return ids.flatMap((id) => found.get(id) ?? [])
}

/** Somebody with all that they can be looked for by. */
export interface SearchableCase extends Case {
  readonly searchable: Searchable
}

/** Everybody whom the account may see, in order of name: what a search goes through. */
export async function searchableCases(
  query: RecordsQuery,
  { accountId, at }: Viewer,
): Promise<SearchableCase[]> {
  const rows = await query.query<CaseRow & SearchRow>(
    `select cases.*, device_wearers.date_of_birth, device_wearers.facts -> 'aliases' as aliases,
       array(select value from jsonb_each_text(device_wearers.further_identifiers)) as further,
       array(select id from monitoring_orders where device_wearer_id = cases.id) as order_ids,
       array(select device_id from device_activations where device_wearer_id = cases.id) as device_ids
     from (${cases}) as cases left join device_wearers on device_wearers.id = cases.id
     order by ${sortKeys.name.replace('names', 'cases.names')}, cases.id`,
    [accountId, instantText(at)],
  )
  return rows.map((row) => ({
    ...caseFrom(row),
    searchable: {
      names: [...(row.names ?? []), ...(row.aliases ?? [])],
      numbers: [
        ...[row.id, row.crn, row.nomis, row.pnc].filter((each) => each !== null),
        ...row.further,
        ...row.order_ids,
        ...row.device_ids,
      ],
      dateOfBirth: row.date_of_birth ?? undefined,
    },
  }))
}

type SearchRow = RecordRow & {
  aliases: string[] | null
  date_of_birth: string | null
  further: string[]
  order_ids: string[]
  device_ids: string[]
}

function caseFrom(row: CaseRow): Case {
  const { order_type, practitioner } = row
  return {
    id: row.id,
    names: row.names ?? [],
    crn: row.crn ?? undefined,
    order:
      order_type === null ? undefined : { orderType: order_type, to: endFrom(row.order_ends_at) },
    deviceId: row.device_id ?? undefined,
    allocation:
      practitioner === null
        ? undefined
        : { practitioner, team: row.team ?? '', from: instantFrom(row.allocated_at ?? '') },
  }
}
