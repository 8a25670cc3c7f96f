/**
 * Which of the people an account may see a list shows: those allocated to its practitioner, those of its team, those
 * it covers for others, those it looked at last, or everybody. Permission is beside it, not in it.
 */
export type CaseView = 'mine' | 'team' | 'cover' | 'recent' | 'everybody'

/** As a condition on a wearer's id; `$1` is the account and `$2` the instant. @param view the parameter that names the view. */
export function inView(id: string, view: `$${number}`): string {
  const allocated = (whose: string) => `exists (
         select from allocations, accounts
         where allocations.device_wearer_id = ${id} and accounts.id = $1::bigint and ${whose}
           and allocations.starts_at <= $2::timestamptz
           and (allocations.ends_at is null or allocations.ends_at > $2::timestamptz))`
  const mine = allocated('allocations.practitioner = accounts.practitioner')
  return `case ${view}::text
       when 'mine' then ${mine}
       when 'team' then ${allocated('allocations.team = accounts.team')}
       when 'cover' then not ${mine}
       when 'recent' then exists (
         select from viewed_people
         where viewed_people.device_wearer_id = ${id} and viewed_people.account_id = $1::bigint)
       else true end`
}
