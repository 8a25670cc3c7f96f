import type OlMap from 'ol/Map.js'

const LINE = 22
const EDGE = 12

/**
 * The map as it is seen, as a PNG with lines of text beneath it: whose ground it is, and what a position
 * does and does not say go wherever the picture goes.
 */
export function pictureOf(map: OlMap, lines: readonly string[]): Promise<Blob | null> {
  const [width = 0, height = 0] = map.getSize() ?? []
  const ratio = devicePixelRatio
  const picture = document.createElement('canvas')
  const context = picture.getContext('2d')
  if (!context) return Promise.resolve(null)
  context.font = '14px system-ui, sans-serif'
  const rows = lines.flatMap((line) => wrapped(context, line, width - 2 * EDGE))
  picture.width = Math.round(width * ratio)
  picture.height = Math.round((height + rows.length * LINE + 2 * EDGE) * ratio)
  context.fillStyle = '#ffffff'
  context.fillRect(0, 0, picture.width, picture.height)
  context.fillStyle = '#e3edf2'
  context.fillRect(0, 0, width * ratio, height * ratio)
  for (const canvas of map.getViewport()?.querySelectorAll('canvas') ?? []) {
    if (canvas.width === 0) continue
    // What OpenLayers keeps of its own may be larger than the view, and says by a matrix where it lies.
    const matrix = new DOMMatrix(canvas.style.transform || 'none')
    const shrink = canvas.style.transform ? 1 : width / canvas.width
    context.setTransform(new DOMMatrix().scale(ratio).multiply(matrix).scale(shrink))
    context.drawImage(canvas, 0, 0)
  }
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.font = '14px system-ui, sans-serif'
  context.textBaseline = 'top'
  context.fillStyle = '#0b0c0c'
  rows.forEach((row, index) => {
    context.fillText(row, EDGE, height + EDGE + index * LINE)
  })
  return new Promise((resolve) => picture.toBlob(resolve, 'image/png'))
}

function wrapped(context: CanvasRenderingContext2D, text: string, width: number): string[] {
  const rows: string[] = []
  for (const word of text.split(' ')) {
    const longer = rows.length > 0 ? `${rows.at(-1)} ${word}` : word
    if (rows.length > 0 && context.measureText(longer).width <= width)
      rows[rows.length - 1] = longer
    else rows.push(word)
  }
  return rows
}
