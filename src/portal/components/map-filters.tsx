import type { FC } from 'hono/jsx'
import { accuracyLimits } from '../map/filters.ts'
import type { MapPosition } from '../map/map-data.ts'
import { symbolOf } from '../map/symbols.ts'

/** Which positions the map shows; whatever is hidden is counted where everybody sees it. */
export const MapFilters: FC<{ positions: readonly MapPosition[] }> = ({ positions }) => {
  const mechanisms = [...new Set(positions.map(({ mechanism }) => mechanism))].sort()
  const isAccurate = positions.some(({ accuracyMetres }) => accuracyMetres !== undefined)
  if (mechanisms.length < 2 && !isAccurate) return null
  return (
    <div class="app-map__filters">
      <details class="app-map__more">
        <summary>Filter positions</summary>
        <fieldset class="app-map__layers">
          <legend class="govuk-visually-hidden">Show positions that were found</legend>
          {mechanisms.length > 1 &&
            mechanisms.map((mechanism) => (
              <label class="app-map__layer">
                <input type="checkbox" checked autocomplete="off" data-mechanism={mechanism} />{' '}
                {foundText(mechanism)}
              </label>
            ))}
          {isAccurate && (
            <label class="app-map__layer">
              Accuracy{' '}
              <input
                type="range"
                min={0}
                max={accuracyLimits.length - 1}
                step={1}
                value="0"
                autocomplete="off"
                data-map="accuracy-limit"
              />
              <output data-map="accuracy-text" aria-hidden="true" />
            </label>
          )}
          <button type="button" class="app-map__button" data-map="all-positions">
            Show them all
          </button>
        </fieldset>
      </details>
      <p class="govuk-body-s app-map__hint" role="status" data-map="hidden-count" />
    </div>
  )
}

/** `By satellite (GPS)`. */
function foundText(mechanism: string): string {
  const { name } = symbolOf(mechanism)
  return name.charAt(0).toUpperCase() + name.slice(1)
}
