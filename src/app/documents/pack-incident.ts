import { counted } from '../../domain/count-text.ts'
import { GAP_MINUTES } from '../../domain/gap.ts'
import { formatInstant } from '../../domain/instant-text.ts'
import { lengthInWords, minutesInWords } from '../../domain/length-in-words.ts'
import { londonTime, londonTimeToTheSecond, londonWindow } from '../../domain/london-time.ts'
import { type MonitoringSettings, thresholdOf } from '../../monitoring/settings.ts'
import { MAP_SIZE } from '../../report/map-frame.ts'
import { smallPngOf } from '../../report/map-png.ts'
import type { SceneGround } from '../../report/map-scene.ts'
import type { ReportBlock, ReportSection } from '../../report/report-document.ts'
import { trailMapSvg } from '../../report/trail-map-svg.ts'
import { minutesOf } from '../../store/records/incident-casework.ts'
import { exceptionLines, ruleLines } from '../incidents/rule-text.ts'
import type { PackIncident } from './pack-content.ts'
import { packDeeds } from './pack-deeds.ts'
import { incidentHeading, standingText } from './pack-words.ts'

/** In the document; all of them are in the file beside it. */
const MOST_ROWS = 60

/** What was noticed, on what it stands, what was required, and what people decided and did. */
export function packIncident(
  incident: PackIncident,
  settings: MonitoringSettings,
  ground: SceneGround | undefined,
): ReportSection {
  return {
    heading: `Incident ${incident.found.id}. ${incidentHeading(incident)}`,
    blocks: [
      noticed(incident, settings),
      ...required(incident),
      ...packDeeds(incident),
      ...where(incident, ground),
    ],
  }
}

function noticed({ found, stretches }: PackIncident, settings: MonitoringSettings): ReportBlock {
  const { startsAt, endsAt, actualAt, family, finding } = found
  const threshold = thresholdOf(family, settings.thresholdMinutes)
  return {
    kind: 'facts',
    rows: [
      [
        'When',
        endsAt === undefined
          ? `From ${londonTime(startsAt)}; it is not known to be over`
          : endsAt === startsAt
            ? londonTime(startsAt)
            : `${londonWindow(startsAt, endsAt)}, ${lengthInWords(endsAt - startsAt)}`,
      ],
      [
        'Became an incident',
        [
          actualAt === undefined ? 'At once' : londonTime(actualAt),
          threshold === undefined ? '' : `the threshold is ${minutesInWords(threshold)}`,
        ]
          .filter(Boolean)
          .join('; '),
      ],
      ['How sure', sureText(finding.certainty)],
      [
        'Minutes noticed',
        stretches.length === 0
          ? 'None that may count'
          : stretches
              .map(({ from, to }) => `${londonWindow(from, to)}: ${lengthInWords(to - from)}`)
              .join('\n'),
      ],
      [
        'Not known',
        finding.unknown.length === 0
          ? 'Nothing'
          : `${minutesInWords(minutesOf(finding.unknown))}; none of it counts`,
      ],
      ...(finding.codes && finding.codes.length > 0
        ? [['Codes it stands on', finding.codes.join(', ')] as const]
        : []),
    ],
  }
}

function sureText(certainty: number | undefined): string {
  if (certainty === undefined)
    return 'The device reported it, its charge was read, or nothing came from it'
  return `${Math.min(99, Math.floor(certainty * 100))} in 100, by the positions and their circles`
}

function required({ rule }: PackIncident): ReportBlock[] {
  const lines = rule ? ruleLines(rule) : []
  if (!rule || lines.length === 0) return []
  const { timed, untimed } = exceptionLines(rule)
  const version =
    rule.version === undefined || rule.saidAt === undefined
      ? 'as it is now'
      : `version ${rule.version}, of ${londonTime(rule.saidAt)}`
  return [
    { kind: 'heading', text: 'What the order required' },
    {
      kind: 'list',
      items: [
        ...lines,
        ...timed.map((line) => `Except ${line}`),
        ...untimed.map((line) => `Except, without a time: ${line}`),
      ],
    },
    { kind: 'paragraph', text: `Order ${rule.orderId}, ${version}.` },
  ]
}

function where(incident: PackIncident, ground: SceneGround | undefined): ReportBlock[] {
  const { found, within, isCut, positions, zones } = incident
  const heading = { kind: 'heading', text: 'Where the device was' } as const
  const period = `${londonWindow(within.from, within.to)}${isCut ? '; more is held of it than is shown' : ''}`
  if (positions.length === 0) {
    return [
      heading,
      {
        kind: 'paragraph',
        text: `${period}. No position is held, or may be shown. That is not absence.`,
      },
    ]
  }
  const evidence = positions.filter((each) => each.evidence !== undefined)
  const said = `${counted(positions.length, 'position')}, ${evidence.length} of them labelled E: they say when it began and ${found.endsAt === undefined ? 'until when it is known' : 'when it ended'}`
  const scene = {
    positions: positions.map((each) => ({
      ...each,
      isMarked: each.evidence !== undefined,
      label: each.evidence === undefined ? String(each.number) : `E${each.evidence}`,
    })),
    gapMinutes: GAP_MINUTES,
    zones,
    ground,
  }
  const rows = positions.length <= MOST_ROWS ? positions : evidence
  return [
    heading,
    { kind: 'paragraph', text: `${period}.` },
    {
      kind: 'picture',
      png: smallPngOf(trailMapSvg(scene)),
      ...MAP_SIZE,
      alt: `Map of ${said}. The tables say the same in words.`,
      caption: said,
    },
    {
      kind: 'table',
      caption: `${rows === positions ? 'Every position shown' : 'The positions labelled E'}; all are in positions/incident-${found.id}.csv`,
      columns: [
        { title: 'Number', share: 9 },
        { title: 'London time', share: 30 },
        { title: 'UTC', share: 24 },
        { title: 'Latitude, longitude', share: 26 },
        { title: 'Circle', share: 9 },
        { title: 'By', share: 8 },
      ],
      rows: rows.map((each) => [
        each.evidence === undefined ? String(each.number) : `${each.number} (E${each.evidence})`,
        londonTimeToTheSecond(each.capturedAt),
        formatInstant(each.capturedAt),
        `${each.latitude.toFixed(6)}, ${each.longitude.toFixed(6)}`,
        each.accuracyMetres === undefined ? 'not given' : `${Math.round(each.accuracyMetres)} m`,
        each.mechanism || 'not given',
      ]),
    },
  ]
}

/** A row of what the pack is about. */
export function incidentRow(incident: PackIncident): readonly string[] {
  const { found, stretches } = incident
  const { id, startsAt, endsAt } = found
  return [
    String(id),
    incidentHeading(incident).slice(standingText(incident).length + 2),
    endsAt === undefined ? `from ${londonTime(startsAt)}` : londonWindow(startsAt, endsAt),
    minutesInWords(minutesOf(stretches)),
    standingText(incident),
  ]
}
