// Runs in a thread of its own: see pglite-session.ts.
import { parentPort, workerData } from 'node:worker_threads'
import { openPglite } from './open-pglite.ts'
import type { PgliteAnswer, PgliteAsked } from './pglite-session.ts'

const FAULT_FIELDS = ['message', 'code', 'constraint', 'table'] as const

const opened = openPglite(workerData as string)
parentPort?.on('message', (asked: PgliteAsked) => void answer(asked))

async function answer({ id, sql, parameters }: PgliteAsked): Promise<void> {
  const said: PgliteAnswer = await answered(sql, parameters).then(
    (rows) => ({ id, rows }),
    (error: unknown) => ({ id, fault: faultOf(error) }),
  )
  parentPort?.postMessage(said)
}

async function answered(sql: string | undefined, parameters?: (string | null)[]) {
  const database = await opened
  if (sql !== undefined) return (await database.query(sql, parameters)).rows
  await database.close()
  return []
}

function faultOf(error: unknown): Record<string, string> {
  const said = error as Partial<Record<string, unknown>>
  const fields = FAULT_FIELDS.flatMap((name) =>
    typeof said[name] === 'string' ? [[name, said[name]]] : [],
  )
  return { message: String(error), ...Object.fromEntries(fields) }
}
