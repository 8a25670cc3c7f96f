import { describe, expect, it } from 'vitest'
import type { Instant } from '../../domain/interval.ts'
import { defaultParameters } from '../../matching/parameters.ts'
import type { ReportDocument, ReportTable } from '../../report/report-document.ts'
import { alertDocument } from './alert-document.ts'
import { ALERT_EVIDENCE, type AlertEvidence } from './alert-evidence.ts'
import { publishedFacts } from './published-facts.ts'

const SIGNED = {
  number: 'PA-2026-000007',
  signedAt: Date.UTC(2026, 10, 2, 9),
  signer: 'Zoë Ní Bhriain',
}

/** Evidence about one wearer, with a position at each instant, 10 metres further north each. */
function evidence(instants: readonly Instant[], more: object = {}): AlertEvidence {
  const window = { from: instants[0] ?? 0, to: instants.at(-1) ?? 0 }
  const summary = {
    windowCoverage: 1,
    log10Lr: 4.2,
    log10LrPopulation: 4,
    coincidenceDays: 0,
    comparableDays: 21,
    verdict: 'supports_presence',
  }
  const wearer = {
    id: 'W1',
    names: ['Ștefan Žižka'],
    identifiers: [],
    devices: [{ id: 'D1' }],
    reviews: [],
    run: { id: 3, algorithmVersion: '0.2.0+x', pairs: 'near', startedAt: window.to },
    labels: [
      {
        deviceId: 'D1',
        capturedAt: instants[0],
        latitude: 538000000,
        longitude: -44000000,
        label: 'A1',
      },
    ],
    movements: [],
    bundle: {
      parameters: defaultParameters,
      scene: { window },
      positions: instants.map((capturedAt, index) => ({
        deviceId: 'D1',
        capturedAt,
        latitude: 538000000 + 900 * index,
        longitude: -44000000,
        accuracyMetres: null,
        mechanism: 'GPS',
      })),
      answer: {
        evidence: summary,
        why: { visits: [] },
        chance: { compared: 812, expectedAsHigh: 0.0123, basis: 'measured' },
        explanation: 'The record in one paragraph.',
      },
    },
    ...more,
  }
  return {
    format: ALERT_EVIDENCE,
    draftedAt: window.to,
    crime: {
      policeForce: 'Cheshire',
      crimeReference: 'C/1',
      version: 2,
      crimeType: 'BIAD',
      window,
      location: { kind: 'degrees', latitude: 53.8, longitude: -4.4 },
      latitude: 53.8,
      longitude: -4.4,
      crimeText: '',
      batchId: 'CHS20261025',
      changes: [],
    },
    crimeReceivedAt: window.to,
    wearers: [wearer],
    ...publishedFacts(),
  } as unknown as AlertEvidence
}

const written = (of: AlertEvidence, signing: typeof SIGNED | undefined = SIGNED) =>
  alertDocument(of, { sha256: 'f'.repeat(64), signing })

function tables({ sections }: ReportDocument): ReportTable[] {
  return sections.flatMap(({ blocks }) => blocks.filter((block) => block.kind === 'table'))
}

function columnOf(document: ReportDocument, title: string): string[] {
  const [table] = tables(document)
  const index = table?.columns.findIndex((column) => column.title === title) ?? -1
  return table?.rows.map((row) => row[index] ?? '') ?? []
}

describe('alertDocument()', () => {
  it('tells the hour that comes twice in October apart, to the second', () => {
    const first = Date.UTC(2026, 9, 25, 0, 59, 59)
    const document = written(evidence([first, first + 3_600_000]))
    expect(columnOf(document, 'Local time')).toEqual([
      '25/10/2026 01:59:59 BST',
      '25/10/2026 01:59:59 GMT',
    ])
    expect(columnOf(document, 'UTC')).toEqual(['2026-10-25T00:59:59Z', '2026-10-25T01:59:59Z'])
    expect(JSON.stringify(document.sections)).toContain('25 October 2026 at 01:59:59 BST')
  })

  it('leaves out the hour that March leaves out', () => {
    const last = Date.UTC(2026, 2, 29, 0, 59, 59)
    expect(columnOf(written(evidence([last, last + 1000])), 'Local time')).toEqual([
      '29/03/2026 00:59:59 GMT',
      '29/03/2026 02:00:00 BST',
    ])
  })

  it('bounds the ratio, and says how many were compared and what chance would do', () => {
    const said = JSON.stringify(written(evidence([SIGNED.signedAt])).sections)
    expect(said).toContain('log10 beyond 3 (more than 1,000 times)')
    expect(said).toContain('812 could lawfully be compared')
    expect(said).toContain('fewer than 0.1 of them would be expected to score as high')
  })

  it('labels by visit and by number, and shows speed only where a device said it', () => {
    const at = SIGNED.signedAt
    const still = written(evidence([at, at + 60_000]))
    expect(columnOf(still, 'Label')).toEqual(['A1', '2'])
    expect(tables(still)[0]?.columns.map(({ title }) => title)).not.toContain('Speed (km/h)')
    const movements = [
      { deviceId: 'D1', capturedAt: at, latitude: 538000000, longitude: -44000000, speedKmh: 0 },
    ]
    const moving = written(evidence([at, at + 60_000], { movements }))
    expect(columnOf(moving, 'Speed (km/h)')).toEqual(['0', 'not given'])
    expect(tables(moving)[0]?.columns.map(({ title }) => title)).not.toContain(
      'Direction (degrees)',
    )
  })

  it('is fine without a name, a birth date or any number of a person', () => {
    const said = JSON.stringify(written(evidence([SIGNED.signedAt], { names: [] })).sections)
    expect(said).toContain('name not in the records (wearer W1)')
    expect(said).not.toContain('PNC')
    expect(said).not.toContain('undefined')
  })

  it('says who of those who looked rejected it, and that a manager decided', () => {
    const review = (part: string, role: string, decision: string) => ({
      part,
      role,
      decision,
      decidedAt: SIGNED.signedAt,
    })
    const first = review('first', 'Hub caseworker', 'qualify')
    const said = (reviews: object[]) =>
      JSON.stringify(written(evidence([SIGNED.signedAt], { reviews })).sections)
    const differed = said([
      first,
      review('second', 'Hub caseworker', 'reject'),
      review('deciding', 'Hub manager', 'qualify'),
    ])
    expect(differed).toContain('a hub caseworker rejected it on 2 November 2026 at 09:00:00 GMT')
    expect(differed).toContain('a hub manager qualified it')
    expect(differed).toContain('the manager’s view decided')
    expect(said([first, review('second', 'Hub caseworker', 'qualify')])).not.toContain(
      'view decided',
    )
  })

  it('tells each stay within the circle apart, and joins none over what lies between', () => {
    const stay = (from: number, to: number) => ({
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
    })
    const at = SIGNED.signedAt
    const of = evidence([at])
    const [wearer] = of.wearers
    Object.assign(wearer?.bundle.answer ?? {}, {
      why: { visits: [stay(at, at + 60_000), stay(at + 3_600_000, at + 3_660_000)] },
    })
    const said = JSON.stringify(written(of).sections)
    expect(said).toContain('Within 100 metres')
    expect(said).toContain(
      '2 November 2026 at 09:00:00 GMT to 2 November 2026 at 09:01:00 GMT; 2 November 2026 at 10:00:00 GMT',
    )
  })

  it('says that a draft is one, without a number or a signature', () => {
    const draft = alertDocument(evidence([SIGNED.signedAt]), { sha256: 'f'.repeat(64) })
    expect(draft.mark).toContain('DRAFT')
    const said = JSON.stringify(draft.sections)
    expect(said).toContain('Not signed')
    expect(said).not.toContain('PA-')
    expect(written(evidence([SIGNED.signedAt])).mark).toBeUndefined()
  })

  it('shows several people on one map as well, and one person on no such map', () => {
    const [wearer] = evidence([SIGNED.signedAt]).wearers
    if (!wearer) throw new Error('The evidence is about nobody')
    const two = { ...evidence([SIGNED.signedAt]), wearers: [wearer, { ...wearer, id: 'W2' }] }
    const headings = (of: AlertEvidence) => written(of).sections.map(({ heading }) => heading)
    expect(headings(two)).toContain('Exhibit T/01: all people together')
    expect(JSON.stringify(written(two).sections)).toContain('P2/03; and T/01, of all of them')
    expect(headings(evidence([SIGNED.signedAt])).join()).not.toContain('T/01')
  })

  it('prints every known fault and every published error rate', () => {
    const { knownFaults, errorRates } = publishedFacts()
    const said = JSON.stringify(written(evidence([SIGNED.signedAt])).sections)
    for (const { fault } of knownFaults) expect(said).toContain(JSON.stringify(fault).slice(1, -1))
    expect(tables(written(evidence([SIGNED.signedAt]))).at(-1)?.rows.length).toBe(
      errorRates.modes.length,
    )
  })
})
