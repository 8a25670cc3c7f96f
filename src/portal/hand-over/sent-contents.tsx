import type { FC } from 'hono/jsx'
import { pictureCaveats } from '../../app/hand-over/hand-over-body.ts'
import type { HandOverContents, HandOverPicture } from '../../domain/hand-over.ts'
import { londonWindow } from '../../domain/london-time.ts'
import { SummaryList } from '../components/summary-list.tsx'
import { contentRows, plainText, sentNoteTitle } from './hand-over-text.ts'

/** Everything that leaves, in words and as the picture that it is. */
export const SentContents: FC<{
  contents: HandOverContents
  picture: HandOverPicture | 'erased' | undefined
}> = ({ contents, picture }) => (
  <>
    <SummaryList rows={contentRows(contents)} />
    <h2 class="govuk-heading-m">Description</h2>
    <p class="govuk-body app-written">{contents.description}</p>
    {contents.notes.map((note) => (
      <>
        <h2 class="govuk-heading-s">{sentNoteTitle(note)}</h2>
        <p class="govuk-body app-written">{note.text}</p>
      </>
    ))}
    <h2 class="govuk-heading-m">Map</h2>
    <SentPicture picture={picture} />
    <details class="govuk-details">
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">As plain text, to copy or print</span>
      </summary>
      <div class="govuk-details__text">
        <p class="govuk-body app-written">
          {plainText(contents, picture && picture !== 'erased' ? picture.within : undefined)}
        </p>
      </div>
    </details>
  </>
)

const SentPicture: FC<{ picture: HandOverPicture | 'erased' | undefined }> = ({ picture }) => {
  if (picture === undefined) return <p class="govuk-body">No map is sent.</p>
  if (picture === 'erased') {
    return <p class="govuk-body">The map is erased here, with the positions it showed.</p>
  }
  const when = londonWindow(picture.within.from, picture.within.to)
  return (
    <figure class="app-sent-map">
      <img
        class="app-sent-map__picture"
        alt={`Map of the device’s positions, ${when}. The movements page has them as a table.`}
        src={`data:image/png;base64,${Buffer.from(picture.png).toString('base64')}`}
      />
      <figcaption class="govuk-body">
        {when}
        <ul class="govuk-list govuk-list--bullet">
          {pictureCaveats.map((caveat) => (
            <li>{caveat}</li>
          ))}
        </ul>
      </figcaption>
    </figure>
  )
}
