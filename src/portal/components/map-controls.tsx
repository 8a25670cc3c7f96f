import type { Child, FC } from 'hono/jsx'

const layers = [
  ['direction', 'Lines and direction'],
  ['accuracy', 'Accuracy circles'],
  ['numbers', 'Numbers'],
  ['zones', 'Zones'],
  ['stays', 'Stays'],
  ['marks', 'Home and appointments'],
  ['heat', 'Heat map: time spent'],
  ['groups', 'Group close positions'],
  ['outside', 'Before and after the window'],
] as const

/** Off until somebody asks for them: they change the look of everything. */
const asked: ReadonlySet<string> = new Set(['heat', 'groups'])

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
            <input
              type="checkbox"
              checked={!asked.has(name)}
              autocomplete="off"
              data-layer={name}
            />{' '}
            {text}
          </label>
        ))}
    </fieldset>
    <div class="app-map__main">
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
        Arrow keys move the map, plus and minus zoom. The buttons below go from position to
        position.
      </p>
      <p class="govuk-visually-hidden" role="status" data-map="announcement" />
      <p class="govuk-body-s app-map__note" role="status" data-map="note" />
      {children}
    </div>
  </>
)
