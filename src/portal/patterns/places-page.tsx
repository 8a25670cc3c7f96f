import type { FC } from 'hono/jsx'
import { grouped } from '../../domain/count-text.ts'
import { londonTime } from '../../domain/london-time.ts'
import {
  PLACE_CATEGORIES_VERSION,
  placeCategories,
} from '../../domain/reference/place-categories.ts'
import type { Asking } from '../../server/route.ts'
import type { PlaceExtract } from '../../store/records/place-records.ts'
import { ErrorSummary, type FieldFault, faultOf } from '../components/error-summary.tsx'
import { FormGroup, fieldAttributes } from '../components/form-group.tsx'
import { FormToken } from '../components/form-token.tsx'
import { DoneNotice } from '../components/notice.tsx'
import { Table } from '../components/table.tsx'
import { TextField } from '../components/text-field.tsx'
import { paths } from '../paths.ts'
import { Attribution } from './attribution.tsx'
import { dateText } from './date-text.ts'

/** As the page says beforehand; a larger file is brought in at the host. */
export const MOST_PLACES_MEGABYTES = 50

interface PlacesProps {
  readonly asking: Asking
  /** The newest first: that one is in force. */
  readonly extracts: readonly PlaceExtract[]
  readonly counts: ReadonlyMap<string, number>
  readonly faults: readonly FieldFault[]
  readonly dataOf: string | undefined
  readonly done: string | undefined
}

/** Which places everybody's visits are told to. */
export const PlacesPage: FC<PlacesProps> = (props) => {
  const { asking, extracts, counts, faults, done } = props
  const [inForce] = extracts
  return (
    <>
      {faults.length > 0 ? <ErrorSummary faults={faults} /> : <DoneNotice done={done} />}
      <h1 class="govuk-heading-l">Places of interest</h1>
      <p class="govuk-body">
        Visits to these places are listed on each person’s page, under Patterns, Visits. A place
        that matters for one person only is added there, under Own places.
      </p>
      {inForce ? (
        <>
          <Table
            caption="Kinds of place"
            columns={[
              { title: 'Kind' },
              { title: 'Places', numeric: true },
              { title: 'Looked at' },
            ]}
            rows={placeCategories.map(({ code, plural, sensitive }) => [
              plural,
              grouped(counts.get(code) ?? 0),
              sensitive ? 'Only where a trail condition names them' : 'Always',
            ])}
          />
          <Attribution extract={inForce} />
          <p class="govuk-body-s">{`Kinds of place as of ${dateText(PLACE_CATEGORIES_VERSION)}.`}</p>
        </>
      ) : (
        <p class="govuk-inset-text">No map of places has been brought in yet.</p>
      )}
      {asking.actor.permissions.has('registry:manage') && <Maps {...props} />}
    </>
  )
}

/** For whoever brings maps in. */
const Maps: FC<PlacesProps> = (props) => {
  const { extracts } = props
  return (
    <>
      <UploadForm {...props} />
      {extracts.length > 0 && (
        <Table
          caption="Maps that were brought in, the newest first: that one is used"
          columns={[
            { title: 'File' },
            { title: 'Brought in' },
            { title: 'As of' },
            { title: 'SHA-256' },
          ]}
          rows={extracts.map(({ fileName, takenAt, takenBy, dataOf, sha256 }) => [
            fileName,
            `${takenBy ?? 'At the host'}, ${londonTime(takenAt)}`,
            dataOf === undefined ? 'Not said' : dateText(dataOf),
            <code>{sha256.slice(0, 16)}</code>,
          ])}
        />
      )}
    </>
  )
}

const UploadForm: FC<PlacesProps> = ({ asking, faults, dataOf }) => {
  const hint = `An extract of OpenStreetMap as GeoJSON or a feature a line, at most ${MOST_PLACES_MEGABYTES} MB. It takes the place of the one before`
  const field = { name: 'file', label: 'File', hint, faults }
  return (
    <>
      <h2 class="govuk-heading-m">Bring in a newer map</h2>
      <form method="post" action={paths.uploadPlaces} enctype="multipart/form-data" novalidate>
        <FormToken asking={asking} />
        <TextField
          name="dataOf"
          label="As of what day is it, if the file does not say?"
          type="date"
          value={dataOf}
          faults={faults}
        />
        <FormGroup {...field}>
          <input
            class={`govuk-file-upload${faultOf(faults, 'file') ? ' govuk-file-upload--error' : ''}`}
            type="file"
            accept=".geojson,.json,.ndjson,.geojsonl,.geojsonseq"
            {...fieldAttributes(field)}
          />
        </FormGroup>
        <button type="submit" class="govuk-button">
          Bring in the map
        </button>
      </form>
    </>
  )
}
