import { hostname } from 'node:os'
import pg from 'pg'
import { AppError } from '../../domain/errors.ts'
import { asRecordsFault } from './engine-faults.ts'
import { clientSettings, Sockets, wrongAddress } from './postgres-connection.ts'

/** Any number, the same in every process; another than that of the migrations. */
const LOCK = 7_120_260_330

/** So that a holder whose machine went away is noticed in two minutes; its own session never times out. */
const SESSION =
  '-c tcp_keepalives_idle=60 -c tcp_keepalives_interval=15 -c tcp_keepalives_count=4 -c idle_session_timeout=0'

/** The records of a server, held by this process: no other that asks for them gets them. */
export interface RecordsHold {
  /** @throws AppError STORE_UNAVAILABLE when the server ended our session, and with it the hold. */
  assertHeld(): void
  release(): Promise<void>
}

/**
 * Takes the records on a server for this process until released, or until the process ends however it
 * ends: an advisory lock of a session that is kept open. Two data folders with one address would mix
 * their imports, and each would take the other's runs for abandoned.
 *
 * @throws AppError FOLDER_HELD naming the database and, where the server tells, the holder;
 * STORE_UNAVAILABLE.
 */
export async function holdServerRecords(url: string, limitMs?: number): Promise<RecordsHold> {
  const sockets = new Sockets()
  const client = clientTo(url, sockets, limitMs)
  let lost = false
  let released = false
  const lose = () => {
    lost = true
  }
  client.on('error', lose)
  client.on('end', lose)
  const release = async () => {
    released = true
    client.end().catch(() => undefined)
    await sockets.closed()
  }
  try {
    await client.connect()
    const { rows } = await client.query<{ taken: boolean }>(
      'select pg_try_advisory_lock($1::bigint) as taken',
      [LOCK],
    )
    if (rows[0]?.taken !== true) throw held(client, await holderOf(client))
  } catch (error) {
    await release()
    throw asRecordsFault(error, 'the records of WHEREABOUTS_RECORDS_URL')
  }
  return {
    assertHeld() {
      if (!lost || released) return
      throw new AppError(
        'STORE_UNAVAILABLE',
        'Cannot use the records of WHEREABOUTS_RECORDS_URL: the server ended our session, so another process may hold them; run it again',
      )
    },
    release,
  }
}

function clientTo(url: string, sockets: Sockets, limitMs: number | undefined): pg.Client {
  const settings = clientSettings(url, sockets, { limitMs, session: SESSION })
  const name = `whereabouts process ${process.pid} on ${hostname()}`
  try {
    return new pg.Client({ ...settings, application_name: name.slice(0, 63) })
  } catch {
    // Not passed on as a cause: what the parser throws holds the address with its password.
    throw wrongAddress()
  }
}

/** What the holder's session calls itself; a server tells only those who may know. */
async function holderOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ name: string | null }>(
    `select activity.application_name as name
     from pg_locks join pg_stat_activity as activity using (pid)
     where locktype = 'advisory' and granted and objsubid = 1
       and pg_locks.database = (select oid from pg_database where datname = current_database())
       and (classid::bigint << 32) | objid::bigint = $1::bigint`,
    [LOCK],
  )
  return rows[0]?.name || 'another process'
}

function held({ database, host, port }: pg.Client, holder: string): AppError {
  return new AppError(
    'FOLDER_HELD',
    `Cannot open the records of WHEREABOUTS_RECORDS_URL: ${holder} holds database "${database}" on ${host}:${port}; end that, or give each data folder a database of its own`,
  )
}
