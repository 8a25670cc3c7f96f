import { counted } from '../../domain/count-text.ts'
import { GAP_MINUTES } from '../../domain/gap.ts'
import { type Interval, intersect } from '../../domain/interval.ts'
import { lengthInWords } from '../../domain/length-in-words.ts'
import { londonTimeToTheSecond, londonWindow } from '../../domain/london-time.ts'
import { zonesInForce } from '../../domain/zones-in-force.ts'
import { MAP_SIZE } from '../../report/map-frame.ts'
import { smallPngOf } from '../../report/map-png.ts'
import type { SceneGround } from '../../report/map-scene.ts'
import type { ReportBlock, ReportSection } from '../../report/report-document.ts'
import { trailMapSvg } from '../../report/trail-map-svg.ts'
import type { DocumentPosition } from './document-facts.ts'
import type { ToldTrail } from './document-job.ts'
import { mapWindows } from './map-windows.ts'
import { legsTable, legsWithin } from './trail-legs.ts'

/** Rows beneath a map: there is no room for more. */
const MOST_ROWS = 8

/** A page for each stretch: its map, its gaps, its stays and trips. @param drawn told after each. */
export async function trailMaps(
  content: ToldTrail,
  ground: SceneGround | undefined,
  drawn: (done: number, of: number) => void,
): Promise<ReportSection[]> {
  const windows = mapWindows(content.within, content.hoursPerMap)
  const sections: ReportSection[] = []
  let next = 0
  for (const [index, window] of windows.entries()) {
    const first = next
    while ((content.positions[next]?.capturedAt ?? Infinity) < window.to) next += 1
    const positions = content.positions.slice(first, next)
    sections.push({
      heading: `Map ${index + 1} of ${windows.length}`,
      blocks: [
        { kind: 'paragraph', text: londonWindow(window.from, window.to), strong: true },
        ...pageOf(content, window, positions, ground),
      ],
    })
    drawn(index + 1, windows.length)
    // What drawing took is given back only when nothing runs.
    await new Promise((resolve) => setImmediate(resolve))
  }
  return sections
}

function pageOf(
  content: ToldTrail,
  window: Interval,
  positions: readonly DocumentPosition[],
  ground: SceneGround | undefined,
): ReportBlock[] {
  const supervised = content.supervised.some((each) => intersect(each, window))
  const [first] = positions
  const last = positions.at(-1)
  if (!first || !last) {
    return [
      {
        kind: 'paragraph',
        text: supervised
          ? 'No position is held. Where the device was is not known; that is not absence.'
          : 'No trail condition was in force with a device worn, so no position may be shown.',
      },
    ]
  }
  const gaps = content.silences.flatMap((each) => intersect(each, window) ?? [])
  const legs = legsWithin(content.legs, window)
  const scene = {
    positions: positions.map((each) => ({ ...each, label: String(each.number) })),
    gapMinutes: GAP_MINUTES,
    zones: zonesInForce(content.person, window).map(({ zone }) => zone),
    ground,
  }
  const said = `${counted(positions.length, 'position')}, number ${first.number} at ${londonTimeToTheSecond(first.capturedAt)} to number ${last.number} at ${londonTimeToTheSecond(last.capturedAt)}`
  return [
    {
      kind: 'picture',
      png: smallPngOf(trailMapSvg(scene)),
      ...MAP_SIZE,
      alt: `Map of ${said}. The file of positions says the same in figures.`,
      caption: said,
    },
    { kind: 'paragraph', text: gapsText(gaps) },
    ...(legs.length > 0 ? [legsTable(legs, MOST_ROWS)] : []),
  ]
}

function gapsText(gaps: readonly Interval[]): string {
  if (gaps.length === 0) return `No gap is longer than ${GAP_MINUTES} minutes.`
  const whole = gaps.reduce((sum, { from, to }) => sum + (to - from), 0)
  return `${counted(gaps.length, 'gap')} longer than ${GAP_MINUTES} minutes, together ${lengthInWords(whole)}: where the device was then is not known.`
}
