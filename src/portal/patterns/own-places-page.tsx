import type { FC } from 'hono/jsx'
import { londonTime } from '../../domain/london-time.ts'
import type { Asking } from '../../server/route.ts'
import type { OwnPlace } from '../../store/records/own-places.ts'
import { DateTimeFields } from '../components/date-time-fields.tsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import { Form } from '../components/form.tsx'
import { DoneNotice } from '../components/notice.tsx'
import { Radios } from '../components/radios.tsx'
import { SelectField } from '../components/select-field.tsx'
import { Table } from '../components/table.tsx'
import { TextArea } from '../components/text-area.tsx'
import { TextField } from '../components/text-field.tsx'
import type { SentForm } from '../incidents/sent-form.ts'
import { paths, within } from '../paths.ts'
import { PatternLinks } from './pattern-links.tsx'

interface OwnPlacesProps {
  readonly asking: Asking
  readonly id: string
  readonly title: string
  readonly places: readonly OwnPlace[]
  readonly sent: SentForm
  readonly done: string | undefined
}

/** Places that visits of one person are told to, beside those of the map. */
export const OwnPlacesPage: FC<OwnPlacesProps> = (props) => {
  const { asking, id, title, places, sent, done } = props
  const may = asking.actor.permissions.has('places:manage')
  return (
    <>
      {sent.faults.length > 0 ? <ErrorSummary faults={sent.faults} /> : <DoneNotice done={done} />}
      <h1 class="govuk-heading-l">{title}</h1>
      <PatternLinks id={id} here="Own places" />
      <p class="govuk-body">
        Places that matter for this person only, such as a friend’s home or a car park. Visits to
        them are listed with the others, and only for this person.{' '}
        <a class="govuk-link" href={within(paths.visits(id), { days: 30, category: 'own' })}>
          Visits to own places
        </a>
      </p>
      {places.length === 0 ? (
        <p class="govuk-body">No place was added.</p>
      ) : (
        <Table
          caption="Own places, the newest first"
          captionHidden
          columns={[
            { title: 'Name' },
            { title: 'Where' },
            { title: 'Why' },
            { title: 'Added' },
            { title: 'Ended' },
          ]}
          rows={places.map((place) => [
            place.name,
            `${place.radiusMetres} metres around ${place.latitude.toFixed(5)}, ${place.longitude.toFixed(5)}`,
            <span class="app-written">{place.why}</span>,
            `${place.madeBy}, ${londonTime(place.madeAt)}`,
            place.ended
              ? `${place.ended.by}, ${londonTime(place.ended.at)}: ${place.ended.why}`
              : '',
          ])}
        />
      )}
      {may && <AddForm {...props} />}
      {may && <EndForm {...props} />}
    </>
  )
}

const AddForm: FC<OwnPlacesProps> = ({ asking, id, sent: { typed, faults } }) => {
  const field = (name: string) => ({ name, value: typed(name), faults })
  return (
    <>
      <h2 class="govuk-heading-m">Add a place</h2>
      <p class="govuk-body">
        It takes effect at once, also for visits before today. Add a place of worship, a surgery or
        an office of a party or trade union only where a condition names such places.
      </p>
      <Form asking={asking} action={paths.ownPlaces(id)} button="Add the place">
        <TextField {...field('name')} label="Name" maxlength={100} autocomplete="off" />
        <Radios
          {...field('placeBy')}
          value={typed('placeBy') || 'typed'}
          label="Where is it?"
          options={[
            { value: 'typed', text: 'I enter coordinates or a grid reference' },
            { value: 'moment', text: 'Where this person was at a date and time' },
          ]}
        />
        <TextField
          {...field('place')}
          label="Coordinates or grid reference"
          hint="Latitude and longitude, such as 53.8000, -4.4000, or a grid reference, such as SC 41234 45678"
          autocomplete="off"
          width={20}
        />
        <div class="app-range__fields">
          <DateTimeFields name="at" labels={['Date', 'Time']} typed={typed} faults={faults} />
        </div>
        <TextField
          {...field('radius')}
          value={typed('radius') ?? '50'}
          label="Radius in metres"
          hint="From 10 to 1,000. 50 fits a house with its garden"
          inputmode="numeric"
          autocomplete="off"
          width={5}
        />
        <TextArea {...field('why')} label="Why do visits to it matter?" rows={2} maxlength={500} />
      </Form>
    </>
  )
}

const EndForm: FC<OwnPlacesProps> = ({ asking, id, places, sent: { typed, faults } }) => {
  const standing = places.filter(({ ended }) => !ended)
  if (standing.length === 0) return null
  return (
    <>
      <h2 class="govuk-heading-m">End a place</h2>
      <Form asking={asking} action={paths.endOwnPlace(id)} button="End the place" kind="secondary">
        <SelectField
          name="ended"
          label="Place"
          value={typed('ended')}
          faults={faults}
          options={[
            { value: '', text: 'Choose one' },
            ...standing.map((place) => ({ value: String(place.id), text: place.name })),
          ]}
        />
        <TextArea
          name="endWhy"
          label="Why do visits to it matter no more?"
          rows={2}
          maxlength={500}
          value={typed('endWhy')}
          faults={faults}
        />
      </Form>
    </>
  )
}
