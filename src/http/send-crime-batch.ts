import { createHash } from 'node:crypto'
import { z } from '@hono/zod-openapi'
import { fewBatchLines } from '../app/few-batch-lines.ts'
import { receiveCrimeBatch } from '../app/receive-crime-batch.ts'
import { findCrimeBatch } from '../store/records/crime-records.ts'
import { forceVisible } from '../store/records/force-visible.ts'
import { type ApiServices, accountIdOf } from './api-services.ts'
import { importCounts, importFailure, toldImport } from './import-answer.ts'
import { type ApiRoute, operation } from './operation.ts'
import { problemResponse } from './problem.ts'
import { bodyPieces, mediaTypeOf, unsupported } from './read-json.ts'
import { dispositionName, receiveUpload } from './receive-upload.ts'
import { idempotencyHeaders, writeOnce } from './write-once.ts'

/** A batch is read as a whole while everybody waits, row by row: far more than any force sends. */
const MOST_BATCH_BYTES = 4 * 1024 * 1024

const files = {
  'text/csv': { description: 'A crime batch: 13 columns, no header, of one force and one batch' },
}

const taken = z
  .strictObject({
    ...importCounts,
    outcome: z.enum(['SUCCESSFUL', 'PARTIAL']),
    policeForce: z.string(),
    batchId: z.string(),
  })
  .openapi('CrimeBatchTaken')

/** `POST /crime-batches`: takes a batch whole or not at all. */
export function sendCrimeBatch(services: ApiServices): ApiRoute {
  const { folder, fromNationalGrid, mostUploadBytes } = services
  const { records } = folder
  const maxBytes = Math.min(MOST_BATCH_BYTES, mostUploadBytes)
  return operation({
    method: 'POST',
    path: '/crime-batches',
    access: 'crime-batches:write',
    audit: { action: 'collect', what: 'crimes' },
    maxBytes,
    streams: true,
    id: 'sendCrimeBatch',
    summary: 'Takes a crime batch of your own force',
    description:
      'At most 10,000 lines and 4 MiB. Content-Disposition may name the file. Bad rows are refused with every reason, the others are taken; a file of two forces or batches, or without a valid row, is not taken (FILE_MALFORMED, with `issues`). Crimes of another force than yours refuse the file (403), and nothing of it is kept.',
    headers: idempotencyHeaders,
    files,
    answer: taken,
    async give(context) {
      if (!(mediaTypeOf(context) in files)) throw unsupported(context, Object.keys(files))
      const name = dispositionName(context.req.header('Content-Disposition')) ?? 'crimes.csv'
      const upload = await receiveUpload(
        services,
        name,
        fewBatchLines(bodyPieces(context, maxBytes)),
      )
      try {
        const named = createHash('sha256').update(`${name}\n${upload.sha256}`).digest('hex')
        const end = await writeOnce(context, services, named, async () => {
          const { report } = await receiveCrimeBatch(
            folder,
            { actor: context.get('asking').actor },
            {
              content: { path: upload.path },
              fileName: name,
              channel: 'api',
              fromNationalGrid,
              mayBring: (policeForce) => forceVisible(records, accountIdOf(context), policeForce),
            },
          )
          if (report.id === undefined) throw report.failure ?? new Error('Nothing was imported')
          return { importId: report.id, again: report.outcome === 'again' }
        })
        const { stored, counts, issues } = await toldImport(context, records, end)
        const failure = importFailure(stored)
        if (failure) return problemResponse(context, failure, issues)
        const batch = await findCrimeBatch(records, end.importId)
        const outcome: z.input<typeof taken>['outcome'] =
          batch?.outcome === 'PARTIAL' ? 'PARTIAL' : 'SUCCESSFUL'
        return {
          ...counts,
          outcome,
          policeForce: batch?.policeForce ?? '',
          batchId: batch?.batchId ?? '',
        }
      } finally {
        upload.remove()
      }
    },
  })
}
