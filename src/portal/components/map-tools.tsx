import type { Child, FC } from 'hono/jsx'
import { sameLondonTime } from '../../domain/london-clock.ts'
import { startOfLondonDay } from '../../domain/london-local.ts'
import { londonDate } from '../../domain/london-time.ts'
import type { MapPosition } from '../map/map-data.ts'

/** More days than this are not a list to choose from. */
const MOST_DAYS = 100

/** Measuring, and how the map looks: none of it changes what is shown of anybody. */
export const MapTools: FC<{ positions: readonly MapPosition[] }> = ({ positions }) => (
  <details class="app-map__more">
    <summary>Measure, turn, print and more</summary>
    <div class="app-map__tools">
      <button type="button" class="app-map__button" data-map="measure" aria-pressed="false">
        Measure between two points
      </button>
      <button type="button" class="app-map__button" data-map="measure-clear">
        Clear the measure
      </button>
      <p class="app-map__hint" role="status" data-map="measured" />
    </div>
    <div class="app-map__tools">
      <label class="app-map__layer">
        Zoom <input type="range" min={5} max={21} step={0.5} autocomplete="off" data-map="zoom" />
      </label>
      <Days positions={positions} />
      <label class="app-map__layer">
        <input type="checkbox" autocomplete="off" data-map="turns" /> Let the map be turned
      </label>
      <span class="app-map__tools" data-map="turning" hidden>
        <label class="app-map__layer">
          Turn{' '}
          <input
            type="range"
            min={0}
            max={359}
            step={1}
            value="0"
            autocomplete="off"
            data-map="turn"
          />
        </label>
        <span data-map="turn-text" aria-hidden="true" />
        <button type="button" class="app-map__button" data-map="north-up">
          North up
        </button>
      </span>
    </div>
    <div class="app-map__tools">
      <Choice
        name="scale"
        text="Scale"
        options={{ line: 'as a line', bar: 'as a bar', off: 'off' }}
      />
      <Choice
        name="place-of"
        text="Place"
        options={{ centre: 'in the middle of the map', pointer: 'under the pointer' }}
      />
      <Choice
        name="place-form"
        text="as"
        options={{ decimal: 'decimal degrees', dms: 'degrees, minutes, seconds' }}
      />
      <span class="app-map__place" data-map="place" />
    </div>
    <div class="app-map__tools">
      <button type="button" class="app-map__button" data-map="wide" aria-pressed="false">
        Full width
      </button>
      <button type="button" class="app-map__button" data-map="print">
        Print this page
      </button>
      <button type="button" class="app-map__button" data-map="picture">
        Save a picture
      </button>
    </div>
  </details>
)

const Choice: FC<{ name: string; text: string; options: Readonly<Record<string, string>> }> = ({
  name,
  text,
  options,
}) => (
  <label class="app-map__layer app-map__speed">
    {text}{' '}
    <select data-map={name} autocomplete="off">
      {Object.entries(options).map(([value, said]) => (
        <option value={value}>{said}</option>
      ))}
    </select>
  </label>
)

/** Each London day of the positions, to look at it alone. */
const Days: FC<{ positions: readonly MapPosition[] }> = ({ positions }) => {
  const [first, last] = [positions[0], positions.at(-1)]
  const days: Child[] = []
  if (first && last) {
    let day = startOfLondonDay(first.capturedAt)
    for (; day <= last.capturedAt && days.length < MOST_DAYS; day = sameLondonTime(day, 1)) {
      days.push(<option value={String(day)}>{londonDate(day)}</option>)
    }
  }
  if (days.length < 2) return null
  return (
    <label class="app-map__layer app-map__speed">
      Fit to{' '}
      <select data-map="day" autocomplete="off">
        <option value="">everything</option>
        {days}
      </select>
    </label>
  )
}
