import type { FC } from 'hono/jsx'
import { mapMoves } from '../components/map-controls.tsx'
import { paths } from '../paths.ts'

/** Where a zone is drawn: the script fills the form's own fields, so that without it nothing is lost but the map. */
export const DrawMap: FC = () => (
  <section class="app-map app-draw" aria-label="Draw the zone">
    <link rel="stylesheet" href={paths.mapStylesheet} />
    <div class="app-draw__shell" data-map="shell" hidden data-base={paths.mapBase}>
      <div class="app-map__stage">
        <div
          class="app-map__canvas"
          data-map="canvas"
          role="application"
          tabindex={0}
          aria-label="Map: the zone"
          aria-describedby="draw-keys"
        />
        <fieldset class="app-map__moves">
          <legend class="govuk-visually-hidden">Move the map</legend>
          {mapMoves
            .filter(([name]) => name !== 'crime')
            .map(([name, sign, text]) => (
              <button type="button" class="app-map__button" data-move={name} title={text}>
                <span aria-hidden="true">{sign}</span>
                <span class="govuk-visually-hidden">{text}</span>
              </button>
            ))}
        </fieldset>
        <p class="app-map__attribution" data-map="attribution" />
      </div>
      <p class="govuk-body-s" id="draw-keys">
        For a place, click where its middle is. For corners, click each corner and the first one
        again; drag corners to move them. The same can be typed below.
      </p>
      <button type="button" class="govuk-button govuk-button--secondary" data-map="again">
        Draw the corners again
      </button>
      <p class="govuk-body-s" role="status" data-map="note" />
    </div>
    <script type="module" src={paths.drawScript} />
  </section>
)
