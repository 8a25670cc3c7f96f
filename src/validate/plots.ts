import type { CircleCoverage } from './circle-coverage.ts'
import { lineChart } from './line-chart.ts'
import type { ModeCurves, RuleCurves } from './mode-curves.ts'
import { escaped, pixel, svgDocument } from './svg-document.ts'

const shares = [0, 0.2, 0.4, 0.6, 0.8, 1]
const whole = { from: 0, to: 1, ticks: shares }
const ratios = { from: -6, to: 6, ticks: [-6, -4, -2, 0, 2, 4, 6] }

export function rocPlot(mode: string, rules: readonly RuleCurves[]): string {
  return lineChart({
    title: `True pairs found against innocent pairs listed: ${mode}`,
    description:
      'One curve a rule. The closer to the upper left corner, the fewer innocent pairs are listed for the true pairs found. The horizontal axis is logarithmic.',
    x: {
      label: 'Share of innocent pairs listed (logarithmic; 0.00001 stands for less)',
      from: 1e-5,
      to: 1,
      logarithmic: true,
      ticks: [0.00001, 0.0001, 0.001, 0.01, 0.1, 1],
    },
    y: { label: 'Share of true pairs listed', ...whole },
    series: rules.map(({ name, roc }) => ({
      name,
      points: stepped(roc.map((point) => [point.innocentShare, point.trueShare])),
    })),
  })
}

export function precisionRecallPlot(mode: string, rules: readonly RuleCurves[]): string {
  return lineChart({
    title: `Precision against recall: ${mode}`,
    description:
      'One curve a rule. Further right, more of the true pairs are listed; higher, more of what is listed is true. Ties are listed whole.',
    x: { label: 'Recall: share of true pairs listed', ...whole },
    y: { label: 'Precision: share of the list that is true', ...whole },
    series: rules.map(({ name, precisionRecall }) => ({
      name,
      points: stepped(precisionRecall.map((point) => [point.precision, point.recall])).map(
        ([precision, recall]) => [recall, precision],
      ),
    })),
  })
}

export function tippettPlot(mode: string, { tippett }: ModeCurves): string {
  return lineChart({
    title: `Tippett plot: ${mode}`,
    description:
      'For each log10 likelihood ratio, the share of true and of innocent pairs with at least that ratio. True pairs left of the middle and innocent pairs right of it are misled by.',
    x: { label: 'log10 likelihood ratio of at least', ...ratios },
    y: { label: 'Share of pairs', ...whole },
    series: [
      { name: 'True pairs', points: tippett.map((point) => [point.log10Lr, point.trueShare]) },
      {
        name: 'Innocent pairs',
        points: tippett.map((point) => [point.log10Lr, point.innocentShare]),
      },
    ],
    guides: [
      [
        [0, 0],
        [0, 1],
      ],
    ],
  })
}

export function calibrationPlot(mode: string, { calibration }: ModeCurves): string {
  return lineChart({
    title: `Calibration: ${mode}`,
    description:
      'The log10 likelihood ratio that was stated against the one that the towns bear out, by pooling adjacent violators. On the dotted diagonal the engine says what is so; below it to the right it overstates presence. Runs without a true or without an innocent pair lie on the edge.',
    x: { label: 'Stated log10 likelihood ratio', ...ratios },
    y: { label: 'log10 likelihood ratio borne out', ...ratios },
    series: [
      {
        name: 'Borne out in the towns',
        points: calibration.flatMap(({ fromScore, toScore, log10Lr }) => [
          [fromScore, log10Lr] as const,
          [toScore, log10Lr] as const,
        ]),
      },
    ],
    guides: [
      [
        [-6, -6],
        [6, 6],
      ],
    ],
  })
}

type Point = readonly [across: number, up: number]

/**
 * First across, then up: what lies inside a tie is not to be had, and a straight line through it, on a
 * logarithmic axis above all, would promise it.
 */
function stepped(points: readonly Point[]): Point[] {
  return points.flatMap((point, i): Point[] => [[point[0], points[i - 1]?.[1] ?? 0], point])
}

/** Two bars a mechanism: circles as quoted, and as the engine corrected them. */
export function circlesPlot(circles: readonly CircleCoverage[]): string {
  const title = 'How often a circle held the true place'
  const left = 150
  const span = 440
  const at = (share: number) => left + span * (Number.isNaN(share) ? 0 : share)
  const rowTop = (row: number) => 48 + 56 * row
  const bottom = rowTop(circles.length)
  const bars = circles.flatMap(({ mechanism, quoted, estimated }, row) => [
    `<text x="${left - 10}" y="${rowTop(row) + 26}" text-anchor="end">${escaped(mechanism)}</text>`,
    ...[quoted, estimated].flatMap(({ share }, i) => {
      const top = rowTop(row) + 22 * i
      const percent = Number.isNaN(share) ? 'none seen' : `${Math.round(share * 100)} %`
      return [
        `<rect class="f${i}" x="${left}" y="${top}" width="${pixel(at(share) - left)}" height="18"/>`,
        `<text x="${pixel(at(share) + 6)}" y="${top + 14}">${percent}</text>`,
      ]
    }),
  ])
  return svgDocument(
    title,
    'Two bars for each way a position is found: the share of circles, as quoted and as the engine corrected them, that held the true place. A circle claims about 95 %, the dotted line.',
    640,
    bottom + 66,
    [
      `<text class="heading" x="20" y="24">${title}</text>`,
      ...bars,
      `<path class="guide" d="M${pixel(at(0.95))} 40L${pixel(at(0.95))} ${bottom}"/>`,
      `<text x="${pixel(at(0.95))}" y="${bottom + 14}" text-anchor="middle">95 %</text>`,
      ...['As quoted with the position', 'As corrected by the engine'].flatMap((name, i) => [
        `<rect class="f${i}" x="${left}" y="${bottom + 20 + 20 * i}" width="30" height="14"/>`,
        `<text x="${left + 40}" y="${bottom + 32 + 20 * i}">${name}</text>`,
      ]),
    ],
  )
}
