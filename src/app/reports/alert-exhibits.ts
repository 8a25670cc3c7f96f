import { londonTimeToTheSecond } from '../../domain/london-time.ts'
import { expectedCount } from '../../matching/evidence/plain-measures.ts'
import { MAP_SIZE } from '../../report/map-frame.ts'
import { pngOf } from '../../report/map-png.ts'
import type { MapScene } from '../../report/map-scene.ts'
import { mapSvg } from '../../report/map-svg.ts'
import type { ReportBlock, ReportSection } from '../../report/report-document.ts'
import type { AlertEvidence, AlertWearer } from './alert-evidence.ts'
import type { AlertOptions } from './alert-options.ts'
import { exhibitName, nameOf, TOGETHER } from './alert-people.ts'
import { positionTable } from './alert-position-table.ts'
import { type AlertPosition, alertPositions } from './alert-positions.ts'
import { ratioText, strengthText, verdictName } from './evidence-words.ts'

/** For each wearer what the evidence says, two maps with their key, and every position. */
export function alertExhibits(evidence: AlertEvidence, options: AlertOptions): ReportSection[] {
  const each = evidence.wearers.flatMap((wearer, person) => {
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
  return evidence.wearers.length > 1 ? [...each, together(evidence, options)] : each
}

/** All people around the place, in the window. */
function together(evidence: AlertEvidence, { ground }: AlertOptions): ReportSection {
  const { wearers } = evidence
  const positions = wearers.flatMap((wearer, index) =>
    alertPositions(evidence, wearer)
      .filter(({ outsideWindow }) => !outsideWindow)
      .map((position) => ({
        ...position,
        person: index + 1,
        label: `${index + 1}-${position.label}`,
      })),
  )
  const { parameters } = wearers[0]?.bundle ?? {}
  if (!parameters) throw new RangeError('Cannot draw a map of nobody')
  const names = wearers.map((wearer, index) => `person ${index + 1} is ${nameOf(wearer)}`)
  return {
    heading: `Exhibit ${TOGETHER}: all people together`,
    blocks: [
      pictureOf(
        sceneOf(evidence, parameters, positions, 'detail', ground),
        `Map of the surroundings of the reported place with the positions of ${wearers.length} people in the window of the crime. The tables of positions say the same in words.`,
        'All people around the reported place, in the window',
      ),
      {
        kind: 'paragraph',
        text: `On this map ${names.join(', ')}. A label begins with the person's number and goes on as in the table of their positions. Two people on one map were not compared with each other: the map says nothing of whether they met.`,
      },
    ],
  }
}

function sceneOf(
  { crime: { latitude, longitude } }: AlertEvidence,
  { radiusMetres, visitGapMinutes: gapMinutes }: AlertWearer['bundle']['parameters'],
  positions: MapScene['positions'],
  view: MapScene['view'],
  ground: MapScene['ground'],
): MapScene {
  return { crime: { latitude, longitude, radiusMetres }, positions, gapMinutes, view, ground }
}

function pictureOf(scene: MapScene, alt: string, caption: string): ReportBlock {
  return { kind: 'picture', png: pngOf(mapSvg(scene)), ...MAP_SIZE, alt, caption }
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
          `${expectedCount(chance.expectedAsHigh)} of them would be expected to score as high if none had been there (${chance.basis === 'measured' ? 'as measured in validation' : 'the most that theory allows'})`,
        ],
        ['Matching run', `${run.id}, begun ${londonTimeToTheSecond(run.startedAt)}`],
      ],
    },
  ]
}

function reading(name: string): ReportBlock {
  return {
    kind: 'paragraph',
    text: `${name}. Numbers and letters are those of the table of positions; a letter counts visits within the circle. A line leads from one position to the next and is not the way that was taken. A position lies within its confidence circle in about 95 of 100 cases. When the device came and left can only be said to the nearest positions.`,
  }
}

function mapOf(
  evidence: AlertEvidence,
  { bundle }: AlertWearer,
  positions: readonly AlertPosition[],
  view: MapScene['view'],
  { ground }: AlertOptions,
): ReportBlock {
  const { radiusMetres } = bundle.parameters
  const near = positions.filter(({ inRadius }) => inRadius)
  const first = near[0]
  const last = near.at(-1)
  const when =
    first && last
      ? `, from ${first.label} at ${londonTimeToTheSecond(first.capturedAt)} to ${last.label} at ${londonTimeToTheSecond(last.capturedAt)}`
      : ''
  const what = view === 'trail' ? 'the whole trail' : 'the surroundings of the reported place'
  return pictureOf(
    sceneOf(evidence, bundle.parameters, positions, view, ground),
    `Map of ${what}: ${positions.length} positions, ${near.length} of them within ${radiusMetres} metres of the reported place of the crime in its window${when}. The table of positions says the same in words.`,
    view === 'trail'
      ? 'Whole trail in the window and just around it'
      : 'Detail around the reported place',
  )
}
