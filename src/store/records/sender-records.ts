import type { Instant } from '../../domain/interval.ts'
import { instantFrom, instantIfAny, instantText } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'

/** Who may send crimes of a police force by e-mail. */
export interface MailSender {
  readonly id: number
  /** In lower case. */
  readonly address: string
  readonly policeForce: string
  readonly addedAt: Instant
  readonly addedBy: string
  readonly endedAt: Instant | undefined
}

/** Every sender there was, by force; those in force first. */
export async function listSenders(query: RecordsQuery): Promise<MailSender[]> {
  const rows = await query.query<SenderRow>(
    `select id, address, police_force, added_at, added_by, ended_at from mail_senders
     order by ended_at is not null, police_force, address, id`,
  )
  return rows.map(senderFrom)
}

/** The sender in force of an address, in lower case. */
export async function senderOf(
  query: RecordsQuery,
  address: string,
): Promise<MailSender | undefined> {
  const [row] = await query.query<SenderRow>(
    `select id, address, police_force, added_at, added_by, ended_at from mail_senders
     where address = $1 and ended_at is null`,
    [address],
  )
  return row && senderFrom(row)
}

/** @throws UniqueViolation where the address is one of a sender in force. */
export async function insertSender(
  query: RecordsQuery,
  sender: Pick<MailSender, 'address' | 'policeForce' | 'addedAt' | 'addedBy'>,
): Promise<number> {
  const [row] = await query.query<{ id: bigint }>(
    `insert into mail_senders (address, police_force, added_at, added_by)
     values ($1, $2, $3, $4) returning id`,
    [sender.address, sender.policeForce, instantText(sender.addedAt), sender.addedBy],
  )
  return Number(row?.id)
}

/** @returns the address; `undefined` where there is no such sender in force. */
export async function endSenderAt(
  query: RecordsQuery,
  id: number,
  { at, by }: { readonly at: Instant; readonly by: string },
): Promise<string | undefined> {
  const [row] = await query.query<{ address: string }>(
    `update mail_senders set ended_at = $2, ended_by = $3
     where id = $1 and ended_at is null returning address`,
    [id, instantText(at), by],
  )
  return row?.address
}

type SenderRow = RecordRow & {
  id: bigint
  address: string
  police_force: string
  added_at: string
  added_by: string
  ended_at: string | null
}

function senderFrom(row: SenderRow): MailSender {
  return {
    id: Number(row.id),
    address: row.address,
    policeForce: row.police_force,
    addedAt: instantFrom(row.added_at),
    addedBy: row.added_by,
    endedAt: instantIfAny(row.ended_at),
  }
}
