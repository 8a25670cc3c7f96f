import { countBaseline, type ModeResult, type TownNote } from './mode-result.ts'
import { figure, grouped, oneIn, shareText } from './report-figures.ts'
import type { ValidationMode, ValidationResult } from './validation-result.ts'
import { type WilsonShare, wilsonShare } from './wilson-share.ts'

type Outcome = 'met' | 'met, not beyond doubt' | 'missed' | 'not measured'

/** Something the engine must reach, and what it did. */
export interface Requirement {
  readonly what: string
  readonly wanted: string
  readonly found: string
  readonly outcome: Outcome
}

const precisionWanted = { 'away from haunts': 0.8, 'near haunts': 0.5, mixed: undefined }

/**
 * What every mode must reach; none where it was not run.
 *
 * @param fittedOn towns that do not count as tried, because they were learnt from.
 */
export function modeRequirements(
  { offences, result }: ValidationMode,
  fittedOn: readonly TownNote[],
): Requirement[] {
  if (result === undefined) return []
  const { rates, baselines } = result
  const towns = heldOut(result.towns, fittedOn)
  const count = baselines.find(({ name }) => name === countBaseline)
  const wanted = precisionWanted[offences]
  return [
    atLeast('Towns that nothing was fitted on', towns.length, 3, String),
    atLeast('Planted offences in them', sum(towns.map((town) => town.offences)), 500, String),
    ...(wanted === undefined
      ? []
      : [
          atLeast('Precision at 50 % recall', rates.precisionAt50.precision, wanted),
          atMost(
            'The same of the count within 100 m (shows that the towns are hard)',
            count?.precisionAt50.precision ?? Number.NaN,
            0.1,
          ),
        ]),
    atMost('Cllr', rates.cllr, 0.15),
    atMost('Cllr above Cllr_min', rates.cllr - rates.cllrMin, 0.04),
    rarerThan('Innocent pairs with log10 LR above 2', rates.innocentAbove2, 500),
    rarerThan('Innocent pairs with log10 LR above 3', rates.innocentAbove3, 4000),
    shareAtLeast('True pairs with log10 LR above 2', rates.trueAbove2, 0.6),
    shareAtLeast(
      'Absence said of innocent pairs whose window is covered in full',
      rates.absenceAtFullCoverage,
      0.85,
    ),
    shareAtLeast(
      'Absence said of innocent pairs covered to 0.8 or more',
      rates.absenceAtCoverage80,
      0.65,
    ),
  ]
}

/** What is required of all modes together. */
export function overallRequirements(result: ValidationResult): Requirement[] {
  const { absenceRule, benchmark, moreOffences } = result
  const wrongly = absenceWronglyPooled(
    result.modes.flatMap((mode) => (mode.result === undefined ? [] : [mode.result])),
    moreOffences,
  )
  return [
    rarerThan('True pairs said to be absent, all modes together', wrongly, 1000),
    atLeast('True pairs that this was tried on', wrongly.of, 3000, grouped),
    atLeast(
      'Top speed in the rule of absence, m/s',
      absenceRule?.topSpeedMetresPerSecond ?? Number.NaN,
      31,
      String,
    ),
    atLeast(
      'Margin at the scene in the rule of absence, m',
      absenceRule?.marginMetres ?? Number.NaN,
      300,
      String,
    ),
    atMost(
      'Seconds for the whole batch of the benchmark, with evidence',
      benchmark?.seconds ?? Number.NaN,
      15,
      (value) => value.toFixed(1),
    ),
  ]
}

/** The towns that nothing was fitted on. */
function heldOut(towns: readonly TownNote[], fittedOn: readonly TownNote[]): TownNote[] {
  return towns.filter(
    (town) => !fittedOn.some(({ name, seed }) => name === town.name && seed === town.seed),
  )
}

function absenceWronglyPooled(
  results: readonly ModeResult[],
  more: ValidationResult['moreOffences'],
): WilsonShare {
  const shares = [...results.map(({ rates }) => rates.absenceWrongly), ...(more ? [more] : [])]
  return wilsonShare(sum(shares.map(({ count }) => count)), sum(shares.map(({ of }) => of)))
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function atLeast(what: string, value: number, limit: number, text = figure): Requirement {
  return required(what, `at least ${text(limit)}`, value, text(value), value >= limit)
}

function atMost(what: string, value: number, limit: number, text = figure): Requirement {
  return required(what, `at most ${text(limit)}`, value, text(value), value <= limit)
}

function shareAtLeast(what: string, share: WilsonShare, limit: number): Requirement {
  const met = share.share >= limit
  return required(
    what,
    `at least ${limit * 100} %`,
    share.share,
    shareText(share),
    met,
    share.low >= limit,
  )
}

function rarerThan(what: string, share: WilsonShare, oneOf: number): Requirement {
  const met = share.share <= 1 / oneOf
  return required(
    what,
    `at most ${oneIn(oneOf)}`,
    share.share,
    shareText(share),
    met,
    share.high <= 1 / oneOf,
  )
}

/** `surely`: whether the whole of the 95 % interval meets it. */
function required(
  what: string,
  wanted: string,
  value: number,
  text: string,
  met: boolean,
  surely = true,
): Requirement {
  if (Number.isNaN(value)) return { what, wanted, found: '–', outcome: 'not measured' }
  const outcome = met ? (surely ? 'met' : 'met, not beyond doubt') : 'missed'
  return { what, wanted, found: text, outcome }
}
