import { counted, grouped } from '../../domain/count-text.ts'
import { GAP_MINUTES } from '../../domain/gap.ts'
import { formatInstant } from '../../domain/instant-text.ts'
import { lengthInWords } from '../../domain/length-in-words.ts'
import { londonTime, londonTimeToTheSecond, londonWindow } from '../../domain/london-time.ts'
import { ALGORITHM } from '../../matching/parameters.ts'
import { legsOf } from '../../patterns/legs.ts'
import type { SceneGround } from '../../report/map-scene.ts'
import type { ReportBlock, ReportDocument, ReportSection } from '../../report/report-document.ts'
import type { ToldTrail, TrailContent } from './document-job.ts'
import { caveats, legalBasis, NOT_GUILT, personFacts, personName } from './document-words.ts'
import { mapWindows } from './map-windows.ts'
import { trailDays } from './trail-days.ts'
import { legsTable } from './trail-legs.ts'
import { trailMaps } from './trail-maps.ts'

/** In one table; the rest is in the file of positions. */
const MOST_GAPS = 500
const MOST_LEGS = 500
/** A report of no more positions prints them all. */
const MOST_POSITIONS = 1500

interface TrailReportOptions {
  /** Of the file of positions beside it. */
  readonly positionsSha256: string
  readonly ground: SceneGround | undefined
  /** Told how many maps are drawn. */
  readonly drawn: (done: number, of: number) => void
}

/** Where somebody's device was in a stretch, as a document: a function of what is given alone. */
export async function trailReport(
  trail: TrailContent,
  options: TrailReportOptions,
): Promise<ReportDocument> {
  const content = { ...trail, legs: legsOf(trail.positions) }
  const { facts, person } = content
  return {
    title: `Trail report ${facts.id}: ${personName(person)}`,
    author: facts.author.name,
    madeAt: facts.readAt,
    footer: `Trail report ${facts.id}   Positions ${options.positionsSha256.slice(0, 16)}`,
    sections: [
      overview(content, options),
      basisAndReading(content),
      ...(await trailMaps(content, options.ground, options.drawn)),
      ...listed(content),
    ],
  }
}

function overview(content: ToldTrail, { positionsSha256 }: TrailReportOptions): ReportSection {
  const { facts, person, within, hoursPerMap, supervised, silences, positions } = content
  const maps = mapWindows(within, hoursPerMap).length
  const whole = supervised.length === 1 && supervised[0]?.from === within.from
  const isWhole = whole && supervised[0]?.to === within.to
  return {
    heading: `Trail report: ${personName(person)}`,
    blocks: [
      { kind: 'paragraph', text: londonWindow(within.from, within.to), strong: true },
      { kind: 'paragraph', text: NOT_GUILT },
      { kind: 'heading', text: 'Who and why' },
      {
        kind: 'facts',
        rows: [
          ...personFacts(person),
          ['Asked for by', `${facts.author.name}, ${facts.author.role.toLowerCase()}`],
          ['What for', facts.purpose],
          ['Asked for', londonTime(facts.askedAt)],
          ['Made from what was held on', londonTimeToTheSecond(facts.readAt)],
        ],
      },
      { kind: 'heading', text: 'What it covers' },
      {
        kind: 'facts',
        rows: [
          [
            'Period',
            `${londonWindow(within.from, within.to)} (${lengthInWords(within.to - within.from)})`,
          ],
          [
            'May be looked at',
            supervised.length === 0
              ? 'Nothing of this period: no trail condition was in force with a device worn'
              : isWhole
                ? 'All of this period'
                : supervised.map(({ from, to }) => londonWindow(from, to)).join('\n'),
          ],
          ['Positions', counted(positions.length, 'position')],
          [
            'Gaps',
            `${counted(silences.length, 'gap')} longer than ${GAP_MINUTES} minutes, listed at the end`,
          ],
          ['Maps', `${grouped(maps)}, of ${hoursText(hoursPerMap)} each`],
        ],
      },
      {
        kind: 'paragraph',
        text: 'It does not cover crimes, other people, or time outside the period or outside what may lawfully be looked at.',
      },
      trailDays(content),
      { kind: 'heading', text: 'Checking it' },
      {
        kind: 'paragraph',
        text: `Every position is in the file positions.csv that belongs to this report, under the number that the maps give it. Its SHA-256 is ${positionsSha256}. A copy of that file with another SHA-256 is not the one this was made from.`,
      },
      {
        kind: 'paragraph',
        text: `Method ${ALGORITHM}; gap threshold ${GAP_MINUTES} minutes.`,
      },
    ],
  }
}

function basisAndReading({ person, within }: TrailContent): ReportSection {
  return {
    heading: 'Lawful basis, and how to read the maps',
    blocks: [
      {
        kind: 'paragraph',
        text: 'Positions are shown only of times in which a trail condition was in force and a device was worn.',
      },
      ...legalBasis(person, within),
      { kind: 'heading', text: 'How to read the maps' },
      { kind: 'list', items: caveats },
      {
        kind: 'list',
        items: [
          'Zones, with home where a curfew names it, are drawn as they were in force at the time of the map.',
          'Stays and trips are worked out from positions. How sure each is stands beside it.',
        ],
      },
    ],
  }
}

function listed({ silences, legs, positions }: ToldTrail): ReportSection[] {
  const gaps: ReportBlock =
    silences.length === 0
      ? { kind: 'paragraph', text: `There is none longer than ${GAP_MINUTES} minutes.` }
      : {
          kind: 'table',
          caption: `No position is held from these stretches; where the device was is not known${silences.length > MOST_GAPS ? `. The first ${MOST_GAPS} of ${grouped(silences.length)}` : ''}`,
          columns: [
            { title: 'From', share: 37 },
            { title: 'Until', share: 37 },
            { title: 'How long', share: 26 },
          ],
          rows: silences
            .slice(0, MOST_GAPS)
            .map((gap) => [
              londonTime(gap.from),
              londonTime(gap.to),
              lengthInWords(gap.to - gap.from),
            ]),
        }
  return [
    { heading: 'Gaps', blocks: [gaps] },
    ...(legs.length > 0
      ? [{ heading: 'Stays and trips', landscape: true, blocks: [legsTable(legs, MOST_LEGS)] }]
      : []),
    ...(positions.length > 0 && positions.length <= MOST_POSITIONS
      ? [{ heading: 'Positions', landscape: true, blocks: [positionsTable(positions)] }]
      : []),
  ]
}

function positionsTable(positions: TrailContent['positions']): ReportBlock {
  const given = (value: number | undefined) => (value === undefined ? 'not given' : String(value))
  return {
    kind: 'table',
    caption: 'Every position, in order of capture',
    columns: [
      { title: 'Number', share: 7 },
      { title: 'London time', share: 24 },
      { title: 'UTC', share: 18 },
      { title: 'Latitude (WGS84)', share: 12 },
      { title: 'Longitude (WGS84)', share: 12 },
      { title: 'Circle (m)', share: 9 },
      { title: 'Captured by', share: 10 },
      { title: 'Device', share: 10 },
    ],
    rows: positions.map((each) => [
      String(each.number),
      londonTimeToTheSecond(each.capturedAt),
      formatInstant(each.capturedAt),
      each.latitude.toFixed(7),
      each.longitude.toFixed(7),
      given(each.accuracyMetres),
      each.mechanism || 'not given',
      each.device,
    ]),
  }
}

function hoursText(hours: number): string {
  return hours === 24 ? 'a day' : counted(hours, 'hour')
}
