import type { Instant } from '../../domain/interval.ts'
import { instantText } from './record-values.ts'
import type { RecordsQuery } from './records.ts'

/**
 * Decided, withdrawn or never submitted; nothing was done with it since $1, what it granted had ended, it names nobody in $2,
 * and no sample of it waits for a reviewer.
 */
const REQUESTS_OVER = `state not in ('submitted', 'more_information', 'second_approval')
       and greatest(made_at, submitted_at, checked_at, proposed_at, decided_at, grant_ends_at)
         < $1::timestamptz
       and not exists (
         select from data_request_steps
         where request_id = data_requests.id and at >= $1::timestamptz
       ) and not exists (
         select from data_request_sampled where request_id = data_requests.id
           and coalesce(reviewed_at, 'infinity') >= $1::timestamptz
       ) and not exists (
         select from data_request_wearers where request_id = data_requests.id
           and device_wearer_id = any($2::text[])
       )`
const QUESTIONS_OVER = `asked_at < $1::timestamptz and not exists (
         select from place_answers where question_id = place_questions.id
           and device_wearer_id = any($2::text[])
       )`
const FOLLOWINGS_OVER = `coalesce(refused_at, stopped_at, until_at) < $1::timestamptz
       and device_wearer_id <> all($2::text[])`
const TASKS_OVER = `ends_at < $1::timestamptz and device_wearer_id <> all($2::text[])`

/** How much {@link deleteOldRequests} would delete. */
export async function countOldRequests(
  query: RecordsQuery,
  before: Instant,
  heldWearerIds: readonly string[],
): Promise<number> {
  const [row] = await query.query<{ found: bigint }>(
    `select (select count(*) from data_requests where ${REQUESTS_OVER})
       + (select count(*) from place_questions where ${QUESTIONS_OVER})
       + (select count(*) from followings where ${FOLLOWINGS_OVER})
       + (select count(*) from location_tasks where ${TASKS_OVER}) as found`,
    [instantText(before), heldWearerIds],
  )
  return Number(row?.found)
}

/**
 * Deletes what was asked for and is over: requests for data with all that was decided of them, questions about places with
 * their answers, followings, and purposes that locations were looked at for; but of some wearers. Numbers of requests are
 * not given again. In a transaction. @returns how many of all.
 */
export async function deleteOldRequests(
  transaction: RecordsQuery,
  before: Instant,
  heldWearerIds: readonly string[],
): Promise<number> {
  const over = [instantText(before), heldWearerIds]
  const requests = await transaction.query<{ id: bigint }>(
    `select id from data_requests where ${REQUESTS_OVER} for update`,
    over,
  )
  const ids = requests.map(({ id }) => id)
  const drawn = await transaction.query<{ sample_id: bigint }>(
    'delete from data_request_sampled where request_id = any($1::bigint[]) returning sample_id',
    [ids],
  )
  await transaction.query(
    `delete from data_request_samples where id = any($1::bigint[]) and not exists (
       select from data_request_sampled where sample_id = data_request_samples.id)`,
    [drawn.map(({ sample_id }) => sample_id)],
  )
  await transaction.query('delete from data_request_steps where request_id = any($1::bigint[])', [
    ids,
  ])
  await transaction.query('delete from data_request_wearers where request_id = any($1::bigint[])', [
    ids,
  ])
  await transaction.query('delete from data_requests where id = any($1::bigint[])', [ids])
  const questions = await transaction.query(
    `delete from place_questions where ${QUESTIONS_OVER} returning id`,
    over,
  )
  const followings = await transaction.query(
    `delete from followings where ${FOLLOWINGS_OVER} returning id`,
    over,
  )
  const tasks = await transaction.query(
    `delete from location_tasks where ${TASKS_OVER} returning id`,
    over,
  )
  return ids.length + questions.length + followings.length + tasks.length
}
