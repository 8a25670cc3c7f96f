import type { FC } from 'hono/jsx'
import { londonTime } from '../../domain/london-time.ts'
import type { Asking } from '../../server/route.ts'
import type { CaseloadLine } from '../../store/records/visible-allocations.ts'
import { ErrorSummary, type FieldFault } from '../components/error-summary.tsx'
import { Form } from '../components/form.tsx'
import { Table } from '../components/table.tsx'
import { TextField } from '../components/text-field.tsx'
import { paths } from '../paths.ts'

export interface AllocationSearchProps {
  readonly asking: Asking
  readonly wearer?: string
  readonly practitioner?: string
  readonly caseload?: Caseload
  readonly faults?: readonly FieldFault[]
}

interface Caseload {
  readonly lines: readonly CaseloadLine[]
  /** The allocation after which the next page begins. */
  readonly next: number | undefined
}

/** Finds whom to allocate: by the wearer, or by the practitioner. Who was looked for is posted, not addressed. */
export const AllocationSearchPage: FC<AllocationSearchProps> = ({
  asking,
  wearer,
  practitioner,
  caseload,
  faults = [],
}) => (
  <>
    <ErrorSummary faults={faults} />
    <h1 class="govuk-heading-l">Allocations</h1>
    <div class="govuk-grid-row">
      <div class="govuk-grid-column-one-half">
        <Form asking={asking} action={paths.allocations} button="Find the wearer">
          <TextField
            name="wearer"
            label="Device wearer"
            hint="Their id or CRN"
            width={20}
            autocomplete="off"
            value={wearer}
            faults={faults}
          />
        </Form>
      </div>
      <div class="govuk-grid-column-one-half">
        <Form asking={asking} action={paths.caseload} button="Show the caseload">
          <TextField
            name="practitioner"
            label="Practitioner"
            hint="The name as allocations write it"
            width={20}
            autocomplete="off"
            value={practitioner}
            faults={faults}
          />
        </Form>
      </div>
    </div>
    {caseload && (
      <CaseloadTable asking={asking} practitioner={practitioner ?? ''} caseload={caseload} />
    )}
  </>
)

const CaseloadTable: FC<{ asking: Asking; practitioner: string; caseload: Caseload }> = ({
  asking,
  practitioner,
  caseload: { lines, next },
}) =>
  lines.length === 0 ? (
    <p class="govuk-body">Nobody you may see is allocated to “{practitioner}” now or later.</p>
  ) : (
    <>
      <Table
        caption={`Allocated to ${practitioner}`}
        columns={[
          { title: 'Device wearer' },
          { title: 'CRN' },
          { title: 'Team' },
          { title: 'From' },
          { title: 'To' },
        ]}
        rows={lines.map((line) => [
          <a class="govuk-link" href={paths.allocationsOf(line.deviceWearerId)}>
            {line.deviceWearerId}
          </a>,
          line.crn ?? '',
          line.team,
          londonTime(line.from),
          endText(line.to),
        ])}
      />
      {next !== undefined && (
        <Form
          asking={asking}
          action={paths.caseload}
          button="Next page"
          kind="secondary"
          hidden={{ practitioner, after: String(next) }}
        />
      )}
    </>
  )

export function endText(to: number): string {
  return to === Infinity ? 'Open' : londonTime(to)
}
