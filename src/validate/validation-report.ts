import type { CircleCoverage } from './circle-coverage.ts'
import { modeSection } from './mode-section.ts'
import { calibrationPlot, circlesPlot, precisionRecallPlot, rocPlot, tippettPlot } from './plots.ts'
import { publishedFigures } from './published-figures.ts'
import { figure, grouped, shareText, table } from './report-figures.ts'
import { modeRequirements, overallRequirements, type Requirement } from './requirements.ts'
import type { ValidationResult } from './validation-result.ts'

/** A file of the report, its name relative to the folder of documents, with `/`. */
export interface ReportFile {
  readonly name: string
  readonly text: string
}

/**
 * The validation report: `validation.md`, and its plots in `validation/`. It claims no more than was
 * measured; a mode that was not run is said to be so.
 */
export function validationReport(result: ValidationResult): ReportFile[] {
  const plots = result.modes.flatMap(({ name, result: found }) =>
    found === undefined
      ? []
      : [
          { name: plotOf(name, 'roc'), text: rocPlot(name, found.rules) },
          { name: plotOf(name, 'precision-recall'), text: precisionRecallPlot(name, found.rules) },
          { name: plotOf(name, 'tippett'), text: tippettPlot(name, found.curves) },
          { name: plotOf(name, 'calibration'), text: calibrationPlot(name, found.curves) },
        ],
  )
  const circles = result.circles ?? []
  if (circles.length > 0) plots.push({ name: 'validation/circles.svg', text: circlesPlot(circles) })
  const lines = [
    ...opening(result),
    ...inShort(result),
    ...words,
    ...result.modes.flatMap((mode) =>
      modeSection(mode, result.fittedOn, (kind) => plotOf(mode.name, kind)),
    ),
    ...circlesSection(circles),
    ...making(result),
  ]
  const figures = {
    name: 'validation/figures.json',
    text: `${JSON.stringify(publishedFigures(result), null, 2)}\n`,
  }
  return [...plots, figures, { name: 'validation.md', text: `${lines.join('\n').trimEnd()}\n` }]
}

function plotOf(mode: string, kind: string): string {
  const slug = mode.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
  return `validation/${slug}-${kind}.svg`
}

function opening({ algorithmVersion, date, command }: ValidationResult): string[] {
  return [
    '# How often the evidence is right, and how often it misleads',
    '',
    `Method ${algorithmVersion}, measured on ${date}. Written by \`${command}\`; do not edit.`,
    '',
    'Every figure here comes from **made-up towns**, in which a program decided who was where and who did what. That is',
    'the only way to know the truth of millions of pairs, and it is also the limit of what follows: real tags, streets and',
    'people differ from any program. Nothing here has been measured on real cases. A list in real use will hold a smaller share of true pairs,',
    'because far fewer of its crimes are by somebody who wears a tag. A likelihood ratio speaks of presence. It says nothing',
    'of who did anything.',
    '',
  ]
}

function inShort(result: ValidationResult): string[] {
  const overall = overallRequirements(result)
  const all = [
    ...result.modes.flatMap((mode) =>
      modeRequirements(mode, result.fittedOn).map((requirement) => ({
        where: mode.name,
        ...requirement,
      })),
    ),
    ...overall.map((requirement) => ({ where: 'All modes', ...requirement })),
  ]
  const counted = (outcome: Requirement['outcome']) =>
    all.filter((requirement) => requirement.outcome === outcome)
  const [missed, doubtful, unmeasured] = (
    ['missed', 'met, not beyond doubt', 'not measured'] as const
  ).map(counted)
  const notRun = result.modes.filter((mode) => mode.result === undefined)
  const list = (title: string, found: typeof all = []) =>
    found.length === 0
      ? []
      : [
          `**${title}:**`,
          '',
          ...found.map((one) => `- ${one.where}: ${one.what}: ${one.found}, wanted ${one.wanted}`),
          '',
        ]
  return [
    '## In short',
    '',
    `Of ${all.length} requirements ${counted('met').length} are met, ${doubtful?.length ?? 0} are met but not beyond doubt (the 95 %`,
    `interval reaches past what is wanted), ${missed?.length ?? 0} are missed and ${unmeasured?.length ?? 0} were not measured.`,
    ...(notRun.length === 0
      ? []
      : [`Modes not run: ${notRun.map(({ name }) => name).join(', ')}.`]),
    '',
    ...list('Missed', missed),
    ...list('Met, not beyond doubt', doubtful),
    ...list('Not measured', unmeasured),
    ...table(
      ['Required of all modes together', 'Wanted', 'Found', 'Outcome'],
      overall.map(({ what, wanted, found, outcome }) => [what, wanted, found, outcome]),
    ),
  ]
}

const words = [
  '## How to read it',
  '',
  '- A **pair** is a crime and a wearer. It is **true** when the program put that wearer at the scene to do it, and',
  '  **innocent** otherwise. All pairs count; one the engine did not list counts as a ratio of 1 (log10 LR 0).',
  '- **Recall** is the share of true pairs that a list finds, **precision** the share of the list that is true. It depends',
  '  on how many innocent pairs there are beside a true one, so compare it between rules, not between tables.',
  '- **log10 LR** is the weight of the evidence for presence: 2 means a hundred times more to be expected if the wearer was',
  '  at the scene than if they were about their ordinary business; -2 the reverse; 0 says nothing.',
  '- **Cllr** is what the stated ratios cost: 0 is perfect, 1 is no better than saying nothing. **Cllr_min** is what would be',
  '  left if every ratio were put right without changing their order; the difference is the price of saying too much or',
  '  too little.',
  '- **Misleading** evidence points the wrong way: above 0 for an innocent pair, below 0 for a true one.',
  '- **Absence** is claimed when the engine says the wearer cannot have been there. **Coverage** is the share of the window in which',
  '  the whereabouts are known.',
  '- Shares are given with a 95 % interval (Wilson). It treats pairs as independent, which those of one wearer are not',
  '  quite, so the true uncertainty is somewhat wider. A dash means that there was nothing to count.',
  '',
]

function circlesSection(circles: readonly CircleCoverage[]): string[] {
  const head = ['## Circles', '']
  if (circles.length === 0) {
    return [...head, '**Not measured.** How often circles hold the truth is not known here.', '']
  }
  return [
    ...head,
    'How often the circle quoted with a position held the true place, and how often it did once the engine had corrected',
    'its size from wearers known to be standing still. A circle claims about 95 %.',
    '',
    '![How often a circle held the true place](validation/circles.svg)',
    '',
    ...table(
      ['Mechanism', 'As quoted', 'As corrected', 'Radius multiplied by'],
      circles.map(({ mechanism, quoted, estimated, inflation }) => [
        mechanism,
        shareText(quoted),
        shareText(estimated),
        figure(inflation),
      ]),
    ),
  ]
}

function making({
  command,
  fittedOn,
  modes,
  moreOffences,
  absenceRule,
  benchmark,
}: ValidationResult): string[] {
  const towns = [
    ...fittedOn.map((town) => ({ use: 'fitted on', ...town })),
    ...modes.flatMap(({ name, result }) =>
      (result?.towns ?? []).map((town) => ({ use: `reported: ${name}`, ...town })),
    ),
  ]
  return [
    '## How it was made',
    '',
    `\`${command}\` makes the towns from their seeds, fits on some, and reports on others. A town that was fitted on does not count as tried.`,
    ...(moreOffences === undefined
      ? []
      : [
          '',
          `Because wrong absence is rare, it was tried on ${grouped(moreOffences.of)} more true pairs, of ${grouped(moreOffences.towns)} towns that are like those reported on but made from seeds 400 higher: it was said of ${grouped(moreOffences.count)} of them. They are counted among those of all modes, and nowhere else.`,
        ]),
    ...(absenceRule === undefined
      ? []
      : [
          '',
          `Absence was claimed at a top speed of ${absenceRule.topSpeedMetresPerSecond} m/s and a margin of ${absenceRule.marginMetres} m at the scene.`,
        ]),
    ...(benchmark === undefined
      ? []
      : [
          '',
          `The benchmark's time comes from \`${benchmark.command}\` ([${benchmark.result}](../bench/results/${benchmark.result})).`,
        ]),
    '',
    ...table(
      ['Town', 'Seed', 'Use', 'Wearers', 'Crimes', 'Planted offences'],
      towns.map((town) => [
        town.name,
        String(town.seed),
        town.use,
        grouped(town.wearers),
        grouped(town.crimes),
        grouped(town.offences),
      ]),
    ),
  ]
}
