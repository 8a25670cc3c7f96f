import type { Child, FC } from 'hono/jsx'
import { GAP_MINUTES } from '../../domain/gap.ts'
import type { MapCircle, MapPosition, MapZone } from '../map/map-data.ts'
import { areaKinds } from '../map/map-data.ts'
import type { MapMark, MapStay } from '../map/map-legs.ts'
import { wearerNumber } from '../map/playback.ts'
import type { Step } from '../map/steps.ts'
import {
  FILTERED_DASH,
  GAP_DASH,
  heatInk,
  ink,
  inkOfWearer,
  markNames,
  markOutlines,
  NUMBERED_RADIUS,
  symbolOf,
  zoneInk,
} from '../map/symbols.ts'

/** What is on this map and nothing else; the map hides the lines of layers that are switched off. */
export const MapLegend: FC<{
  positions: readonly MapPosition[]
  steps: readonly Step[]
  crimes: readonly MapCircle[]
  wearers: readonly string[]
  trailsAre?: 'periods' | undefined
  zones: readonly MapZone[]
  stays?: readonly MapStay[]
  marks?: readonly MapMark[]
}> = ({ positions, steps, crimes, wearers, trailsAre, zones, stays = [], marks = [] }) => {
  const inside = positions.filter(({ outsideWindow }) => !outsideWindow)
  const symbols = new Set(inside.map(({ mechanism }) => symbolOf(mechanism)))
  const kinds = areaKinds.filter((kind) => zones.some((zone) => zone.kind === kind))
  return (
    <ul class="app-map__legend" aria-label="Legend">
      {wearers.map((id, wearer) => (
        <Entry text={`${trailsAre ? 'Trail' : 'Wearer'} ${wearerNumber(wearer)}: ${id}`}>
          <circle cx="16" cy="10" r={NUMBERED_RADIUS} fill={inkOfWearer(wearer)} />
          <text
            x="16"
            y="14"
            fill={ink.paper}
            font-size="11"
            font-weight="700"
            text-anchor="middle"
          >
            {wearerNumber(wearer)}
          </text>
        </Entry>
      ))}
      {positions.some(({ label }) => label !== undefined) && (
        <Entry
          layer="numbers"
          text={
            crimes.length > 0
              ? 'A1, A2, B1 …: visits within the circle (A, B), their positions in order'
              : 'E1, E2 …: positions that say when it began and ended, or until when it is known'
          }
        >
          <text x="16" y="15" fill={ink.text} font-size="12" font-weight="600" text-anchor="middle">
            {crimes.length > 0 ? 'A1' : 'E1'}
          </text>
        </Entry>
      )}
      {[...symbols].map(({ name, outline }) => (
        <Entry text={`Position ${name}`}>
          {outline.length === 0 ? (
            <circle cx="16" cy="10" r="6" fill={ink.position} />
          ) : (
            <polygon points={points(outline)} fill={ink.position} />
          )}
        </Entry>
      ))}
      {positions.some(({ outsideWindow }) => outsideWindow) && (
        <Entry layer="outside" text="Before or after the crime’s window: hollow, lines lighter">
          <circle cx="16" cy="10" r="5" fill={ink.paper} stroke={ink.position} stroke-width="2" />
        </Entry>
      )}
      {steps.some(({ before, gap }) => before !== undefined && !gap) && (
        <Entry layer="direction" text="Order of positions, not the route taken">
          <line x1="1" y1="10" x2="31" y2="10" stroke={ink.track} stroke-width="2" />
          <polygon points="12,5 21,10 12,15" fill={ink.track} />
        </Entry>
      )}
      {steps.some(({ gap }) => gap) && (
        <Entry
          layer="direction"
          text={`Gap of more than ${GAP_MINUTES} minutes: whereabouts unknown`}
        >
          <line
            x1="1"
            y1="10"
            x2="31"
            y2="10"
            stroke={ink.track}
            stroke-width="2"
            stroke-dasharray={GAP_DASH.join(' ')}
          />
        </Entry>
      )}
      {steps.length > 1 && (
        <>
          <Entry
            layer="direction"
            drawn="filtered"
            text="Filters hide positions between: not the route"
          >
            <line
              x1="1"
              y1="10"
              x2="31"
              y2="10"
              stroke={ink.filtered}
              stroke-width="1.5"
              stroke-dasharray={FILTERED_DASH.join(' ')}
            />
          </Entry>
          <Entry
            layer="direction"
            drawn="ends"
            text="Comes from or goes on to a position that is not shown; 50 m of it at most"
          >
            <line x1="1" y1="10" x2="24" y2="10" stroke={ink.track} stroke-width="3" />
            <circle cx="26" cy="10" r="3" fill={ink.track} />
          </Entry>
          <Entry
            layer="heat"
            text="Time spent, by position and up to each gap; from light to dark."
          >
            {heatInk.map((colour, step) => (
              <rect x={6.4 * step} width="6.4" height="20" fill={colour} />
            ))}
          </Entry>
          <Entry layer="groups" text="Several positions in one place, and how many">
            <circle cx="16" cy="10" r="10" fill={ink.position} />
            <text
              x="16"
              y="14"
              fill={ink.paper}
              font-size="11"
              font-weight="700"
              text-anchor="middle"
            >
              12
            </text>
          </Entry>
        </>
      )}
      {positions.some(({ accuracyMetres }) => accuracyMetres !== undefined) && (
        <Entry layer="accuracy" text="Accuracy: about 95 % likely to be within">
          <circle cx="16" cy="10" r="8" fill="none" stroke={ink.accuracy} />
        </Entry>
      )}
      {crimes.slice(0, 1).map(({ title }) => (
        <Entry text={crimes.length > 1 ? 'Crimes, with the numbers they have in the table' : title}>
          <circle cx="16" cy="10" r="8" fill="none" stroke={ink.crime} stroke-width="3" />
          <path d="M13 7l6 6m0-6l-6 6" stroke={ink.crime} stroke-width="2" />
        </Entry>
      ))}
      {kinds.map((kind) => (
        <Entry
          layer="zones"
          text={kind === 'place' ? 'Place' : `${kind[0]?.toUpperCase()}${kind.slice(1)} zone`}
        >
          <rect
            x="2"
            y="3"
            width="28"
            height="14"
            fill="none"
            stroke={zoneInk[kind].colour}
            stroke-width="2"
            stroke-dasharray={zoneInk[kind].dash.join(' ')}
          />
        </Entry>
      ))}
      {stays.length > 0 && (
        <Entry layer="stays" text="Stay, with its number in the list of stays">
          <circle cx="16" cy="10" r="8" fill="none" stroke={ink.stay} stroke-width="3" />
        </Entry>
      )}
      {[...new Set(marks.map(({ kind }) => kind))].map((kind) => (
        <Entry layer="marks" text={markNames[kind]}>
          <polygon points={points(markOutlines[kind], 8)} fill={ink.mark} />
        </Entry>
      ))}
    </ul>
  )
}

const Entry: FC<{
  text: string
  layer?: string
  /** Listed only while some of these are drawn. */
  drawn?: string
  children?: Child
}> = ({ text, layer, drawn, children }) => (
  <li class="app-map__entry" data-entry={layer} data-drawn={drawn}>
    <svg width="32" height="20" viewBox="0 0 32 20" aria-hidden="true">
      {children}
    </svg>
    <span>
      {text}
      {layer === 'heat' && (
        <>
          {' '}
          <span data-map="heat-text" />
        </>
      )}
    </span>
  </li>
)

function points(outline: readonly (readonly [x: number, y: number])[], radius = 6): string {
  return outline
    .map(([x, y]) => `${(16 + radius * x).toFixed(1)},${(10 + radius * y).toFixed(1)}`)
    .join(' ')
}
