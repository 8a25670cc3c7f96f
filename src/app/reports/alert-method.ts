import { grouped } from '../../domain/count-text.ts'
import { londonTimeToTheSecond } from '../../domain/london-time.ts'
import type { ReportSection } from '../../report/report-document.ts'
import type { AlertEvidence } from './alert-evidence.ts'
import type { AlertOptions } from './alert-options.ts'

const limits = [
  'A position is that of a device. It says nothing of what anybody did, and nothing of who wore the device but what the record of fitting says.',
  'Others may have been there: people without a tag, people whose order does not permit the comparison, and wearers whose tag was silent.',
  'No data is never absence. Where the record has a gap, nobody is said to have been elsewhere.',
  'The reported place and time are taken as the police force gave them; where they are wrong, so may this be.',
  'A position errs. Its confidence circle is what the device said of itself, and the method measures how far such circles may be believed.',
  'A likelihood ratio says how much better the record fits presence than ordinary business. It is not the chance that anybody was there, and the other evidence must be weighed with it.',
]

/** By what method, how often it errs, and what is known to be wrong with it. */
export function alertMethod(evidence: AlertEvidence, { sha256 }: AlertOptions): ReportSection {
  const { wearers, errorRates, knownFaults } = evidence
  const [first] = wearers
  const parameters = first?.bundle.parameters
  const runs = [...new Map(wearers.map(({ run }) => [run.id, run])).values()]
  return {
    heading: 'Method, error rates and limits',
    blocks: [
      {
        kind: 'paragraph',
        text: 'Positions that a device captured while it was fitted to a person, under an order with a condition that permits comparing them with crimes, are compared with the reported place and time. For each wearer near, the program asks how much better the record of positions fits presence at the place during the window than the same person about their ordinary business, as their own other days and those of all wearers show it. The method, its source and its validation are public: Whereabouts, docs/matching-method.md and docs/validation.md.',
      },
      {
        kind: 'facts',
        rows: [
          ['Algorithm version', [...new Set(runs.map((run) => run.algorithmVersion))].join(', ')],
          ['Radius', `${parameters?.radiusMetres ?? '–'} metres on the WGS84 ellipsoid`],
          ['Widening of the window', `${parameters?.padMinutes ?? '–'} minutes at both ends`],
          ['Longest step within a visit', `${parameters?.visitGapMinutes ?? '–'} minutes`],
          ...runs.flatMap((run): [string, string][] => [
            ['Matching run', `${run.id}, begun ${londonTimeToTheSecond(run.startedAt)}`],
            [
              'Pairs that were weighed',
              run.pairs === 'radius'
                ? 'wearers within the radius'
                : run.pairs === 'near'
                  ? 'wearers near'
                  : 'every wearer',
            ],
          ]),
          ['Weighed again for this alert', londonTimeToTheSecond(evidence.draftedAt)],
          [
            'Data complete up to',
            evidence.completeTo === undefined
              ? 'not known'
              : `positions received by ${londonTimeToTheSecond(evidence.completeTo)}; what came later was not seen`,
          ],
          ['SHA-256 of the evidence', sha256],
        ],
      },
      { kind: 'heading', text: 'Error rates' },
      {
        kind: 'paragraph',
        text: `From the validation report of method ${errorRates.algorithmVersion}, ${errorRates.date}: made-up towns in which the truth is known. Precision: of a list that finds half of the true pairs, the share that is true. Innocent above: innocent pairs that scored a ratio above 100, or above 1,000. Wrongly absent: true pairs that were said to be absent. Rightly absent: innocent pairs, their window covered in full, of which absence was said.`,
      },
      {
        kind: 'table',
        caption: 'How often the method was right, and how often it misled',
        columns: [
          { title: 'Made-up towns', share: 21 },
          { title: 'Precision', share: 11 },
          { title: 'Innocent above 100', share: 18 },
          { title: 'Innocent above 1,000', share: 17 },
          { title: 'Wrongly absent', share: 14 },
          { title: 'Rightly absent', share: 19 },
        ],
        rows: errorRates.modes.map((mode) => [
          mode.name,
          mode.precisionAtHalfRecall.toFixed(3),
          ofText(mode.innocentAbove2),
          ofText(mode.innocentAbove3),
          ofText(mode.trueSaidAbsent),
          ofText(mode.absenceAtFullCoverage),
        ]),
      },
      { kind: 'heading', text: 'Known open faults' },
      {
        kind: 'list',
        items: knownFaults.map(({ since, fault }) => `${fault} (Since ${since}.)`),
      },
      { kind: 'heading', text: 'Limits' },
      { kind: 'list', items: limits },
    ],
  }
}

function ofText([count, of]: readonly [number, number]): string {
  return `${grouped(count)} of ${grouped(of)} (${((100 * count) / of).toPrecision(2)}\u00a0%)`
}
