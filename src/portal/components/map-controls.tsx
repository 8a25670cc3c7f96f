import type { Child, FC } from 'hono/jsx'

const layers = [
  ['direction', 'Lines and direction'],
  ['accuracy', 'Accuracy circles'],
  ['numbers', 'Numbers'],
  ['zones', 'Zones'],
  ['stays', 'Stays'],
  ['marks', 'Home and appointments'],
  ['outside', 'Before and after the window'],
] as const

export const mapMoves = [
  ['in', '+', 'Zoom in'],
  ['out', '−', 'Zoom out'],
  ['all', '⤢', 'Show everything'],
  ['west', '←', 'Move west'],
  ['north', '↑', 'Move north'],
  ['south', '↓', 'Move south'],
  ['east', '→', 'Move east'],
  ['crime', '◎', 'Show the crime'],
] as const

const steps = [
  ['first', 'First'],
  ['previous', 'Previous'],
  ['next', 'Next'],
  ['last', 'Last'],
] as const

/** What surrounds the canvas: real form controls, so that everything works without a pointer. */
export const MapControls: FC<{
  id: string
  title: string
  /** Of positions. */
  count: number
  zones: boolean
  stays?: boolean
  marks?: boolean
  outside: boolean
  crimes: number
  children?: Child
}> = ({ id, title, count, zones, stays = false, marks = false, outside, crimes, children }) => (
  <>
    <fieldset class="app-map__layers">
      <legend class="govuk-visually-hidden">Show on the map</legend>
      {layers
        .filter(([name]) => ({ zones, stays, marks, outside })[name as string] ?? count > 0)
        .map(([name, text]) => (
          <label class="app-map__layer">
            <input type="checkbox" checked autocomplete="off" data-layer={name} /> {text}
          </label>
        ))}
    </fieldset>
    <div class="app-map__stage">
      <div
        class="app-map__canvas"
        data-map="canvas"
        role="application"
        tabindex={0}
        aria-label={`Map: ${title}`}
        aria-describedby={`${id}-keys`}
      />
      <fieldset class="app-map__moves">
        <legend class="govuk-visually-hidden">Move the map</legend>
        {mapMoves
          .filter(([name]) => name !== 'crime' || crimes > 0)
          .map(([name, sign, text]) => (
            <button type="button" class="app-map__button" data-move={name} title={text}>
              <span aria-hidden="true">{sign}</span>
              <span class="govuk-visually-hidden">
                {name === 'crime' && crimes > 1 ? 'Show the crimes' : text}
              </span>
            </button>
          ))}
      </fieldset>
      <p class="app-map__attribution" data-map="attribution" />
    </div>
    <p class="govuk-visually-hidden" id={`${id}-keys`}>
      Arrow keys move the map, plus and minus zoom. The buttons below go from position to position.
    </p>
    <p class="govuk-visually-hidden" role="status" data-map="announcement" />
    <p class="govuk-body-s app-map__note" role="status" data-map="note" />
    {children}
    {count > 0 && (
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
            <input
              type="range"
              min={1}
              max={count}
              value="1"
              autocomplete="off"
              data-map="slider"
            />
          </label>
        </fieldset>
        <section class="app-map__card" data-map="card" aria-label="Chosen position" hidden>
          <h2 class="govuk-heading-s" data-map="card-title">
            None chosen
          </h2>
          <dl class="app-map__facts" data-map="card-facts" />
          <p class="govuk-body-s">
            <a class="govuk-link" data-map="card-row" href={`#${id}-table`}>
              Its row in the table
            </a>
          </p>
        </section>
      </div>
    )}
  </>
)
