import type { ErrorRates } from './error-rates.ts'
import type { ModeResult, Slice, TownNote } from './mode-result.ts'
import { pairTraits } from './pair-traits.ts'
import { refusalSection } from './refusal-section.ts'
import { figure, grouped, percent, shareText, table } from './report-figures.ts'
import { modeRequirements } from './requirements.ts'
import type { ValidationMode } from './validation-result.ts'

/** The lines of the report on one mode. `plot` says where the mode's plot of a kind is. */
export function modeSection(
  mode: ValidationMode,
  fittedOn: readonly TownNote[],
  plot: (kind: string) => string,
): string[] {
  const { result } = mode
  const head = [`## ${mode.name}`, '', mode.description, '']
  if (result === undefined) {
    return [...head, '**This mode was not run.** Nothing is known of it from this report.', '']
  }
  const { rates } = result
  return [
    ...head,
    `${result.towns.length} towns, ${grouped(rates.truePairs)} true pairs and ${grouped(rates.innocentPairs)} innocent ones, pooled.`,
    '',
    ...table(
      ['Requirement', 'Wanted', 'Found', 'Outcome'],
      modeRequirements(mode, fittedOn).map(({ what, wanted, found, outcome }) => [
        what,
        wanted,
        found,
        outcome === 'met' ? outcome : `**${outcome}**`,
      ]),
    ),
    ...rankings(result),
    ...otherRates(result),
    ...cllrTable(result),
    ...refusalSection(result.refusals),
    ...['roc', 'precision-recall', 'tippett', 'calibration'].flatMap((kind) => [
      `![${plotNames[kind]} of ${mode.name}](${plot(kind)})`,
      '',
    ]),
    ...result.slices.flatMap(sliceTable),
  ]
}

const plotNames: Readonly<Record<string, string>> = {
  roc: 'True pairs found against innocent pairs listed',
  'precision-recall': 'Precision against recall',
  tippett: 'Tippett plot',
  calibration: 'Calibration plot',
}

function rankings({ rates, baselines }: ModeResult): string[] {
  return [
    '### How well each rule ranks',
    '',
    'A list ends at a threshold, and a threshold cannot split a tie: the precision counts the whole tie. In brackets is',
    'what listing ties in random order would give on average.',
    '',
    ...table(
      ['Rule', 'Area under ROC', 'Precision at 50 % recall', 'Precision at 80 % recall'],
      [{ name: '**log10 likelihood ratio**', ...rates }, ...baselines].map((rule) => [
        rule.name,
        figure(rule.auc),
        `${figure(rule.precisionAt50.precision)} (${figure(rule.precisionAt50.expected)})`,
        `${figure(rule.precisionAt80.precision)} (${figure(rule.precisionAt80.expected)})`,
      ]),
    ),
  ]
}

function otherRates({ rates, differentTruth }: ModeResult): string[] {
  return [
    '### How often the evidence misled',
    '',
    ...table(
      ['What', 'How often (95 % interval)'],
      [
        ['Innocent pairs with log10 LR above 0', shareText(rates.innocentAbove0)],
        ['True pairs with log10 LR below 0', shareText(rates.trueBelow0)],
        ['True pairs said to be absent', shareText(rates.absenceWrongly)],
        ['Cllr; Cllr_min', `${figure(rates.cllr)}; ${figure(rates.cllrMin)}`],
        ...(differentTruth === undefined
          ? []
          : [
              ['Own trail shifted in time: above 0', shareText(differentTruth.above0)],
              ['Own trail shifted in time: above 2', shareText(differentTruth.above2)],
              ['Own trail shifted in time: above 3', shareText(differentTruth.above3)],
            ]),
      ],
    ),
  ]
}

function cllrTable({ cllrShares }: ModeResult): string[] {
  return [
    '### Where Cllr comes from',
    '',
    'What pairs add to Cllr by how much of their window is known: where little is, silence costs, however well the rest is',
    'weighed. A pair of which nothing is known costs what saying nothing costs.',
    '',
    ...table(
      ['Coverage', 'True pairs', 'add to Cllr', 'Innocent pairs', 'add to Cllr'],
      cllrShares.map(({ name, truePairs, ofTrues, innocentPairs, ofInnocents }) => [
        name,
        grouped(truePairs),
        figure(ofTrues),
        grouped(innocentPairs),
        figure(ofInnocents),
      ]),
    ),
  ]
}

function sliceTable({ trait, classes }: Slice): string[] {
  return [
    `### ${pairTraits[trait].title}`,
    '',
    ...table(
      [
        'Class',
        'True pairs',
        'Innocent pairs',
        'Precision at 50 %',
        'at 80 %',
        'Cllr',
        'Cllr_min',
        'Innocent above 2',
        'above 3',
        'True above 2',
        'Absence, full coverage',
        'coverage 0.8',
        'wrongly',
      ],
      classes.map(({ name, rates }) => [name, ...sliceCells(rates)]),
    ),
  ]
}

function sliceCells(rates: ErrorRates): string[] {
  return [
    grouped(rates.truePairs),
    grouped(rates.innocentPairs),
    figure(rates.precisionAt50.precision),
    figure(rates.precisionAt80.precision),
    figure(rates.cllr),
    figure(rates.cllrMin),
    percent(rates.innocentAbove2.share),
    percent(rates.innocentAbove3.share),
    percent(rates.trueAbove2.share),
    percent(rates.absenceAtFullCoverage.share),
    percent(rates.absenceAtCoverage80.share),
    rates.truePairs === 0
      ? '–'
      : `${grouped(rates.absenceWrongly.count)} of ${grouped(rates.absenceWrongly.of)}`,
  ]
}
