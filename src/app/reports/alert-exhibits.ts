import { formatInstant } from '../../domain/instant-text.ts'
import { londonLocal } from '../../domain/london-local.ts'
import { londonTimeToTheSecond } from '../../domain/london-time.ts'
import { pngOf } from '../../report/map-png.ts'
import type { MapScene } from '../../report/map-scene.ts'
import { MAP_SIZE, mapSvg } from '../../report/map-svg.ts'
import type { ReportBlock, ReportSection, ReportTable } from '../../report/report-document.ts'
import type { AlertEvidence, AlertWearer } from './alert-evidence.ts'
import type { AlertOptions } from './alert-options.ts'
import { exhibitName, nameOf } from './alert-people.ts'
import { type AlertPosition, alertPositions } from './alert-positions.ts'
import { ratioText, strengthText, verdictName } from './evidence-words.ts'

/** For each wearer what the evidence says, two maps with their key, and every position. */
export function alertExhibits(evidence: AlertEvidence, options: AlertOptions): ReportSection[] {
  return evidence.wearers.flatMap((wearer, person) => {
    const positions = alertPositions(evidence, wearer)
    const name = `Person ${person + 1}, ${nameOf(wearer)}`
    const map = (view: 'trail' | 'detail') => mapOf(evidence, wearer, positions, view, options)
    return [
      { heading: name, blocks: evidenceBlocks(wearer) },
      {
        heading: `Exhibit ${exhibitName(person, 'trail')}: whole trail`,
        blocks: [map('trail'), reading(name)],
      },
      {
        heading: `Exhibit ${exhibitName(person, 'detail')}: around the reported place`,
        blocks: [map('detail'), reading(name)],
      },
      {
        heading: `Exhibit ${exhibitName(person, 'table')}: positions`,
        landscape: true,
        blocks: [positionTable(name, wearer, positions)],
      },
    ]
  })
}

function evidenceBlocks({ bundle, run }: AlertWearer): ReportBlock[] {
  const { evidence, chance, explanation } = bundle.answer
  return [
    { kind: 'heading', text: 'What the evidence says' },
    { kind: 'paragraph', text: explanation },
    {
      kind: 'facts',
      rows: [
        ['Verdict', verdictName(evidence)],
        ['In words', strengthText(evidence)],
        ['Likelihood ratio', ratioText(evidence)],
        [
          'Known of the window',
          `${Math.floor(evidence.windowCoverage * 100)} % of it lies between two positions at most ${bundle.parameters.visitGapMinutes} minutes apart`,
        ],
        [
          'On other days',
          evidence.comparableDays === 0
            ? 'no comparable other day is known'
            : `at least as close for as long on ${evidence.coincidenceDays} of ${evidence.comparableDays} comparable other days`,
        ],
        ['Wearers compared', `${chance.compared} could lawfully be compared with this crime`],
        [
          'Expected by chance',
          `${expectedText(chance.expectedAsHigh)} of them would be expected to score as high if none had been there (${chance.basis === 'measured' ? 'as measured in validation' : 'the most that theory allows'})`,
        ],
        ['Matching run', `${run.id}, begun ${londonTimeToTheSecond(run.startedAt)}`],
      ],
    },
  ]
}

function expectedText(count: number): string {
  return count < 0.001 ? 'fewer than 0.001' : count.toPrecision(2)
}

function reading(name: string): ReportBlock {
  return {
    kind: 'paragraph',
    text: `${name}. Numbers and letters are those of the table of positions; a letter counts visits within the circle. A line leads from one position to the next and is not the way that was taken. A position lies within its confidence circle in about 95 of 100 cases. When the device came and left can only be said to the nearest positions.`,
  }
}

function mapOf(
  { crime }: AlertEvidence,
  { bundle }: AlertWearer,
  positions: readonly AlertPosition[],
  view: MapScene['view'],
  { ground }: AlertOptions,
): ReportBlock {
  const { radiusMetres, visitGapMinutes } = bundle.parameters
  const { latitude, longitude } = crime
  const scene: MapScene = {
    crime: { latitude, longitude, radiusMetres },
    positions,
    gapMinutes: visitGapMinutes,
    view,
    ground,
  }
  const near = positions.filter(({ inRadius }) => inRadius)
  const first = near[0]
  const last = near.at(-1)
  const when =
    first && last
      ? `, from ${first.label} at ${londonTimeToTheSecond(first.capturedAt)} to ${last.label} at ${londonTimeToTheSecond(last.capturedAt)}`
      : ''
  const what = view === 'trail' ? 'the whole trail' : 'the surroundings of the reported place'
  return {
    kind: 'picture',
    png: pngOf(mapSvg(scene)),
    ...MAP_SIZE,
    alt: `Map of ${what}: ${positions.length} positions, ${near.length} of them within ${radiusMetres} metres of the reported place of the crime in its window${when}. The table of positions says the same in words.`,
    caption:
      view === 'trail'
        ? 'Whole trail in the window and just around it'
        : 'Detail around the reported place',
  }
}

interface PositionColumn {
  readonly title: string
  readonly share: number
  readonly cell: (position: AlertPosition) => string
}

const columns: readonly PositionColumn[] = [
  { title: 'Label', share: 6, cell: ({ label }) => label },
  { title: 'Local time', share: 17, cell: ({ capturedAt }) => columnTime(capturedAt) },
  { title: 'UTC', share: 16, cell: ({ capturedAt }) => formatInstant(capturedAt) },
  { title: 'Latitude (WGS84)', share: 10, cell: ({ latitude }) => latitude.toFixed(7) },
  { title: 'Longitude (WGS84)', share: 10, cell: ({ longitude }) => longitude.toFixed(7) },
  {
    title: 'Confidence circle (m)',
    share: 9,
    cell: ({ accuracyMetres }) => givenText(accuracyMetres),
  },
  { title: 'Captured by', share: 8, cell: ({ mechanism }) => mechanism || 'not given' },
  {
    title: 'Distance to the place (m)',
    share: 9,
    cell: ({ distanceMetres }) => distanceMetres.toFixed(1),
  },
  {
    title: 'In window',
    share: 7,
    cell: ({ outsideWindow }) => (outsideWindow ? 'outside' : 'inside'),
  },
  { title: 'Device', share: 10, cell: ({ device }) => device },
]
const speed: PositionColumn = {
  title: 'Speed (km/h)',
  share: 7,
  cell: ({ speedKmh }) => givenText(speedKmh),
}
const direction: PositionColumn = {
  title: 'Direction (degrees)',
  share: 8,
  cell: ({ headingDegrees }) => givenText(headingDegrees),
}

/** Speed and direction have a column where the device said any. */
function positionTable(
  name: string,
  { bundle }: AlertWearer,
  positions: readonly AlertPosition[],
): ReportTable {
  const shown = [
    ...columns,
    ...(positions.some(({ speedKmh }) => speedKmh !== undefined) ? [speed] : []),
    ...(positions.some(({ headingDegrees }) => headingDegrees !== undefined) ? [direction] : []),
  ]
  return {
    kind: 'table',
    caption: `${name}: every position in the window and up to ${bundle.parameters.evidence.bridgeMinutes} minutes before and after it. Those outside the window are marked.`,
    columns: shown.map(({ title, share }) => ({ title, share })),
    rows: positions.map((position) => shown.map(({ cell }) => cell(position))),
  }
}

function givenText(value: number | undefined): string {
  return value === undefined ? 'not given' : String(value)
}

/** `26/01/2026 16:08:26 GMT`: to the second, and which of two equal hours. */
function columnTime(at: number): string {
  const { date, time, zone } = londonLocal(at)
  const seconds = new Date(at).toISOString().slice(17, 19)
  return `${date.split('-').reverse().join('/')} ${time}:${seconds} ${zone}`
}
