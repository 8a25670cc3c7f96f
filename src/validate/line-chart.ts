import { escaped, pixel, svgDocument } from './svg-document.ts'

interface ChartAxis {
  readonly label: string
  readonly from: number
  readonly to: number
  /** Positions along a logarithm; `from` and `to` are above 0, and what is below `from` is drawn at it. */
  readonly logarithmic?: boolean
  readonly ticks: readonly number[]
}

interface ChartSeries {
  readonly name: string
  readonly points: readonly (readonly [x: number, y: number])[]
}

export interface LineChart {
  readonly title: string
  readonly description: string
  readonly x: ChartAxis
  readonly y: ChartAxis
  /** At most five: there are no more kinds of line. */
  readonly series: readonly ChartSeries[]
  /** Straight lines to compare with, end to end. */
  readonly guides?: readonly (readonly [
    from: readonly [number, number],
    to: readonly [number, number],
  ])[]
}

const width = 640
const plot = { left: 64, right: 620, top: 40, bottom: 340 }

/** Points outside the axes are drawn on their edge; points that are not numbers are left out. */
export function lineChart(chart: LineChart): string {
  const x = (value: number) => along(chart.x, value, plot.left, plot.right)
  const y = (value: number) => along(chart.y, value, plot.bottom, plot.top)
  const path = (points: ChartSeries['points']) =>
    points
      .filter((point) => !point.some(Number.isNaN))
      .map(([px, py], i) => `${i === 0 ? 'M' : 'L'}${pixel(x(px))} ${pixel(y(py))}`)
      .join('')
  const legendTop = plot.bottom + 68
  return svgDocument(chart.title, chart.description, width, legendTop + 20 * chart.series.length, [
    `<text class="heading" x="${plot.left}" y="24">${escaped(chart.title)}</text>`,
    ...chart.x.ticks.flatMap((tick) => [
      line('grid', [x(tick), plot.top], [x(tick), plot.bottom]),
      `<text x="${pixel(x(tick))}" y="${plot.bottom + 18}" text-anchor="middle">${tick}</text>`,
    ]),
    ...chart.y.ticks.flatMap((tick) => [
      line('grid', [plot.left, y(tick)], [plot.right, y(tick)]),
      `<text x="${plot.left - 8}" y="${pixel(y(tick) + 4)}" text-anchor="end">${tick}</text>`,
    ]),
    `<rect class="frame" x="${plot.left}" y="${plot.top}" width="${plot.right - plot.left}" height="${plot.bottom - plot.top}"/>`,
    ...(chart.guides ?? []).map(([from, to]) =>
      line('guide', [x(from[0]), y(from[1])], [x(to[0]), y(to[1])]),
    ),
    ...chart.series.map(({ points }, i) => `<path class="line s${i}" d="${path(points)}"/>`),
    `<text x="${(plot.left + plot.right) / 2}" y="${plot.bottom + 40}" text-anchor="middle">${escaped(chart.x.label)}</text>`,
    `<text transform="translate(18 ${(plot.top + plot.bottom) / 2}) rotate(-90)" text-anchor="middle">${escaped(chart.y.label)}</text>`,
    ...chart.series.flatMap(({ name }, i) => [
      line(
        `line s${i}`,
        [plot.left, legendTop + 20 * i - 4],
        [plot.left + 44, legendTop + 20 * i - 4],
      ),
      `<text x="${plot.left + 54}" y="${legendTop + 20 * i}">${escaped(name)}</text>`,
    ]),
  ])
}

type Point = readonly [number, number]

function line(kind: string, from: Point, to: Point): string {
  return `<path class="${kind}" d="M${pixel(from[0])} ${pixel(from[1])}L${pixel(to[0])} ${pixel(to[1])}"/>`
}

function along(axis: ChartAxis, value: number, start: number, end: number): number {
  const scale = axis.logarithmic ? Math.log10 : (raw: number) => raw
  const inside = Math.min(Math.max(value, axis.from), axis.to)
  const share = (scale(inside) - scale(axis.from)) / (scale(axis.to) - scale(axis.from))
  return start + share * (end - start)
}
