import { describe, expect, it } from 'vitest'
import { AppError } from '../domain/errors.ts'
import { ThreadPool } from './thread-pool.ts'

function program(said: string): URL {
  const lines = `import { parentPort, workerData } from 'node:worker_threads'
    parentPort.on('message', (asked) => { ${said} })`
  return new URL(`data:text/javascript,${encodeURIComponent(lines)}`)
}

describe('ThreadPool', () => {
  it('tells every thread what to know, and asks whichever is free, answers in order', async () => {
    // Each question waits for another to be asked, which one thread alone could not.
    const known = program(`
      if (asked < 0) globalThis.known = asked
      else {
        const so = Atomics.add(workerData, 0, 1)
        if (so % 2 === 0) Atomics.wait(workerData, 0, so + 1)
        else Atomics.notify(workerData, 0)
      }
      parentPort.postMessage({ told: [known, asked] })`)
    const met = new Int32Array(new SharedArrayBuffer(4))
    const pool = new ThreadPool<number, [number, number]>(known, [met, met])
    const counts: number[] = []
    const questions = [1, 2, 3, 4, 5, 6]
    const told = await pool.ask(-7, questions, (count) => counts.push(count))
    expect(told).toEqual(questions.map((question) => [-7, question]))
    expect(counts).toEqual(questions)
    await pool.end()
  })

  it('fails as the work in a thread failed, with its code where it has one', async () => {
    const fault = (code: string) =>
      program(`parentPort.postMessage({ fault: { message: 'Cannot do it', code: ${code} } })`)
    const coded = new ThreadPool(fault('"STORE_CORRUPT"'), [0])
    await expect(coded.ask(0, [1])).rejects.toEqual(new AppError('STORE_CORRUPT', 'Cannot do it'))
    await coded.end()
    const plain = new ThreadPool(fault('undefined'), [0])
    await expect(plain.ask(0, [1])).rejects.toEqual(new Error('Cannot do it'))
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
    const first = pool.ask(0, [1])
    const second = pool.ask(0, [2])
    for (const told of [first, second]) {
      await expect(told).rejects.toMatchObject({
        code: 'THREAD_STOPPED',
        message: expect.stringContaining(why),
      })
    }
    await expect(pool.ask(0, [3])).rejects.toMatchObject({ code: 'THREAD_STOPPED' })
    await pool.end()
  })

  it('ends whatever its threads are at', async () => {
    const pool = new ThreadPool(program('for (;;);'), [0])
    const told = expect(pool.ask(0, [1])).rejects.toMatchObject({ code: 'THREAD_STOPPED' })
    await pool.end()
    await told
  })
})
