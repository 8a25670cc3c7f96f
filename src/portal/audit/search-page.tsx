import type { FC } from 'hono/jsx'
import { PURPOSE_LENGTH } from '../../domain/purpose.ts'
import type { Asking } from '../../server/route.ts'
import type { StoredAuditEvent } from '../../store/records/audit-records.ts'
import { CursorLinks } from '../components/cursor-links.tsx'
import { ErrorSummary, type FieldFault } from '../components/error-summary.tsx'
import { Form } from '../components/form.tsx'
import { SearchAgain } from '../components/search-form.tsx'
import { TextField } from '../components/text-field.tsx'
import { paths, within } from '../paths.ts'
import { AuditPages } from './audit-pages.tsx'
import { EventTable } from './event-table.tsx'
import { AuditSearchForm } from './search-form.tsx'
import type { TypedSearch } from './typed-search.ts'

export interface FoundEvents {
  readonly events: readonly StoredAuditEvent[]
  /** Of the last event shown, where older ones follow. */
  readonly next: number | undefined
  readonly isFirst: boolean
  /** What was looked for, rather than everything there is. */
  readonly searched: boolean
}

/** The audit, newest first: all of it, or what a search found. */
export const AuditSearchPage: FC<{
  asking: Asking
  typed: TypedSearch
  kinds: readonly string[]
  faults: readonly FieldFault[]
  purpose?: string
  /** `undefined` where the form could not be taken. */
  found: FoundEvents | undefined
}> = ({ asking, typed, kinds, faults, purpose, found }) => (
  <>
    <ErrorSummary faults={faults} />
    <h1 class="govuk-heading-l">Audit</h1>
    <AuditPages current="search" />
    <AuditSearchForm asking={asking} typed={typed} kinds={kinds} faults={faults} />
    {found && <Found asking={asking} typed={typed} found={found} />}
    <h2 class="govuk-heading-m">Export what this search finds</h2>
    <Form
      asking={asking}
      action={paths.auditExport}
      button="Export as CSV"
      kind="secondary"
      hidden={typed}
    >
      <TextField
        name="purpose"
        label="Why you need the file"
        hint="Kept in the audit. At most 50,000 events"
        value={purpose}
        faults={faults}
        maxlength={PURPOSE_LENGTH.most}
        width={30}
      />
    </Form>
    <h2 class="govuk-heading-m" id="one-person">
      Who has looked at a person
    </h2>
    <Form asking={asking} action={paths.auditPeople} button="Show who looked" kind="secondary">
      <TextField
        name="id"
        label="The person’s id as device wearer"
        faults={faults}
        autocomplete="off"
        width={10}
      />
    </Form>
  </>
)

const Found: FC<{ asking: Asking; typed: TypedSearch; found: FoundEvents }> = ({
  asking,
  typed,
  found: { events, next, isFirst, searched },
}) => (
  <>
    {events.length === 0 ? (
      <p class="govuk-body">No event has all of this.</p>
    ) : (
      <EventTable
        caption={searched ? 'Events found, the newest first' : 'Events, the newest first'}
        events={events}
      />
    )}
    {searched ? (
      next !== undefined && (
        <SearchAgain action={paths.audit} asking={asking} fields={{ ...typed, before: next }} />
      )
    ) : (
      <CursorLinks
        label="Pages of events"
        first={isFirst ? undefined : paths.audit}
        next={next === undefined ? undefined : within(paths.audit, { before: next })}
      />
    )}
  </>
)
