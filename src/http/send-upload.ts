import { z } from '@hono/zod-openapi'
import type { ApiServices } from './api-services.ts'
import { type ApiRoute, operation } from './operation.ts'
import { bodyPieces, mediaTypeOf, unsupported } from './read-json.ts'
import { dispositionName, receiveUpload } from './receive-upload.ts'
import type { Uploads } from './uploads.ts'

const TYPE = 'application/octet-stream'

/** `POST /uploads`: takes a file for a command that is handed over next. Nothing is read of it yet. */
export function sendUpload(services: ApiServices, uploads: Uploads): ApiRoute {
  return operation({
    method: 'POST',
    path: '/uploads',
    access: 'operate',
    // Nobody has read it: the command that does tells the audit.
    audit: 'nothing personal',
    maxBytes: services.mostUploadBytes,
    streams: true,
    id: 'sendUpload',
    summary: 'Takes a file for a command',
    description: 'Content-Disposition names it. It waits an hour for `/commands`.',
    files: { [TYPE]: { description: 'The file' } },
    answer: z.strictObject({ upload: z.uuid() }).openapi('Upload'),
    async give(context) {
      if (mediaTypeOf(context) !== TYPE) throw unsupported(context, [TYPE])
      const name = dispositionName(context.req.header('Content-Disposition')) ?? 'file'
      const pieces = bodyPieces(context, services.mostUploadBytes)
      const upload = await receiveUpload(services, name, pieces)
      return { upload: uploads.keep(upload, context.get('asking').actor) }
    },
  })
}
