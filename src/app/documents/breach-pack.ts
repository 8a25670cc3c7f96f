import { GAP_MINUTES } from '../../domain/gap.ts'
import { absenceReasonText } from '../../domain/incident-reasons.ts'
import { minutesInWords } from '../../domain/length-in-words.ts'
import { londonTime, londonTimeToTheSecond, londonWindow } from '../../domain/london-time.ts'
import { ALGORITHM } from '../../matching/parameters.ts'
import type { SceneGround } from '../../report/map-scene.ts'
import type { ReportBlock, ReportDocument, ReportSection } from '../../report/report-document.ts'
import { stands } from '../incidents/decide-violation.ts'
import {
  caveats,
  legalBasis,
  NOT_GUILT,
  orderTypeName,
  personFacts,
  personName,
} from './document-words.ts'
import type { PackContent } from './pack-content.ts'
import { incidentRow, packIncident } from './pack-incident.ts'

interface BreachPackOptions {
  readonly ground: SceneGround | undefined
  /** Told how many incidents are written. */
  readonly drawn: (done: number, of: number) => void
}

/** What was required of somebody beside what was noticed and decided, as a document: a function of what is given alone. */
export async function breachPack(
  content: PackContent,
  { ground, drawn }: BreachPackOptions,
): Promise<ReportDocument> {
  const { facts, person, incidents, settings, within } = content
  const sections: ReportSection[] = []
  for (const [index, incident] of incidents.entries()) {
    sections.push(packIncident(incident, settings, ground))
    drawn(index + 1, incidents.length)
    await new Promise((resolve) => setImmediate(resolve))
  }
  return {
    title: `Breach pack ${facts.id}: ${personName(person)}`,
    author: facts.author.name,
    madeAt: facts.readAt,
    footer: `Breach pack ${facts.id}`,
    sections: [
      overview(content),
      {
        heading: 'Orders and minutes',
        blocks: [
          ...legalBasis(person, within),
          ...ledgerBlocks(content),
          ...absenceBlocks(content),
        ],
      },
      ...sections,
      ...(content.notes.length > 0 ? [noteSection(content)] : []),
      method(content),
      statement(content),
    ],
  }
}

function overview(content: PackContent): ReportSection {
  const { facts, person, incidents, within } = content
  const decided = incidents.filter(({ decisions }) =>
    decisions.some((one) => stands(one) && one.decision === 'not-excused'),
  ).length
  return {
    heading: `Breach pack: ${personName(person)}`,
    blocks: [
      { kind: 'paragraph', text: NOT_GUILT },
      {
        kind: 'paragraph',
        strong: true,
        text: decidedText(decided, incidents.length),
      },
      {
        kind: 'facts',
        rows: [
          ...personFacts(person),
          ['Made for', `${facts.author.name}, ${facts.author.role.toLowerCase()}`],
          ['What for', facts.purpose],
          ['Asked for', londonTime(facts.askedAt)],
          ['Made from what was held on', londonTimeToTheSecond(facts.readAt)],
          ['Time it covers', londonWindow(within.from, within.to)],
        ],
      },
      {
        kind: 'table',
        caption: 'What it is about, in order of time',
        columns: [
          { title: 'Incident', share: 9 },
          { title: 'What was noticed', share: 30 },
          { title: 'When', share: 32 },
          { title: 'Minutes', share: 13 },
          { title: 'What was decided', share: 18 },
        ],
        rows: incidents.map(incidentRow),
      },
      {
        kind: 'paragraph',
        text: 'The files beside this document hold every position and everything that was said and decided, for machines to read. SHA256SUMS and manifest.json say what each file is and its SHA-256.',
      },
    ],
  }
}

/** How many somebody decided are violations: nothing else is called one. */
function decidedText(decided: number, all: number): string {
  const of = `Of ${all === 1 ? 'the one incident' : `the ${all} incidents`} below, somebody decided that`
  if (decided === 0) return `${of} none is an unexcused violation. None is called a violation here.`
  return `${of} ${decided === 1 ? 'one is a violation that is' : `${decided} are violations that are`} not excused. Nothing else here is called a violation.`
}

function ledgerBlocks({ ledgers }: PackContent): ReportBlock[] {
  return [
    { kind: 'heading', text: 'Minutes against the allowance' },
    {
      kind: 'paragraph',
      text: 'A minute counts only once a person has decided that it is not excused. Time of which nothing is known never counts. Every incident of the order is in this table, not only those of this pack.',
    },
    ledgers.length === 0
      ? { kind: 'paragraph', text: 'No order counts minutes of what this pack is about.' }
      : {
          kind: 'table',
          caption: 'By order',
          columns: [
            { title: 'Order', share: 28 },
            { title: 'Allowance', share: 14 },
            { title: 'Counted', share: 14 },
            { title: 'Left', share: 14 },
            { title: 'Waiting', share: 14 },
            { title: 'Excused', share: 14 },
            { title: 'Authorised', share: 14 },
            { title: 'Not known', share: 14 },
          ],
          rows: ledgers.map(({ order, ledger, unknownMinutes }) => [
            order ? `${orderTypeName(order.orderType)}, ${order.id}` : 'None that is kept here',
            order ? minutesInWords(ledger.allowanceMinutes) : 'none',
            minutesInWords(ledger.minutes.counted),
            order ? minutesInWords(ledger.leftMinutes) : 'none',
            minutesInWords(ledger.minutes.pending),
            minutesInWords(ledger.minutes.excused),
            minutesInWords(ledger.minutes.authorised),
            minutesInWords(unknownMinutes),
          ]),
        },
  ]
}

function absenceBlocks({ absences }: PackContent): ReportBlock[] {
  return [
    { kind: 'heading', text: 'Authorised absences of this time' },
    absences.length === 0
      ? { kind: 'paragraph', text: 'None is recorded.' }
      : {
          kind: 'list',
          items: absences.map(
            ({ from, to, reason, text, authorisedBy, authorisedAt, revoked }) =>
              `${londonWindow(from, to)}: ${absenceReasonText(reason)}${text ? `, ${text}` : ''}. Authorised by ${authorisedBy}, ${londonTime(authorisedAt)}${revoked ? `; ended by ${revoked.by}, ${londonTime(revoked.at)}: ${revoked.why}` : ''}`,
          ),
        },
  ]
}

function noteSection({ notes }: PackContent): ReportSection {
  return {
    heading: 'Notes',
    blocks: notes.flatMap(({ id, text, writtenBy, writtenAt, about, corrects, incident }) => {
      const of = [
        about ? `about ${londonWindow(about.from, about.to ?? about.from)}` : '',
        incident ? `about incident ${incident.id}` : '',
        corrects === undefined ? '' : `puts note ${corrects} right`,
      ].filter(Boolean)
      return [
        {
          kind: 'paragraph',
          strong: true,
          text: `Note ${id}, ${writtenBy.name}, ${londonTime(writtenAt)}${of.length > 0 ? ` (${of.join('; ')})` : ''}`,
        },
        { kind: 'paragraph', text },
      ] as const
    }),
  }
}

function method({ settings }: PackContent): ReportSection {
  return {
    heading: 'How it was worked out',
    blocks: [
      { kind: 'list', items: caveats },
      {
        kind: 'paragraph',
        text: 'A program notices; it decides nothing. What it noticed becomes an incident once it has lasted for its threshold, and each time it said something anew is kept as a revision.',
      },
      {
        kind: 'facts',
        rows: [
          ['Method', ALGORITHM],
          ['Gap threshold', minutesInWords(GAP_MINUTES)],
          [
            'Thresholds',
            Object.entries(settings.thresholdMinutes)
              .map(([family, minutes]) => `${family} ${minutes} min`)
              .join(', '),
          ],
          ['Allowance where an order says none', minutesInWords(settings.allowanceMinutes)],
        ],
      },
    ],
  }
}

function statement({ facts, incidents }: PackContent): ReportSection {
  return {
    heading: 'Statement of whoever presents this pack',
    blocks: [
      {
        kind: 'paragraph',
        text: `I asked for this pack, number ${facts.id}, about ${incidents.length === 1 ? 'one incident' : `${incidents.length} incidents`}. It was made by a computer program from the records of the monitoring service. I have read it.`,
      },
      {
        kind: 'paragraph',
        text: 'The positions are those of a device. I know who wore it only from the record of who it was fitted to. I did not see any of the events.',
      },
      { kind: 'paragraph', text: 'What I add or correct:' },
      { kind: 'paragraph', text: '\n\n\n\n' },
      {
        kind: 'signature',
        lines: ['Signed', `Name: ${facts.author.name}`, `Role: ${facts.author.role}`, 'Date:'],
      },
    ],
  }
}
