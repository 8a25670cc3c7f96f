import type { FC } from 'hono/jsx'

const steps = [
  ['first', 'First'],
  ['previous', 'Previous'],
  ['next', 'Next'],
  ['last', 'Last'],
] as const

/** Goes from position to position, and the card of the chosen one. */
export const MapChoice: FC<{ id: string; count: number; notesHref?: string | undefined }> = ({
  id,
  count,
  notesHref,
}) => (
  <div class="app-map__choice">
    <fieldset class="app-map__steps">
      <legend class="govuk-visually-hidden">Choose a position</legend>
      {steps.map(([name, text]) => (
        <button type="button" class="app-map__button" data-step={name}>
          {text}
          <span class="govuk-visually-hidden"> position</span>
        </button>
      ))}
      <label class="app-map__slider">
        <span class="govuk-visually-hidden">Position</span>
        <input type="range" min={1} max={count} value="1" autocomplete="off" data-map="slider" />
      </label>
    </fieldset>
    <section class="app-map__card" data-map="card" aria-label="Chosen position" hidden>
      <h2 class="govuk-heading-s" data-map="card-title">
        None chosen
      </h2>
      <p class="govuk-body-s app-map__hint" data-map="card-hidden" />
      <dl class="app-map__facts" data-map="card-facts" />
      <p class="govuk-body-s" data-map="card-words" />
      <p class="govuk-body-s app-map__hint" data-map="card-covered" />
      <div class="app-map__tools">
        <button type="button" class="app-map__button" data-copy="decimal">
          Copy the place
        </button>
        <button type="button" class="app-map__button" data-copy="dms">
          Copy as degrees and minutes
        </button>
        <button type="button" class="app-map__button" data-move="chosen">
          Zoom to it
        </button>
        <button type="button" class="app-map__button" data-map="measure-from">
          Measure from here
        </button>
      </div>
      <p class="govuk-body-s app-map__hint" data-map="copied" />
      <p class="govuk-body-s">
        <a class="govuk-link" data-map="card-row" href={`#${id}-table`}>
          Its row in the table
        </a>
      </p>
      {notesHref !== undefined && (
        <p class="govuk-body-s">
          <a class="govuk-link" data-map="card-note" data-notes={notesHref} href={notesHref}>
            Write a note about this
          </a>
        </p>
      )}
    </section>
  </div>
)
