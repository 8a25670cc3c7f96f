import { basename } from 'node:path'
import { z } from '@hono/zod-openapi'
import { streamText } from 'hono/streaming'
import { AppError } from '../domain/errors.ts'
import type { HandedRun } from '../domain/handed-command.ts'
import type { ApiServices } from './api-services.ts'
import { type ApiRoute, operation } from './operation.ts'
import type { Uploads } from './uploads.ts'

const MOST_BYTES = 64 * 1024
const MARK = /^\{\d{1,3}\}$/

const command = z
  .strictObject({
    words: z.array(z.string().max(4000)).min(1).max(200),
    uploads: z.record(z.string().regex(MARK), z.uuid()),
  })
  .openapi('Command', {
    example: { words: ['import', 'positions', '{0}'], uploads: { '{0}': '…' } },
  })

/**
 * `POST /commands`: runs a command on the folder this server holds, as the operator whose token it is. The
 * command keeps its own audit events, before it gives anything, as it does at any host.
 */
export function runCommand(services: ApiServices, uploads: Uploads): ApiRoute {
  return operation({
    method: 'POST',
    path: '/commands',
    access: 'operate',
    audit: 'by its command',
    maxBytes: MOST_BYTES,
    id: 'runCommand',
    summary: 'Runs a command of the program on the folder that this server holds',
    description:
      'What "whereabouts" sends when it finds its data folder served. `words` are the command line, with marks (`{0}`) for files: what is read was sent to `/uploads`, what is written comes back. The answer is a line of JSON for each thing said (`said`, `warned`, `progress`), each piece of a file (`file`, `piece` in base64), and last `exit`.',
    body: command,
    answer: z.string().openapi({ description: 'Lines of JSON' }),
    async give(context, { body }) {
      const { words, uploads: sent } = await body()
      const { actor } = context.get('asking')
      const taken = new Map(
        Object.entries(sent).map(([mark, id]) => [mark, uploads.take(id, actor)] as const),
      )
      const remove = () => {
        for (const upload of taken.values()) upload.remove()
      }
      // What cannot be run at all is a problem, as everywhere; from then on the lines tell.
      let begin: HandedRun
      try {
        begin = services.prepareCommand({
          words,
          actor,
          uploadOf: (mark) => taken.get(mark)?.path,
        })
      } catch (error) {
        remove()
        throw error
      }
      context.header('Content-Type', 'application/x-ndjson')
      return streamText(
        context,
        async (stream) => {
          try {
            await begin(async (line) => void (await stream.write(`${JSON.stringify(line)}\n`)))
          } finally {
            remove()
          }
        },
        async (error, stream) => {
          const why = error instanceof AppError ? error.message : 'it failed at the server'
          await stream.write(
            `${JSON.stringify({ warned: `Cannot run "${basename(words[0] ?? '')}": ${why}` })}\n{"exit":1}\n`,
          )
        },
      )
    },
  })
}
