import type { Instant } from '../../domain/interval.ts'
import { instantText } from './record-values.ts'
import type { RecordsQuery } from './records.ts'

export interface Team {
  readonly name: string
  /** Accounts in it, and allocations that name it and are not over. */
  readonly accounts: number
  readonly allocations: number
}

/** Every team there is, by name. */
export async function listTeams(query: RecordsQuery, now: Instant): Promise<Team[]> {
  const rows = await query.query<{ name: string; accounts: bigint; allocations: bigint }>(
    `select name,
       (select count(*) from accounts where accounts.team = teams.name) as accounts,
       (select count(*) from allocations
        where allocations.team = teams.name and coalesce(ends_at > $1, true)) as allocations
     from teams order by name`,
    [instantText(now)],
  )
  return rows.map(({ name, accounts, allocations }) => ({
    name,
    accounts: Number(accounts),
    allocations: Number(allocations),
  }))
}

/** @returns false where there is one of the name. */
export async function insertTeam(
  query: RecordsQuery,
  name: string,
  createdAt: Instant,
): Promise<boolean> {
  const made = await query.query(
    'insert into teams (name, created_at) values ($1, $2) on conflict do nothing returning name',
    [name, instantText(createdAt)],
  )
  return made.length > 0
}

export async function teamExists(query: RecordsQuery, name: string): Promise<boolean> {
  return (await query.query('select name from teams where name = $1', [name])).length > 0
}

/**
 * Accounts, cover and allocations follow.
 *
 * @returns false where there is no such team.
 * @throws UniqueViolation where there is one of the new name.
 */
export async function renameTeamTo(
  transaction: RecordsQuery,
  from: string,
  to: string,
): Promise<boolean> {
  const renamed = await transaction.query(
    'update teams set name = $2 where name = $1 returning name',
    [from, to],
  )
  await transaction.query('update allocations set team = $2 where team = $1', [from, to])
  return renamed.length > 0
}

/** @returns false where there is none, or something names it: an account, cover or an allocation, over or not. */
export async function deleteEmptyTeam(query: RecordsQuery, name: string): Promise<boolean> {
  const deleted = await query.query(
    `delete from teams where name = $1
       and not exists (select from accounts where team = $1)
       and not exists (select from covers where team = $1)
       and not exists (select from allocations where team = $1)
       and not exists (select from notice_targets where team = $1)
     returning name`,
    [name],
  )
  return deleted.length > 0
}
