import type { FC } from 'hono/jsx'
import { londonWindow } from '../../domain/london-time.ts'
import type { MapBand } from '../map/map-legs.ts'
import type { Stretch } from '../map/playback.ts'
import { bandInk } from '../map/symbols.ts'
import { shareText, ticksWithin } from '../map/ticks.ts'
import { Table } from './table.tsx'

type State = MapBand['state']

const TICKS = 20
/** Of a line with its name above it. Pixels. */
const LINE = 32
const states: readonly State[] = ['required', 'inside', 'outside', 'unknown']

/** Beneath the scrubber: London's midnights, and a line each for what was required and what is known. */
export const MapBands: FC<{ id: string; played: Stretch; bands: readonly MapBand[] }> = ({
  id,
  played,
  bands,
}) => {
  const lines = [...new Set(bands.map(({ line }) => line))]
  const height = TICKS + LINE * lines.length
  return (
    <div class="app-map__bands">
      <svg width="100%" height={height} aria-hidden="true">
        <Patterns id={id} />
        {ticksWithin(played).map(({ at, text }) => {
          const x = shareText(at, played)
          // The last would be cut off by the edge.
          const isLast = (at - played.from) / (played.to - played.from) > 0.93
          return (
            <>
              <line x1={x} x2={x} y2={height} stroke={bandInk.tick} />
              <text
                x={x}
                dx={isLast ? -4 : 4}
                y="14"
                font-size="13"
                text-anchor={isLast ? 'end' : 'start'}
                fill={bandInk.text}
              >
                {text}
              </text>
            </>
          )
        })}
        {lines.map((line, row) => (
          <text y={TICKS + LINE * row + 12} font-size="13" font-weight="600" fill={bandInk.text}>
            {line}
          </text>
        ))}
        {bands.map(({ from, to, line, state }) => {
          const start = Math.max(from, played.from)
          const length = Math.min(to, played.to) - start
          return (
            length > 0 && (
              <rect
                x={shareText(start, played)}
                y={TICKS + LINE * lines.indexOf(line) + 16}
                width={shareText(played.from + length, played)}
                height={12}
                fill={`url(#${id}-${state})`}
                stroke={bandInk[state]}
              />
            )
          )
        })}
        <line
          data-map="cursor"
          y2={height}
          stroke={bandInk.text}
          stroke-width="2"
          visibility="hidden"
        />
      </svg>
      {bands.length > 0 && (
        <ul class="app-map__band-legend" aria-label="What the lines beneath the time mean">
          {states
            .filter((state) => bands.some((band) => band.state === state))
            .map((state) => (
              <li class="app-map__entry">
                <svg width="32" height="20" viewBox="0 0 32 20" aria-hidden="true">
                  <rect
                    x="1"
                    y="4"
                    width="30"
                    height="12"
                    fill={`url(#${id}-${state})`}
                    stroke={bandInk[state]}
                  />
                </svg>
                {stateText(state, bands)}
              </li>
            ))}
        </ul>
      )}
    </div>
  )
}

/** The same in words, with or without the map. */
export const BandsInWords: FC<{ bands: readonly MapBand[] }> = ({ bands }) => (
  <details class="govuk-details">
    <summary class="govuk-details__summary">
      <span class="govuk-details__summary-text">The lines beneath the time, in words</span>
    </summary>
    <div class="govuk-details__text">
      <Table
        caption="What was required and what is known"
        captionHidden
        columns={[{ title: 'What' }, { title: 'State' }, { title: 'When' }]}
        rows={bands.map(({ line, text, from, to }) => [line, text, londonWindow(from, to)])}
      />
    </div>
  </details>
)

/** At most three of the texts a state stands for: `at home, inside the zone`. */
function stateText(state: State, bands: readonly MapBand[]): string {
  const texts = new Set(bands.filter((band) => band.state === state).map(({ text }) => text))
  const text = [...texts].slice(0, 3).join(', ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** Told apart without colour, too: whole, striped one way or the other, or dotted. */
const Patterns: FC<{ id: string }> = ({ id }) => (
  <defs>
    <Pattern id={`${id}-required`} colour={bandInk.required} d="M0 4h8" width={5} />
    <Pattern id={`${id}-inside`} colour={bandInk.inside} d="M0 4h8" width={8} />
    <Pattern
      id={`${id}-outside`}
      colour={bandInk.outside}
      d="M-2 2l4-4M0 8l8-8M6 10l4-4"
      width={3}
    />
    <Pattern id={`${id}-unknown`} colour={bandInk.unknown} d="M3 4h2" width={2} />
  </defs>
)

const Pattern: FC<{ id: string; colour: string; d: string; width: number }> = ({
  id,
  colour,
  d,
  width,
}) => (
  <pattern id={id} width="8" height="8" patternUnits="userSpaceOnUse">
    <rect width="8" height="8" fill="#ffffff" />
    <path d={d} stroke={colour} stroke-width={width} />
  </pattern>
)
