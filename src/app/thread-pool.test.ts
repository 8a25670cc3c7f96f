import { describe, expect, it } from 'vitest'
import { AppError } from '../domain/errors.ts'
import { ThreadPool } from './thread-pool.ts'

function program(said: string): URL {
  const lines = `import { parentPort, workerData } from 'node:worker_threads'
    parentPort.on('message', (asked) => { ${said} })`
  return new URL(`data:text/javascript,${encodeURIComponent(lines)}`)
}

const echo = program('parentPort.postMessage({ told: [workerData, asked] })')

describe('ThreadPool', () => {
  it('asks every thread, one thing after another', async () => {
    const pool = new ThreadPool<number, [string, number]>(echo, ['a', 'b'])
    const told = await Promise.all([pool.askAll(1), pool.askAll(2)])
    expect(told).toEqual([
      [
        ['a', 1],
        ['b', 1],
      ],
      [
        ['a', 2],
        ['b', 2],
      ],
    ])
    await pool.end()
  })

  it('fails as the work in a thread failed, with its code where it has one', async () => {
    const fault = (code: string) =>
      program(`parentPort.postMessage({ fault: { message: 'Cannot do it', code: ${code} } })`)
    const coded = new ThreadPool(fault('"STORE_CORRUPT"'), [0])
    await expect(coded.askAll(1)).rejects.toEqual(new AppError('STORE_CORRUPT', 'Cannot do it'))
    await coded.end()
    const plain = new ThreadPool(fault('undefined'), [0])
    await expect(plain.askAll(1)).rejects.toEqual(new Error('Cannot do it'))
    await plain.end()
  })

  it.each([
    ['ends by itself', 'process.exit(3)', 'it ended with 3'],
    ['throws where nobody catches it', 'throw new Error("broken")', 'broken'],
    ['takes too much memory', 'const all = []; for (;;) all.push({ all: [all] })', 'memory'],
  ])('lets nobody wait for a thread that %s', async (_, said, why) => {
    const pool = new ThreadPool(
      program(`if (workerData === 'bad') { ${said} }`),
      ['bad', 'good'],
      16,
    )
    const first = pool.askAll(1)
    const second = pool.askAll(2)
    for (const told of [first, second]) {
      await expect(told).rejects.toMatchObject({
        code: 'THREAD_STOPPED',
        message: expect.stringContaining(why),
      })
    }
    await expect(pool.askAll(3)).rejects.toMatchObject({ code: 'THREAD_STOPPED' })
    await pool.end()
  })

  it('ends whatever its threads are at', async () => {
    const pool = new ThreadPool(program('for (;;);'), [0])
    const told = expect(pool.askAll(1)).rejects.toMatchObject({ code: 'THREAD_STOPPED' })
    await pool.end()
    await told
  })
})
