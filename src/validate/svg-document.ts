/**
 * A picture that stands alone: it names and describes itself for those who cannot see it, follows the
 * reader's light or dark setting, and runs nothing. Series differ in dashes as well as in colour.
 */
export function svgDocument(
  title: string,
  description: string,
  width: number,
  height: number,
  body: readonly string[],
): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title description">`,
    `<title id="title">${escaped(title)}</title>`,
    `<desc id="description">${escaped(description)}</desc>`,
    `<style>${style}</style>`,
    `<rect class="paper" width="${width}" height="${height}"/>`,
    ...body,
    '</svg>\n',
  ].join('\n')
}

export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/** Coordinates to a tenth of a pixel: enough to see, and the same text on every machine. */
export function pixel(value: number): string {
  return (Math.round(value * 10) / 10).toString()
}

const light = ['#1d4f91', '#b54708', '#5b6770', '#7a3e9d', '#00703c']
const dark = ['#7fb2ff', '#ffb067', '#b6c0c8', '#d9a6f5', '#6ad39a']
const dashes = ['none', '8 4', '2 3', '10 3 2 3', '5 2']

const colours = (palette: readonly string[]) =>
  palette.map((colour, i) => `.s${i}{stroke:${colour}}.f${i}{fill:${colour}}`).join('')

const style = [
  'text{font:13px sans-serif;fill:#0b0c0c}.heading{font-weight:bold;font-size:15px}',
  '.paper{fill:#fff}.grid{stroke:#d8dcdf;stroke-width:1}.frame{fill:none;stroke:#505a5f}',
  '.line{fill:none;stroke-width:2.2;stroke-linejoin:round}',
  '.guide{stroke:#505a5f;stroke-width:1;stroke-dasharray:3 4}',
  dashes.map((dash, i) => `.s${i}{stroke-dasharray:${dash}}`).join(''),
  colours(light),
  '@media(prefers-color-scheme:dark){text{fill:#f3f2f1}.paper{fill:#15191c}.grid{stroke:#333b40}',
  `.frame,.guide{stroke:#a0a8ad}${colours(dark)}}`,
].join('')
