import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { HandOverContents } from '../../domain/hand-over.ts'
import { handOverBody, pictureCaveats, sha256Of } from './hand-over-body.ts'

const docs = readFileSync('docs/hand-over.md', 'utf8')
const example = JSON.parse(docs.split('```json\n')[1]?.split('```')[0] ?? '')

it('is what docs/hand-over.md says, field by field', () => {
  const { number, link, picture, ...contents } = example
  const png = new Uint8Array([1, 2, 3])
  const within = { from: Date.parse(picture.from), to: Date.parse(picture.to) }
  const body = handOverBody({ number, link }, JSON.stringify(contents as HandOverContents), {
    ...{ png, within },
  })
  expect(JSON.parse(body)).toEqual({
    ...example,
    picture: { ...picture, caveats: pictureCaveats, sha256: sha256Of(png), base64: 'AQID' },
  })
  expect(Object.keys(JSON.parse(body))).toEqual(Object.keys(example))
  expect(JSON.parse(handOverBody({ number, link }, JSON.stringify(contents), undefined))).toEqual({
    ...example,
    picture: null,
  })
})
