import type { FC } from 'hono/jsx'
import { crimeTypes } from '../../domain/crime-types.ts'
import type { Asking } from '../../server/route.ts'
import { ErrorSummary, type FieldFault, faultOf } from '../components/error-summary.tsx'
import { FormGroup, fieldAttributes } from '../components/form-group.tsx'
import { FormToken } from '../components/form-token.tsx'
import { Table } from '../components/table.tsx'
import { paths } from '../paths.ts'
import { type Checked, CheckedBatch } from './checked-batch.tsx'

/** Brings a crime batch in, or has it looked at first. */
export const UploadPage: FC<{
  asking: Asking
  /** What the file may be at most, in words. */
  most: string
  faults?: readonly FieldFault[]
  checked?: Checked
}> = ({ asking, most, faults = [], checked }) => {
  const file = {
    name: 'file',
    label: 'Crime batch file',
    hint: `A CSV file of one police force and one batch, ${most}`,
    faults,
  }
  return (
    <>
      <ErrorSummary faults={faults} />
      <h1 class="govuk-heading-l">Upload a crime batch</h1>
      {checked && <CheckedBatch {...checked} />}
      <form method="post" action={paths.upload} enctype="multipart/form-data" novalidate>
        <FormToken asking={asking} />
        <FormGroup {...file}>
          <input
            class={`govuk-file-upload${faultOf(faults, 'file') ? ' govuk-file-upload--error' : ''}`}
            type="file"
            accept=".csv,text/csv"
            {...fieldAttributes(file)}
          />
        </FormGroup>
        <div class="govuk-button-group">
          <button type="submit" class="govuk-button">
            Upload
          </button>
          <button
            type="submit"
            class="govuk-button govuk-button--secondary"
            formaction={paths.checkUpload}
          >
            Check only
          </button>
        </div>
        <p class="govuk-body">
          “Check only” says what is wrong with the file and takes nothing from it.
        </p>
      </form>
      <WhatAFileHolds />
    </>
  )
}

const WhatAFileHolds: FC = () => (
  <>
    <h2 class="govuk-heading-m">What the file holds</h2>
    <p class="govuk-body">
      A row for each crime, without a row of column names. Dates and times are in UTC, as
      yyyyMMddHHmmss: in summer that is an hour before the clock.{' '}
      <a href={paths.exampleBatch} class="govuk-link">
        Download an example (CSV)
      </a>
    </p>
    <Table
      caption="The 13 columns, in this order"
      columns={[{ title: 'Column', numeric: true }, { title: 'Holds' }, { title: 'Example' }]}
      rows={columns.map(([holds, example], index) => [String(index + 1), holds, example])}
    />
  </>
)

const columns: readonly (readonly [holds: string, example: string])[] = [
  ['Police force, as registered', 'Cheshire'],
  [`Crime type: ${Object.keys(crimeTypes).join(', ')}`, 'BIAD'],
  ['The type in words, or nothing', 'Burglary in a dwelling'],
  ['Batch id: the force’s code and a date', 'CHS20260110'],
  ['Crime reference', 'CHS/26/000001'],
  ['Earliest time of the crime', '20260109180000'],
  ['Latest time, at most 12 hours later', '20260110013000'],
  ['Easting, if the place is on the national grid', '242000'],
  ['Northing', '436000'],
  ['Latitude, if it is not', '53.8012345'],
  ['Longitude', '-4.4012345'],
  ['WGS84, OSGB36 or nothing', 'WGS84'],
  ['What happened, or nothing; in quotes if it has a comma', '"Rear door forced, nobody at home"'],
]
