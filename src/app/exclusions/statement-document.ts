import { counted } from '../../domain/count-text.ts'
import type { CrimeVersion } from '../../domain/crime.ts'
import { crimeTypes } from '../../domain/crime-types.ts'
import {
  type ExclusionFacts,
  exclusionLabel,
  exclusionMeaning,
} from '../../domain/exclusion-answer.ts'
import { londonTime, londonTimeToTheSecond, londonWindow } from '../../domain/london-time.ts'
import { placeText } from '../../domain/place-text.ts'
import { policeForce } from '../../domain/police-forces.ts'
import type { ReportBlock, ReportDocument } from '../../report/report-document.ts'
import type { CountingAnswer, ExclusionQuestion } from '../../store/records/exclusion-questions.ts'

/** What a statement is made of; the same again, it is the same document. */
export interface StatementParts {
  readonly question: ExclusionQuestion
  readonly answer: Pick<CountingAnswer, 'answer' | 'facts' | 'evidenceSha256'>
  readonly crime: CrimeVersion
  readonly number: string
  readonly approvedAt: number
  /** The manager's name, as in their account. */
  readonly approvedBy: string
}

/**
 * What police are told of a person they named. Of who is not ruled out, and of no data, nothing but that: no
 * distance, no strength, and not why.
 */
export function statementDocument(parts: StatementParts): ReportDocument {
  const { question, answer, crime, number, approvedAt, approvedBy } = parts
  const force = policeForce(question.policeForce)?.label ?? question.policeForce
  return {
    title: `Exclusion statement ${number}`,
    author: approvedBy,
    madeAt: approvedAt,
    footer: `${number} - ${force} police, crime ${crime.crimeReference}`,
    sections: [
      {
        heading: `Exclusion statement ${number}`,
        blocks: [
          { kind: 'facts', rows: questionRows(parts, force) },
          { kind: 'heading', text: `Answer: ${exclusionLabel(answer.answer).toLowerCase()}` },
          { kind: 'paragraph', text: exclusionMeaning(answer.answer), strong: true },
          ...(answer.facts ? recordBlocks(answer.facts, crime) : []),
          { kind: 'heading', text: 'What this does not say' },
          { kind: 'list', items: limits(answer.facts) },
          { kind: 'heading', text: 'How it was decided' },
          {
            kind: 'paragraph',
            text: 'A caseworker of the hub identified the person and worked out the answer. A second person, the manager who signs, approved it.',
          },
          { kind: 'facts', rows: [['SHA-256 of the evidence', answer.evidenceSha256]] },
          {
            kind: 'signature',
            lines: [approvedBy, 'Hub manager', `Approved ${londonTime(approvedAt)}`],
          },
        ],
      },
    ],
  }
}

function questionRows(
  { question, crime }: StatementParts,
  force: string,
): [key: string, value: string][] {
  const { name, dateOfBirth, identifier } = question.person
  return [
    ['Police force', force],
    ['Crime', `${crime.crimeReference}, ${crimeTypes[crime.crimeType].toLowerCase()}`],
    ['Time of the crime', londonWindow(crime.window.from, crime.window.to)],
    ['Place of the crime', `${placeText(crime.latitude, crime.longitude)} (WGS84)`],
    ['Stated in version', String(crime.version)],
    ['Person, as the force named them', name || 'by number only'],
    ...(dateOfBirth === undefined ? [] : [['Date of birth', dateOfBirth] as [string, string]]),
    ...(identifier === undefined ? [] : [['Number', identifier] as [string, string]]),
    ['Asked', londonTime(question.askedAt)],
    ['Needed for', question.purpose],
  ]
}

function recordBlocks(facts: ExclusionFacts, crime: CrimeVersion): ReportBlock[] {
  const nearest = Math.min(...facts.positions.map(({ metres }) => metres))
  const minutes = Math.ceil(facts.longestGapMinutes)
  const reached = (facts.longestGapMinutes / 2) * 60 * facts.topSpeed
  return [
    { kind: 'heading', text: 'What the record shows' },
    {
      kind: 'paragraph',
      text: `The whereabouts of the device are known for ${Math.floor(facts.windowCoverage * 100)} % of the time of the crime, from ${counted(facts.positionsInWindow, 'position')}. The longest time without a position was ${counted(minutes, 'minute')}. Nobody is taken to have travelled faster than ${facts.topSpeed} metres a second (${Math.round(facts.topSpeed * 3.6)} km/h): in that time, at most ${kilometres(reached)} away and back. The nearest single position was ${atLeast(nearest)} from the place, and the rule demands that ${demanded(facts)}.`,
    },
    {
      kind: 'table',
      caption: `Positions nearest to the crime (${londonWindow(crime.window.from, crime.window.to)})`,
      columns: [
        { title: 'Position', share: 3 },
        { title: 'Captured', share: 4 },
        { title: 'From the place', share: 2 },
        { title: 'Accuracy', share: 2 },
        { title: 'By', share: 1 },
      ],
      rows: facts.positions.map(({ which, at, metres, accuracyMetres, mechanism }) => [
        which,
        londonTimeToTheSecond(at),
        atLeast(metres),
        accuracyMetres === undefined ? 'not given' : `${Math.ceil(accuracyMetres)} m`,
        mechanism || 'not given',
      ]),
    },
    {
      kind: 'paragraph',
      text: 'Places are not shown, and distances only as steps that are surely reached: that is enough to rule presence out.',
    },
    { kind: 'heading', text: 'Method' },
    {
      kind: 'paragraph',
      text: `Version ${facts.algorithmVersion}. Absence is said only where the time is covered, the weight of the record speaks against presence, every position and the way between them keeps clear of the place, and no gap leaves time to go there and come back.`,
    },
    {
      kind: 'paragraph',
      text: `How often it says absence of somebody who was there, in made-up towns of known truth (version ${facts.saidAbsentWrongly.algorithmVersion}, measured ${facts.saidAbsentWrongly.date}): ${facts.saidAbsentWrongly.modes.map(({ name, wrong, of }) => `${name.toLowerCase()}, ${wrong} of ${of.toLocaleString('en-GB')}`).join('; ')}. Nothing has been measured on real cases yet.`,
    },
  ]
}

function demanded({ marginMetres, positionMarginMetres }: ExclusionFacts): string {
  if (positionMarginMetres === undefined) {
    return `the device stayed more than ${marginMetres} metres away, errors of its positions taken off`
  }
  return `no single position lies within ${positionMarginMetres} metres and that the stays and ways which the positions make together keep more than ${marginMetres} metres away, their errors allowed for`
}

function limits(facts: ExclusionFacts | undefined): string[] {
  return [
    'It speaks of where a device was, never of who did anything.',
    ...(facts
      ? [
          'It takes as given that the person wore the device, and that the reported place and time are right.',
        ]
      : []),
    'No data is never absence, and not being ruled out is no sign of presence.',
    'It answers the question that was asked, from what was known when it was answered. Later records, or another statement of the crime, can change it; the hub then withdraws it.',
  ]
}

/** Metres; 300 is what the rule demands anyway. From exact distances to several places somebody could be found: whoever asks may choose the places. */
const STEPS = [100, 300, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000]

/** The largest step that a distance reaches. */
function atLeast(metres: number): string {
  const step = STEPS.findLast((each) => each <= metres)
  return step === undefined ? `less than ${STEPS[0]} m` : `at least ${kilometres(step)}`
}

/** Down to hundreds of metres, so that a distance is never overstated. */
function kilometres(metres: number): string {
  return metres < 1000
    ? `${Math.floor(metres)} m`
    : `${(Math.floor(metres / 100) / 10).toFixed(1)} km`
}
