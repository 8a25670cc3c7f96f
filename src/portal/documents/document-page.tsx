import type { Child, FC } from 'hono/jsx'
import { counted } from '../../domain/count-text.ts'
import { londonTime } from '../../domain/london-time.ts'
import { documentKindText } from '../../domain/person-document.ts'
import type { Asking } from '../../server/route.ts'
import type { PersonDocument } from '../../store/records/visible-documents.ts'
import { ErrorSummary, type FieldFault } from '../components/error-summary.tsx'
import { Form } from '../components/form.tsx'
import { DoneNotice } from '../components/notice.tsx'
import { SelectField } from '../components/select-field.tsx'
import { SummaryList } from '../components/summary-list.tsx'
import { Table } from '../components/table.tsx'
import { TextField } from '../components/text-field.tsx'
import { rangeQuery } from '../components/typed-range.ts'
import { paths, within } from '../paths.ts'
import { DocumentTag, documentName, farText, isOpen, ofText, sizeText } from './document-text.tsx'

interface DocumentPageProps {
  readonly asking: Asking
  readonly document: PersonDocument
  /** Whether the page looks again by itself, and how often. Seconds. */
  readonly watchSeconds: number | undefined
  /** What it may not be taken away for, where that is so. */
  readonly kept: string | undefined
  readonly typed: { readonly file: string; readonly purpose: string }
  readonly faults: readonly FieldFault[]
  readonly done?: string | undefined
}

/** One report or pack: how far it is, what it is of, and taking it away. */
export const DocumentPage: FC<DocumentPageProps> = (props) => {
  const { asking, document, faults, done } = props
  const { deviceWearerId, id, state } = document
  return (
    <>
      <ErrorSummary faults={faults} />
      <DoneNotice done={done} />
      <h1 class="govuk-heading-l">{documentName(document)}</h1>
      <p class="govuk-body app-tags">
        <DocumentTag document={document} /> {farText(document)}
      </p>
      {isOpen(document) && <Watch {...props} />}
      {state === 'ready' && <Take {...props} />}
      {(state === 'failed' || state === 'cancelled' || state === 'erased') && (
        <p class="govuk-body">
          <a class="govuk-link" href={againHref(document)}>
            Try again
          </a>
        </p>
      )}
      <h2 class="govuk-heading-m">What it is</h2>
      <SummaryList rows={factsOf(document)} />
      {isOpen(document) && (
        <Form
          asking={asking}
          action={paths.cancelDocument(deviceWearerId, id)}
          button="Cancel it"
          kind="secondary"
        />
      )}
    </>
  )
}

/** The form again, filled with what this was of. */
function againHref({ kind, deviceWearerId, within: of }: PersonDocument): string {
  return kind === 'trail-report'
    ? paths.newTrailReport(deviceWearerId) + rangeQuery(of)
    : paths.newBreachPack(deviceWearerId)
}

const Watch: FC<DocumentPageProps> = ({ document: { deviceWearerId, id }, watchSeconds }) => {
  const path = paths.document(deviceWearerId, id)
  return (
    <p class="govuk-body">
      {watchSeconds === undefined ? (
        <a class="govuk-link" href={within(path, { watch: 'on' })}>
          Look again by itself until it is ready
        </a>
      ) : (
        <>
          {`This page looks again by itself every ${watchSeconds} seconds. `}
          <a class="govuk-link" href={path}>
            Stop
          </a>
        </>
      )}
      {'. You may leave: your first page says when it is ready.'}
    </p>
  )
}

const Take: FC<DocumentPageProps> = ({ asking, document, kept, typed, faults }) => {
  const { deviceWearerId, id, files } = document
  return (
    <>
      <Table
        caption="Files"
        columns={[{ title: 'File' }, { title: 'Size', numeric: true }, { title: 'SHA-256' }]}
        rows={files.map(({ name, bytes, sha256 }) => [
          name,
          sizeText(bytes),
          <code class="app-hash">{sha256}</code>,
        ])}
      />
      {kept !== undefined ? (
        <p class="govuk-inset-text">{kept}</p>
      ) : (
        <Form asking={asking} action={paths.downloadDocument(deviceWearerId, id)} button="Download">
          {files.length > 1 ? (
            <SelectField
              name="file"
              label="File"
              value={typed.file}
              faults={faults}
              options={files.map(({ ordinal, name }) => ({ value: String(ordinal), text: name }))}
            />
          ) : (
            <input type="hidden" name="file" value="0" />
          )}
          <TextField
            name="purpose"
            label="Why you take it"
            hint="It is kept in the audit"
            value={typed.purpose}
            faults={faults}
            maxlength={500}
          />
        </Form>
      )}
    </>
  )
}

function factsOf(document: PersonDocument): (readonly [string, Child])[] {
  const { kind, askedBy, askedAt, purpose, positions, endedAt, state } = document
  return [
    ['What', documentKindText(kind)],
    ['Of what', ofText(document)],
    ['What for', purpose],
    ['Asked for', `${londonTime(askedAt)}, by ${askedBy.name}`],
    ...(endedAt === undefined
      ? []
      : ([[state === 'ready' ? 'Made' : 'Ended', londonTime(endedAt)]] as const)),
    ...(positions === undefined ? [] : ([['Positions', counted(positions, 'position')]] as const)),
  ]
}
