import type { DocumentFacts, DocumentPosition } from '../../src/app/documents/document-facts.ts'
import type { TrailContent } from '../../src/app/documents/document-job.ts'
import type { PackContent, PackIncident } from '../../src/app/documents/pack-content.ts'
import type { ReportBlock, ReportDocument } from '../../src/report/report-document.ts'
import type { VisibleIncident } from '../../src/store/records/visible-incidents.ts'
import type { PersonFile } from '../../src/store/records/visible-person.ts'
import { settings } from './monitored.ts'

const HOUR = 3_600_000
const START = Date.parse('2026-03-28T20:00:00Z')

const always = { from: START - 240 * HOUR, to: Infinity }
const condition = { ...always, crimeMapping: true }

/** Somebody with a trail condition and a zone that ends while they are looked at. */
const person: PersonFile = {
  id: 'W1',
  names: ['Orla', 'O’Brien'],
  dateOfBirth: '1990-02-28',
  crn: 'X000001',
  nomis: undefined,
  pnc: undefined,
  furtherIdentifiers: {},
  facts: {},
  deviceActivations: [{ ...always, id: 'A1', deviceId: 'D1', deviceWearerId: 'W1' }],
  monitoringOrders: [
    {
      ...always,
      id: 'O1',
      deviceWearerId: 'W1',
      orderType: 'POST_RELEASE',
      conditions: [
        { ...condition, id: 'C1', kind: 'trail' },
        { ...condition, id: 'C2', kind: 'zone', zoneIds: ['Z1'], to: START + 2 * HOUR },
      ],
    },
  ],
  zones: [
    {
      ...always,
      id: 'Z1',
      kind: 'exclusion',
      name: 'Harbour',
      geometry: { type: 'Point', coordinates: [-4.4, 53.8] },
      radiusMetres: 200,
    },
  ],
  allocations: [],
}

const facts: DocumentFacts = {
  id: 7,
  kind: 'trail-report',
  purpose: 'A review of the order',
  author: { name: 'Zoë Łukasiewicz', role: 'Probation practitioner' },
  askedAt: START + 30 * HOUR,
  readAt: START + 30 * HOUR + 1,
}

/** One every five minutes of an hour. */
function positionsFrom(from: number): DocumentPosition[] {
  return Array.from({ length: 12 }, (_, index) => ({
    number: index + 1,
    capturedAt: from + (index * HOUR) / 12,
    latitude: 53.8 + index * 0.0002,
    longitude: -4.4,
    accuracyMetres: 12,
    mechanism: 'GPS',
    device: 'D1',
  }))
}

/** Twelve hours around the night when clocks go forward, of which the first hour has positions. */
export function trailContent(): TrailContent {
  const within = { from: START, to: START + 12 * HOUR }
  return {
    facts,
    person,
    within,
    hoursPerMap: 6,
    supervised: [within],
    silences: [{ from: START + (55 / 60) * HOUR, to: within.to }],
    positions: positionsFrom(START),
  }
}

/** Two evenings away: one decided not excused, one that waits. */
export function packContent(): PackContent {
  const incidents = [
    packIncident(1, { decision: 'not-excused', reason: 'no_proof', text: 'They were asked twice' }),
    packIncident(2, undefined),
  ]
  return {
    facts: { ...facts, kind: 'breach-pack' },
    person,
    within: { from: START, to: START + 2 * HOUR },
    incidents,
    ledgers: [],
    absences: [],
    notes: [
      {
        id: 4,
        text: 'They rang <b>late</b>',
        deviceWearerId: 'W1',
        about: undefined,
        incident: { id: 1, kind: undefined, startsAt: START },
        position: undefined,
        corrects: undefined,
        correctedBy: [],
        writtenBy: { accountId: 1, name: 'Zoë' },
        writtenAt: START,
      },
    ],
    settings,
    positions: 24,
    covers: [],
  }
}

function packIncident(
  id: number,
  decided: { decision: 'not-excused'; reason: string; text: string } | undefined,
): PackIncident {
  const within = { from: START, to: START + HOUR }
  const positions = positionsFrom(START).map((position, index) => ({
    ...position,
    evidence: index < 2 ? index + 1 : undefined,
  }))
  const finding: VisibleIncident['finding'] = {
    cause: 'c',
    family: 'curfew',
    kind: 'curfew-left-during',
    conditionId: 'C2',
    zoneId: undefined,
    stage: 'actual',
    ...within,
    actualAt: START + HOUR / 6,
    certainty: 0.97,
    counted: [],
    unknown: [],
    evidence: [],
  }
  return {
    found: {
      id,
      deviceWearerId: 'W1',
      names: person.names,
      deviceId: undefined,
      feed: undefined,
      family: 'curfew',
      kind: 'curfew-left-during',
      conditionId: 'C2',
      gravity: 2,
      stage: 'actual',
      startsAt: within.from,
      endsAt: within.to,
      actualAt: START + HOUR / 6,
      firstSaidAt: START + HOUR / 6,
      revision: 1,
      finding,
      resolvedAt: undefined,
      assignedTo: undefined,
      decision: decided?.decision,
      waits: decided === undefined,
    },
    rule: undefined,
    within,
    isCut: false,
    positions,
    zones: person.zones,
    revisions: [],
    acts: [],
    decisions: decided
      ? [
          {
            ...decided,
            id: 1,
            incidentId: id,
            revision: 1,
            counted: [],
            decidedBy: { accountId: 1, name: 'Zoë Łukasiewicz' },
            decidedAt: START + 5 * HOUR,
            revoked: undefined,
          },
        ]
      : [],
    stretches: [{ ...within, incidentId: id, positions: [] }],
    outcomes: [],
  }
}

/** Everything a document says, a line each. */
export function wordsOfDocument({ sections }: ReportDocument): string {
  return sections
    .flatMap(({ heading, blocks }) => [heading, ...blocks.flatMap(wordsOfBlock)])
    .join('\n')
}

function wordsOfBlock(block: ReportBlock): string[] {
  switch (block.kind) {
    case 'list':
      return [...block.items]
    case 'facts':
      return block.rows.map((row) => row.join(': '))
    case 'table':
      return [block.caption, ...block.rows.map((row) => row.join(' | '))]
    case 'picture':
      return [block.alt, block.caption]
    case 'signature':
      return [...block.lines]
    case 'page-count':
      return [block.before, block.after]
    default:
      return [block.text]
  }
}
