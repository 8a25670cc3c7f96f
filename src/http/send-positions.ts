import { createHash } from 'node:crypto'
import { z } from '@hono/zod-openapi'
import { DEFAULT_BATCH_ROWS, importPositions } from '../app/import-positions.ts'
import type { Asked } from '../server/route.ts'
import type { ApiServices } from './api-services.ts'
import { importCounts, importFailure, toldImport } from './import-answer.ts'
import { issueAsSent } from './issue-as-sent.ts'
import { type ApiRoute, operation } from './operation.ts'
import { problemResponse } from './problem.ts'
import { bodyPieces, mediaTypeOf, unsupported } from './read-json.ts'
import { dispositionName, receiveUpload } from './receive-upload.ts'
import { type SentPositions, sentPositions, sentPositionsAsRows } from './sent-positions.ts'
import { idempotencyHeaders, writeOnce } from './write-once.ts'

/** How far ahead a device's clock may run, as `import` has it. */
const FUTURE_MS = 10 * 60_000

const JSON_TYPE = 'application/json'
const files = {
  'text/csv': { description: 'A positions file with its header, as the command imports it' },
  'application/x-ndjson': { description: 'A positions file, one JSON object a line' },
}

/** `POST /positions`: takes what devices measured, and answers once it is durable. */
export function sendPositions(services: ApiServices): ApiRoute {
  const { folder, now, mostUploadBytes } = services
  return operation({
    method: 'POST',
    path: '/positions',
    access: 'positions:write',
    audit: { action: 'collect', what: 'movements' },
    maxBytes: mostUploadBytes,
    streams: true,
    id: 'sendPositions',
    summary: 'Takes positions, and answers once they are durable',
    description:
      'JSON holds the positions of one device, at most 10,000 and 4 MiB. A bad position is refused with every reason and kept; the others are taken. The same position again is a repeat and counts once.',
    headers: idempotencyHeaders,
    body: sentPositions,
    files,
    answer: z.strictObject(importCounts).openapi('PositionsTaken'),
    async give(context, { body }) {
      const type = mediaTypeOf(context)
      const sent = type === JSON_TYPE ? await body() : undefined
      const upload = await received(context, services, type, sent)
      try {
        const named = createHash('sha256').update(`${type}\n${upload.sha256}`).digest('hex')
        const end = await writeOnce(context, services, named, async () => {
          const { actor } = context.get('asking')
          const [report] = await importPositions(folder, { actor }, [upload.path], {
            latest: now() + FUTURE_MS,
            batchRows: DEFAULT_BATCH_ROWS,
            // What was refused before may be taken now.
            again: true,
            onDurable: () => undefined,
            ...(sent && { device: sent.deviceId }),
          })
          if (report?.id === undefined) throw report?.failure ?? new Error('Nothing was imported')
          return { importId: report.id, again: false }
        })
        const { stored, counts } = await toldImport(context, folder.records, end)
        const failure = importFailure(stored)
        // Rows that are all refused are an answer; a file without a row that can be read is none.
        if (failure && stored.rows === 0) return problemResponse(context, failure)
        return sent ? { ...counts, refused: counts.refused.map(issueAsSent) } : counts
      } finally {
        upload.remove()
      }
    },
  })
}

function received(
  context: Asked,
  services: ApiServices,
  type: string,
  sent: SentPositions | undefined,
) {
  if (sent) return receiveUpload(services, 'positions.ndjson', sentPositionsAsRows(sent))
  if (!(type in files)) throw unsupported(context, [JSON_TYPE, ...Object.keys(files)])
  const ending = type === 'text/csv' ? '.csv' : '.ndjson'
  const name = dispositionName(context.req.header('Content-Disposition')) ?? `positions${ending}`
  // The reader goes by the name, the program by the type it sent.
  const isNdjson = /\.(ndjson|jsonl)$/i.test(name)
  const fitting = isNdjson === (ending === '.ndjson') ? name : `${name}${ending}`
  return receiveUpload(services, fitting, bodyPieces(context, services.mostUploadBytes))
}
