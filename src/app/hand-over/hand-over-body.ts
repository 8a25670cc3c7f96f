import { createHash } from 'node:crypto'
import { GAP_MINUTES } from '../../domain/gap.ts'
import type { HandOverContents, HandOverPicture } from '../../domain/hand-over.ts'
import { formatInstant } from '../../domain/instant-text.ts'

/** What whoever looks at the picture must know: it says the same beneath the map. */
export const pictureCaveats: readonly string[] = [
  'It shows where a device was, not what anybody did.',
  'About 95 in 100 positions lie within their circle. One by cell tower may have a circle larger than the map.',
  'Lines lead straight from one position to the next. They are not the way taken.',
  `Dashed: positions more than ${GAP_MINUTES} minutes apart. Where the device was meanwhile is not known.`,
]

/** Which hand-over it is, and where it can be looked at. */
interface Sent {
  readonly number: number
  readonly link: string
}

/** What leaves: the contents as they were kept, their number, a link, and the picture. */
export function handOverBody(
  { number, link }: Sent,
  contents: string,
  picture: HandOverPicture | undefined,
): string {
  const said = JSON.parse(contents) as HandOverContents
  const { version, ...rest } = said
  return JSON.stringify({
    version,
    number,
    link,
    ...rest,
    picture: picture ? sentPicture(picture) : null,
  })
}

/** What a target is sent that is only tried. */
export function tryBody(number: number): string {
  return JSON.stringify({ version: 1, number, test: true })
}

function sentPicture({ png, within }: HandOverPicture) {
  return {
    mediaType: 'image/png',
    from: formatInstant(within.from),
    to: formatInstant(within.to),
    caveats: pictureCaveats,
    sha256: sha256Of(png),
    base64: Buffer.from(png).toString('base64'),
  }
}

/** In hexadecimal. */
export function sha256Of(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}
