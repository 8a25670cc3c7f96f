import { AppError } from '../../domain/errors.ts'
import { isPurpose, PURPOSE_LENGTH } from '../../domain/purpose.ts'
import { writeAltered } from '../../server/gate.ts'
import { type Asked, type Route, tell } from '../../server/route.ts'
import { documentTaken } from '../../store/records/person-document-records.ts'
import type { PersonDocument } from '../../store/records/visible-documents.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { formValues } from '../form-values.ts'
import { paths, within } from '../paths.ts'
import { personFrame } from '../people/person-frame.ts'
import { personName } from '../people/person-name.ts'
import { accountIdOf, type PortalServices } from '../portal-services.ts'
import { wholeNumber } from '../whole-number.ts'
import { DocumentPage } from './document-page.tsx'
import { documentStream } from './document-stream.ts'
import { documentName, isOpen } from './document-text.tsx'
import { foundDocument, keptBack } from './found-document.ts'

const WATCH_SECONDS = 10
const access = 'documents:make'

/** One document's page, and its files. */
export function documentFileRoutes(services: PortalServices): Route[] {
  const {
    folder: { records },
    show,
    now,
  } = services
  return [
    {
      method: 'GET',
      path: paths.document(':id', ':document'),
      access,
      audit: { action: 'consult', what: 'documents' },
      async handle(context) {
        const { person, document } = await foundDocument(context, services)
        tell(context, { ...toldOf(document), count: 1 })
        const watching = context.req.query('watch') === 'on' && isOpen(document)
        const own = document.askedBy.accountId === accountIdOf(context)
        const typed = { file: '0', purpose: own ? document.purpose : '' }
        const response = page(context, person, document, typed, [], watching)
        if (watching) {
          const path = within(paths.document(person.id, document.id), { watch: 'on' })
          response.headers.set('Refresh', `${WATCH_SECONDS}; url=${path}`)
        }
        return response
      },
    },
    {
      method: 'POST',
      path: paths.downloadDocument(':id', ':document'),
      access,
      audit: { action: 'disclose', what: 'documents' },
      async handle(context) {
        const { person, document } = await foundDocument(context, services)
        const form = await formValues(context)
        const typed = { file: form.text('file'), purpose: form.text('purpose') }
        const kept = keptBack(person, document)
        const file = document.files.find(({ ordinal }) => ordinal === wholeNumber(typed.file))
        if (!file || kept !== undefined) {
          const subjects = [person.id]
          throw new AppError(
            kept === undefined ? 'NOT_FOUND' : 'NOT_PERMITTED',
            kept === undefined
              ? 'Cannot give the file: there is none of this document'
              : `Cannot give the file: ${kept.charAt(0).toLowerCase()}${kept.slice(1, -1)}`,
            { subjects },
          )
        }
        if (!isPurpose(typed.purpose)) {
          const { least, most } = PURPOSE_LENGTH
          const text = `Enter why you take it, in ${least} to ${most} characters`
          return page(context, person, document, typed, [{ field: 'purpose', text }], false)
        }
        await records.transaction(async (transaction) => {
          const at = now()
          await documentTaken(transaction, document.id, accountIdOf(context), at)
          await writeAltered(context, transaction, at, {
            ...toldOf(document),
            action: 'disclose',
            what: 'documents',
            outcome: 'done',
            count: document.positions ?? 0,
            purpose: typed.purpose,
            details: { document: document.id, file: file.name, sha256: file.sha256 },
          })
        })
        return context.body(documentStream(records, document.id, file.ordinal), 200, {
          'Content-Type': file.type,
          'Content-Length': String(file.bytes),
          'Content-Disposition': `attachment; filename="${file.name}"`,
        })
      },
    },
  ]

  function page(
    context: Asked,
    person: PersonFile,
    document: PersonDocument,
    typed: { readonly file: string; readonly purpose: string },
    faults: readonly FieldFault[],
    watching: boolean,
  ): Response {
    const title = `${documentName(document)}, ${personName(person)}`
    return show(
      context,
      {
        ...personFrame(person, 'documents', title, {
          text: 'Reports',
          href: paths.documents(person.id),
        }),
        status: faults.length > 0 ? 422 : 200,
      },
      <DocumentPage
        asking={context.get('asking')}
        document={document}
        watchSeconds={watching ? WATCH_SECONDS : undefined}
        kept={document.state === 'ready' ? keptBack(person, document) : undefined}
        typed={typed}
        faults={faults}
        done={isOpen(document) ? context.req.query('done') : undefined}
      />,
    )
  }
}

function toldOf({ id, deviceWearerId, within: interval }: PersonDocument) {
  return { subjects: [deviceWearerId], interval, details: { document: id } }
}
