import { createRequire } from 'node:module'

const { resolve } = createRequire(import.meta.url)

/** The fonts of pages and pictures: files of ours, so that every machine writes the same and any European name prints. */
export const reportFonts = {
  regular: resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  bold: resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
} as const
