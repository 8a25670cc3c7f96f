import { expect, it } from 'vitest'
import { inTurn } from './in-turn.ts'

it('does one after another, also behind one that fails, and different things at once', async () => {
  const [folder, other] = [{}, {}]
  const seen: string[] = []
  const { promise: held, resolve: release } = withResolvers()
  const first = inTurn(folder, async () => {
    seen.push('first begins')
    await held
    seen.push('first ends')
    throw new Error('no')
  })
  const second = inTurn(folder, async () => {
    seen.push('second')
    return 2
  })
  await inTurn(other, async () => seen.push('other'))
  release()
  await expect(first).rejects.toThrow('no')
  expect(await second).toBe(2)
  expect(seen).toEqual(['first begins', 'other', 'first ends', 'second'])
})

function withResolvers(): { promise: Promise<void>; resolve: () => void } {
  let resolve: () => void = () => undefined
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve }
}
