import { checkCrimeBatch } from '../../app/check-crime-batch.ts'
import { MOST_BATCH_LINES } from '../../app/few-batch-lines.ts'
import { receiveCrimeBatch } from '../../app/receive-crime-batch.ts'
import { grouped } from '../../domain/count-text.ts'
import { type Asked, type Route, tell } from '../../server/route.ts'
import { forceVisible } from '../../store/records/force-visible.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { csvFile } from '../csv-file.ts'
import { paths } from '../paths.ts'
import { accountIdOf, type PortalServices } from '../portal-services.ts'
import type { Checked } from './checked-batch.tsx'
import { exampleBatch } from './example-batch.ts'
import { MOST_FILE_MEGABYTES, MOST_FORM_BYTES, takeFile } from './take-file.ts'
import { UploadPage } from './upload-page.tsx'

const crumbs = [{ text: 'Ingestion', href: paths.attempts }]
const most = `at most ${MOST_FILE_MEGABYTES} MB and ${grouped(MOST_BATCH_LINES)} rows`
/** The token is the first field of the form, and is known before the file that follows is taken. */
const sendsFile = { maxBytes: MOST_FORM_BYTES, streams: true } as const

/** Brings a crime batch in by a page, or says what would become of it. */
export function uploadRoutes({ folder, show, spool, fromNationalGrid }: PortalServices): Route[] {
  const { records } = folder
  const access = 'crime-batches:write'
  const page = (context: Asked, shown: { faults?: readonly FieldFault[]; checked?: Checked }) =>
    show(
      context,
      {
        title: 'Upload a crime batch',
        crumbs,
        section: paths.attempts,
        status: shown.faults ? 422 : 200,
      },
      <UploadPage asking={context.get('asking')} most={most} {...shown} />,
    )
  const mayBring = (context: Asked) => (policeForce: string) =>
    forceVisible(records, accountIdOf(context), policeForce)
  return [
    {
      method: 'GET',
      path: paths.upload,
      access,
      audit: 'nothing personal',
      handle: (context) => page(context, {}),
    },
    {
      method: 'GET',
      path: paths.exampleBatch,
      access,
      audit: 'nothing personal',
      handle: (context) => csvFile(context, exampleBatch, 'example-batch.csv'),
    },
    {
      method: 'POST',
      path: paths.checkUpload,
      access,
      audit: { action: 'consult', what: 'crime batch to check' },
      ...sendsFile,
      async handle(context) {
        const { file, fault } = await takeFile(context, spool)
        if (fault) return page(context, { faults: [fault] })
        try {
          const batch = await checkCrimeBatch(file.path, fromNationalGrid, mayBring(context))
          const { fileName, sha256 } = file
          tell(context, { subjects: [], count: batch.counts.rows, details: { sha256 } })
          return page(context, { checked: { fileName, batch } })
        } finally {
          file.remove()
        }
      },
    },
    {
      method: 'POST',
      path: paths.upload,
      access,
      audit: { action: 'collect', what: 'crimes' },
      ...sendsFile,
      async handle(context) {
        const { file, fault } = await takeFile(context, spool)
        if (fault) return page(context, { faults: [fault] })
        try {
          const { attemptId, reasonCode } = await receiveCrimeBatch(
            folder,
            { actor: context.get('asking').actor },
            {
              content: { path: file.path },
              fileName: file.fileName,
              channel: 'upload',
              fromNationalGrid,
              mayBring: mayBring(context),
            },
          )
          // What was read wrote its event with what it kept.
          if (reasonCode === 'SAME_FILE' || reasonCode === 'WRONG_FORCE') {
            tell(context, { subjects: [], count: 0, details: { attempt: attemptId, reasonCode } })
          } else context.set('written', true)
          return context.redirect(paths.attempt(attemptId), 303)
        } finally {
          file.remove()
        }
      },
    },
  ]
}
