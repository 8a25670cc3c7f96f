import type { FC } from 'hono/jsx'
import type { MapBand } from '../map/map-legs.ts'
import { type Stretch, sliderStep, speedsFor, trailsBehind } from '../map/playback.ts'
import { MapBands } from './map-bands.tsx'

/** Plays trails through a window: time in London, in words, and what is known of each device then. */
export const MapPlayback: FC<{
  id: string
  played: Stretch
  wearers: readonly string[]
  bands: readonly MapBand[]
}> = ({ id, played, played: { from, to }, wearers, bands }) => {
  const step = sliderStep(played)
  return (
    <fieldset class="app-map__playback">
      <legend class="govuk-visually-hidden">Play the trails</legend>
      <button type="button" class="app-map__button app-map__play" data-map="play">
        Play
      </button>
      <label class="app-map__speed">
        Speed{' '}
        <select data-map="speed" autocomplete="off">
          {speedsFor(played).map(({ speed, text, isFirst }) => (
            <option value={String(speed)} selected={isFirst}>
              {text}
            </option>
          ))}
        </select>
      </label>
      <label class="app-map__speed">
        Trail behind{' '}
        <select data-map="behind" autocomplete="off">
          {trailsBehind.map(({ name, text }) => (
            <option value={name}>{text}</option>
          ))}
        </select>
      </label>
      <label class="app-map__layer">
        <input type="checkbox" autocomplete="off" data-map="follow" /> Follow the device
      </label>
      <button type="button" class="app-map__button" data-map="whole">
        Show the whole period
      </button>
      <label class="app-map__time" for={`${id}-time`}>
        Time
      </label>
      <input
        class="app-map__time-slider"
        id={`${id}-time`}
        type="range"
        min={0}
        // Whole steps, so that the end can be reached.
        max={Math.max(1, Math.ceil((to - from) / 1000 / step)) * step}
        step={step}
        value="0"
        autocomplete="off"
        data-map="time"
      />
      <MapBands id={id} played={played} bands={bands} />
      <p class="app-map__time-text" data-map="time-text">
        The whole period is shown
      </p>
      <ul class="app-map__devices" data-map="devices">
        {(wearers.length > 0 ? wearers : ['']).map(() => (
          <li />
        ))}
      </ul>
      <p class="app-map__bands-text" data-map="bands-text" />
    </fieldset>
  )
}
