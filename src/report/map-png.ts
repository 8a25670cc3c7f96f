import { Resvg } from '@resvg/resvg-js'
import { opaquePng } from './opaque-png.ts'
import { reportFonts } from './report-fonts.ts'

/** About 200 dots to the inch across a printed page. */
const PIXELS = 1360

/** A drawing as a PNG, with our own fonts only: nothing is fetched and nothing of the machine is used. */
export function pngOf(svg: string): Uint8Array {
  const { pixels, width, height } = new Resvg(svg, {
    fitTo: { mode: 'width', value: PIXELS },
    font: {
      fontFiles: [reportFonts.regular, reportFonts.bold],
      loadSystemFonts: false,
      defaultFontFamily: 'DejaVu Sans',
    },
  }).render()
  return opaquePng(pixels, width, height)
}
