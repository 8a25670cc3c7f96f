import type { Instant } from '../../domain/interval.ts'
import type {
  Allocation,
  DeviceWearer,
  MonitoringOrder,
  People,
  WearerFacts,
  Zone,
} from '../../domain/people.ts'
import { instantText } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'
import { conditionTerms, zoneTerms } from './stored-terms.ts'
import type { Viewer } from './viewer.ts'

/** Everything the records say of one person. */
export interface PersonFile {
  readonly id: string
  readonly names: readonly string[]
  readonly dateOfBirth: string | undefined
  readonly crn: string | undefined
  readonly nomis: string | undefined
  readonly pnc: string | undefined
  readonly furtherIdentifiers: Omit<Identifiers, 'crn' | 'nomis' | 'pnc'>
  readonly facts: WearerFacts
  readonly deviceActivations: readonly (People['deviceActivations'][number] & {
    readonly model?: string | undefined
    readonly serialNumber?: string | undefined
  })[]
  readonly monitoringOrders: readonly MonitoringOrder[]
  /** That the conditions name. */
  readonly zones: readonly Zone[]
  readonly allocations: readonly Allocation[]
}

type Identifiers = NonNullable<DeviceWearer['identifiers']>

/**
 * One person's file, if the account may see them: permission and file are one statement.
 *
 * @param id whose; without it, the account's own.
 */
export async function visiblePerson(
  query: RecordsQuery,
  { accountId, at }: Viewer,
  id: string | undefined,
): Promise<PersonFile | undefined> {
  const [row] = await query.query<PersonRow>(selectVisible, [accountId, instantText(at), id])
  return row && personFrom(row)
}

/** One person's file, if a grant in force names them and the account may look under it. */
export async function grantedPerson(
  query: RecordsQuery,
  { accountId, at }: Viewer,
  requestId: number,
  id: string,
): Promise<PersonFile | undefined> {
  const parameters = [accountId, instantText(at), id, requestId]
  const [row] = await query.query<PersonRow>(selectGranted, parameters)
  return row && personFrom(row)
}

/** The person's part of people: without who is kept from them, which is not theirs to see who ask. */
export function peopleOf(person: PersonFile): People {
  const { crn, nomis, pnc, furtherIdentifiers: further, facts } = person
  const devices = new Map(
    person.deviceActivations.map(({ deviceId, model, serialNumber }) => [
      deviceId,
      { id: deviceId, model, serialNumber },
    ]),
  )
  return {
    deviceWearers: [
      {
        id: person.id,
        names: person.names,
        dateOfBirth: person.dateOfBirth,
        identifiers: { crn, nomis, pnc, ...further },
        facts,
      },
    ],
    devices: [...devices.values()],
    deviceActivations: person.deviceActivations.map(
      ({ model: _model, serialNumber: _serial, ...activation }) => activation,
    ),
    monitoringOrders: person.monitoringOrders,
    zones: person.zones,
    allocations: person.allocations,
  }
}

function personFrom(row: PersonRow): PersonFile {
  const opened = <T extends Spell>(spells: readonly T[]) => spells.map(openEnded)
  return {
    id: row.id,
    names: row.names ?? [],
    dateOfBirth: row.date_of_birth ?? undefined,
    crn: row.crn ?? undefined,
    nomis: row.nomis ?? undefined,
    pnc: row.pnc ?? undefined,
    furtherIdentifiers: row.further_identifiers ?? {},
    facts: row.facts ?? {},
    deviceActivations: opened(row.activations).map(
      ({ model, serialNumber, startReason, endReason, ...worn }) => ({
        ...worn,
        model: model ?? undefined,
        serialNumber: serialNumber ?? undefined,
        startReason: startReason ?? undefined,
        endReason: endReason ?? undefined,
      }),
    ),
    monitoringOrders: opened(row.orders).map(({ facts, ...order }) => ({
      ...order,
      ...(facts && { facts }),
      conditions: opened(order.conditions).map(({ terms, ...condition }) => ({
        ...condition,
        ...conditionTerms(condition.kind, terms),
      })),
    })),
    zones: opened(row.zones).map(({ terms, ...zone }) => ({ ...zone, ...zoneTerms(terms) })),
    allocations: opened(row.allocations),
  }
}

/**
 * What keeps the account from somebody whom its role would let it see: what the restriction says.
 * `undefined` where they are out of scope, or there is nobody of that id.
 */
export async function restrictionMessage(
  query: RecordsQuery,
  { accountId, at }: Viewer,
  id: string,
): Promise<string | undefined> {
  const [row] = await query.query<{ message: string }>(
    `select hidden.message
     from accounts, wearers_in_scope($1, $2) as scope, restrictions_on(accounts.username) as hidden
     where accounts.id = $1 and scope.device_wearer_id = $3 and hidden.device_wearer_id = $3
     order by hidden.message limit 1`,
    [accountId, instantText(at), id],
  )
  return row?.message
}

/** As JSON has it: milliseconds, and an open end as null. */
interface Spell {
  readonly from: Instant
  readonly to: Instant | null
}

type Opened<T> = Omit<T, 'to'> & { readonly to: Instant }

function openEnded<T extends Spell>(spell: T): Opened<T> {
  return { ...spell, to: spell.to ?? Infinity }
}

type AsJson<T> = Omit<T, 'to'> & Spell

type PersonRow = RecordRow & {
  id: string
  names: string[] | null
  date_of_birth: string | null
  crn: string | null
  nomis: string | null
  pnc: string | null
  further_identifiers: object | null
  facts: object | null
  activations: (AsJson<Omit<People['deviceActivations'][number], 'startReason' | 'endReason'>> & {
    model: string | null
    serialNumber: string | null
    startReason: string | null
    endReason: string | null
  })[]
  orders: (AsJson<Omit<MonitoringOrder, 'conditions' | 'facts'>> & {
    facts: object | null
    conditions: (AsJson<MonitoringOrder['conditions'][number]> & { terms: object | null })[]
  })[]
  zones: (AsJson<Zone> & { terms: object | null })[]
  allocations: AsJson<Allocation>[]
}

const spell = (table: string) =>
  `'from', extract(epoch from ${table}.starts_at) * 1000, 'to', extract(epoch from ${table}.ends_at) * 1000`

/** @param asked whose: a statement that gives an `id`, with its permission. */
const selectPerson = (asked: string) => `with asked as (${asked}), conditions as (
    select order_conditions.* from asked
    join monitoring_orders on monitoring_orders.device_wearer_id = asked.id
    join order_conditions on monitoring_order_id = monitoring_orders.id
  )
  select asked.id, names, date_of_birth, crn, nomis, pnc, further_identifiers, device_wearers.facts,
    (select coalesce(json_agg(json_build_object(
        'id', activation.id, 'deviceId', device_id, 'deviceWearerId', asked.id, 'model', model,
        'serialNumber', serial_number, 'startReason', start_reason, 'endReason', end_reason,
        ${spell('activation')}) order by activation.starts_at, activation.id), '[]')
     from device_activations as activation left join devices on devices.id = device_id
     where device_wearer_id = asked.id) as activations,
    (select coalesce(json_agg(json_build_object(
        'id', monitoring.id, 'deviceWearerId', asked.id, 'orderType', order_type,
        'facts', monitoring.facts, ${spell('monitoring')}, 'conditions',
        (select coalesce(json_agg(json_build_object(
            'id', condition.id, 'kind', kind, 'crimeMapping', crime_mapping,
            'zoneIds', coalesce(zone_ids, '{}'), 'terms', terms, ${spell('condition')}) order by ordinal), '[]')
         from conditions as condition where monitoring_order_id = monitoring.id)
      ) order by monitoring.starts_at, monitoring.id), '[]')
     from monitoring_orders as monitoring where device_wearer_id = asked.id) as orders,
    (select coalesce(json_agg(json_build_object(
        'id', zone.id, 'kind', kind, 'geometry', geometry, 'terms', terms,
        ${spell('zone')}) order by zone.id), '[]')
     from zones as zone
     where zone.id in (
       select unnest(zone_ids) from conditions
       union all select terms ->> 'zoneId' from conditions
       union all select named #>> '{}'
         from conditions, jsonb_path_query(terms, '$.**.zoneIds[*]') as named)) as zones,
    (select coalesce(json_agg(json_build_object(
        'deviceWearerId', asked.id, 'practitioner', practitioner, 'team', team,
        ${spell('allocation')}) order by allocation.starts_at, allocation.id), '[]')
     from allocations as allocation where device_wearer_id = asked.id) as allocations
  from asked left join device_wearers on device_wearers.id = asked.id`

const selectVisible = selectPerson(
  `select visible.device_wearer_id as id from visible_wearers($1, $2) as visible
   where visible.device_wearer_id
     = coalesce($3, (select device_wearer_id from accounts where accounts.id = $1))`,
)

const selectGranted = selectPerson(
  `select granted.device_wearer_id as id from visible_granted_wearers($1, $2, $4) as granted
   where granted.device_wearer_id = $3`,
)
