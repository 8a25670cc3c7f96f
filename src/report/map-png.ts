import { Resvg } from '@resvg/resvg-js'
import { opaquePng } from './opaque-png.ts'
import { palettePng } from './palette-png.ts'
import { reportFonts } from './report-fonts.ts'

/** About 200 dots to the inch across a printed page. */
const PIXELS = 1360
/** About 150. */
const FEWER_PIXELS = 1020

/** A drawing as a PNG, with our own fonts only: nothing is fetched and nothing of the machine is used. */
export function pngOf(svg: string): Uint8Array {
  const { pixels, width, height } = rendered(svg, PIXELS)
  return opaquePng(pixels, width, height)
}

/** The same in few colours and less finely, for documents of a hundred maps. */
export function smallPngOf(svg: string): Uint8Array {
  const { pixels, width, height } = rendered(svg, FEWER_PIXELS)
  return palettePng(pixels, width, height)
}

function rendered(svg: string, across: number) {
  return new Resvg(svg, {
    fitTo: { mode: 'width', value: across },
    font: {
      fontFiles: [reportFonts.regular, reportFonts.bold],
      loadSystemFonts: false,
      defaultFontFamily: 'DejaVu Sans',
    },
  }).render()
}
