import type { FC } from 'hono/jsx'
import { londonTime } from '../../domain/london-time.ts'
import type { PersonDocument } from '../../store/records/visible-documents.ts'
import { DoneNotice } from '../components/notice.tsx'
import { Table } from '../components/table.tsx'
import { paths } from '../paths.ts'
import { personName } from '../people/person-name.ts'
import { DocumentTag, documentName, farText, isOpen, ofText } from './document-text.tsx'

interface ListProps {
  readonly title: string
  readonly documents: readonly PersonDocument[]
  readonly isCut: boolean
}

/** Trail reports and breach packs about one person, and asking for another. */
export const DocumentsPage: FC<
  ListProps & { readonly deviceWearerId: string; readonly done: string | undefined }
> = ({ title, deviceWearerId, documents, isCut, done }) => (
  <>
    <DoneNotice done={done} />
    <h1 class="govuk-heading-l">{title}</h1>
    <ul class="app-tasks">
      <li class="app-tasks__item">
        <h2 class="govuk-heading-s app-tasks__name">
          <a class="govuk-link" href={paths.newTrailReport(deviceWearerId)}>
            Make a trail report
          </a>
        </h2>
        <p class="govuk-body">Where the device was over 1 to 14 days, with maps, as a PDF.</p>
      </li>
      <li class="app-tasks__item">
        <h2 class="govuk-heading-s app-tasks__name">
          <a class="govuk-link" href={paths.newBreachPack(deviceWearerId)}>
            Make a breach pack
          </a>
        </h2>
        <p class="govuk-body">
          Violations that you choose, with all that was noticed and decided, as files to pass on.
        </p>
      </li>
    </ul>
    {documents.length === 0 ? (
      <p class="govuk-body">No report was asked for yet.</p>
    ) : (
      <DocumentTable caption="Asked for, the newest first" documents={documents} />
    )}
    {isCut && <p class="govuk-body">Older ones are left out here.</p>}
  </>
)

/** What somebody asked for themselves, about anybody. */
export const MyDocumentsPage: FC<ListProps> = ({ title, documents, isCut }) => (
  <>
    <h1 class="govuk-heading-l">{title}</h1>
    {documents.length === 0 ? (
      <p class="govuk-body">
        You asked for no report yet. A person’s page has them under “Reports”.
      </p>
    ) : (
      <DocumentTable
        caption="Reports you asked for, the newest first"
        documents={documents}
        named
      />
    )}
    {isCut && <p class="govuk-body">Older ones are on the person’s own page.</p>}
  </>
)

const DocumentTable: FC<{
  caption: string
  documents: readonly PersonDocument[]
  named?: boolean
}> = ({ caption, documents, named }) => (
  <Table
    caption={caption}
    captionHidden
    columns={[
      { title: 'Report' },
      ...(named ? [{ title: 'About' }] : []),
      { title: 'State' },
      { title: 'Of what' },
      { title: 'What for' },
      { title: 'Asked for' },
    ]}
    rows={documents.map((document) => [
      <a class="govuk-link" href={paths.document(document.deviceWearerId, document.id)}>
        {documentName(document)}
      </a>,
      ...(named ? [personName({ id: document.deviceWearerId, names: document.names })] : []),
      <>
        <DocumentTag document={document} />
        {isOpen(document) && <span class="app-aside">{farText(document)}</span>}
      </>,
      ofText(document),
      document.purpose,
      `${londonTime(document.askedAt)}, by ${document.askedBy.name}`,
    ])}
  />
)

/** Above the first page: how many of theirs are ready. */
export const ReadyNotice: FC<{ ready: number }> = ({ ready }) =>
  ready === 0 ? null : (
    <p class="govuk-inset-text">
      <a class="govuk-link" href={paths.myDocuments}>
        {ready === 1
          ? `1 report you asked for is ready`
          : `${ready} reports you asked for are ready`}
      </a>
    </p>
  )
