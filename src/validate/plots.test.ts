import { expect, it } from 'vitest'
import { precisionRecallPlot, rocPlot } from './plots.ts'

const rule = {
  name: 'Count',
  roc: [
    { trueShare: 0, innocentShare: 0 },
    { trueShare: 0.5, innocentShare: 0.1 },
    { trueShare: 1, innocentShare: 1 },
  ],
  precisionRecall: [
    { recall: 0.5, precision: 0.25 },
    { recall: 1, precision: 0.1 },
  ],
}
/** The curve as pixels, of a plot from 64 to 620 across and 340 to 40 up. */
const curve = (svg: string) => /<path class="line s0" d="([^"]+)"/.exec(svg)?.[1]

it('draws a tie as a step, never as a slope that no threshold can reach', () => {
  // 0.1 is four fifths of the way from 0.00001 to 1.
  expect(curve(rocPlot('towns', [rule]))).toBe('M64 340L64 340L508.8 340L508.8 190L620 190L620 40')
  expect(curve(precisionRecallPlot('towns', [rule]))).toBe('M64 265L342 265L342 310L620 310')
})
