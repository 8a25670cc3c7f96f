import type { RecordsQuery } from '../../src/store/records/records.ts'
import type { ServedSurfaces } from './served-surfaces.ts'

/** Requests, tasks and followings that the samples of routes name, by id. */
export interface RequestFacts {
  /** Granted to the analyst, of a wearer nobody is kept from. */
  readonly granted: number
  /** Granted to the analyst, of the restricted one. */
  readonly grantedRestricted: number
  /** Of another force. */
  readonly other: number
  /** The caseworker's, of the restricted one, and another account's. */
  readonly restrictedTask: number
  readonly otherTask: number
}

/** What a request is made with, in the columns of its table. */
export type RequestColumns = Readonly<Record<string, string | number | null>>

export async function requestFacts(
  served: ServedSurfaces,
  { wearer, restricted }: { wearer: string; restricted: string },
): Promise<RequestFacts> {
  const { records } = served.folder
  const analyst = served.client('police-analyst').accountId
  const approver = served.client('data-request-approver').accountId
  const [other] = await records.query<{ id: bigint }>(
    `insert into accounts (username, name, role, police_force, created_at)
     select 'other.police', 'Other', role, 'Elsewhere', now() from accounts where id = $1 returning id`,
    [analyst],
  )
  const granted = async (id: string) => {
    const request = await insertRequest(records, analyst, grantedBy(approver))
    await records.query('insert into data_request_wearers values ($1, $2)', [request, id])
    return request
  }
  const task = async (accountId: number, id: string) => {
    const [row] = await records.query<{ id: bigint }>(
      `insert into location_tasks (account_id, device_wearer_id, purpose, began_at, ends_at)
       values ($1, $2, 'A task', now(), now() + interval '1 hour') returning id`,
      [accountId, id],
    )
    return Number(row?.id)
  }
  return {
    granted: await granted(wearer),
    grantedRestricted: await granted(restricted),
    other: await insertRequest(records, Number(other?.id), grantedBy(approver)),
    restrictedTask: await task(served.client('hub-caseworker').accountId, restricted),
    otherTask: await task(served.client('hub-manager').accountId, wearer),
  }
}

/** What makes a request granted, all of it. */
export function grantedBy(approver: number): RequestColumns {
  return {
    state: 'granted',
    checked_by: approver,
    checked_how: 'call_back',
    decided_by: approver,
    decided_at: '2026-01-07T00:00:00Z',
    granted_from: FROM,
    granted_to: TO,
    grant_ends_at: '2100-01-01T00:00:00Z',
  }
}

const FROM = '2026-01-06T00:00:00Z'
const TO = '2026-01-07T00:00:00Z'
let numbers = 900_000

/** A submitted request of one account, with whatever else its columns should say. */
export async function insertRequest(
  records: RecordsQuery,
  accountId: number,
  columns: RequestColumns = {},
): Promise<number> {
  numbers += 1
  const isDraft = columns['state'] === 'draft'
  const all = {
    number: isDraft ? null : `DR-2026-${numbers}`,
    submitted_at: isDraft ? null : '2026-01-06T12:00:00Z',
    requested_by: accountId,
    made_at: '2026-01-06T12:00:00Z',
    state: 'submitted',
    offence: 'Burglary',
    grounds: 'Seen nearby',
    necessity: 'It says whether the tag was there',
    other_intelligence: 'A witness',
    about: 'person',
    persons: '{"Nobody Known"}',
    starts_at: FROM,
    ends_at: TO,
    ...columns,
  }
  const names = Object.keys(all)
  const [row] = await records.query<{ id: bigint }>(
    `insert into data_requests (police_force, ${names.join(', ')})
     select police_force, ${names.map((_, index) => `sent.c${index}`).join(', ')}
     from accounts, (select ${names.map((name, index) => `$${index + 2}::${typeOf(name)} as c${index}`).join(', ')}) as sent
     where accounts.id = $1 returning id`,
    [accountId, ...Object.values(all)],
  )
  return Number(row?.id)
}

function typeOf(name: string): string {
  if (/(_at|_from|_to|reply_by)$/.test(name)) return 'timestamptz'
  if (name === 'persons') return 'text[]'
  if (/_by$/.test(name)) return 'bigint'
  return /latitude|longitude|metres/.test(name) ? 'float8' : 'text'
}
