import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boundaryOf, formParts } from './multipart.ts'

interface Part {
  readonly name: string
  readonly fileName: string | undefined
  readonly bytes: Buffer
}

async function* cut(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0
  for (let index = 0; at < bytes.length; index++) {
    const size = sizes[index % Math.max(1, sizes.length)] ?? bytes.length
    yield bytes.subarray(at, at + size)
    at += size
  }
}

async function read(pieces: AsyncGenerator<Uint8Array>, boundary: string): Promise<Part[]> {
  const parts: Part[] = []
  for await (const { name, fileName, bytes } of formParts(pieces, boundary)) {
    const chunks: Uint8Array[] = []
    for await (const chunk of bytes) chunks.push(Buffer.from(chunk))
    parts.push({ name, fileName, bytes: Buffer.concat(chunks) })
  }
  return parts
}

/** As fetch writes a form: what browsers do too. */
async function written(parts: readonly Part[]): Promise<{ body: Buffer; boundary: string }> {
  const form = new FormData()
  for (const { name, fileName, bytes } of parts) {
    if (fileName === undefined) form.append(name, bytes.toString('utf8'))
    else form.append(name, new Blob([new Uint8Array(bytes)]), fileName)
  }
  const request = new Request('http://localhost/', { method: 'POST', body: form })
  const boundary = boundaryOf(request.headers.get('Content-Type') ?? undefined)
  return { body: Buffer.from(await request.arrayBuffer()), boundary: boundary ?? '' }
}

describe('formParts', () => {
  it('reads what was sent, in whatever pieces it comes', async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array)),
      fc
        .constantFrom('\r\n', '\r\n--', '--', '\r', '', '\r\n----')
        .map((text) => Buffer.from(text)),
    )
    const name = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((text) => !/[\r\n"%]/.test(text))
    const part = fc.record({ name, fileName: name, bytes })
    await fc.assert(
      fc.asyncProperty(
        fc.array(part, { maxLength: 4 }),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
        async (parts, sizes) => {
          fc.pre(parts.length > 0)
          const { body, boundary } = await written(parts)
          expect(await read(cut(body, sizes), boundary)).toEqual(parts)
        },
      ),
    )
  })

  it('tells fields from files, and a file that was not chosen', async () => {
    const text = [
      '--x\r\nContent-Disposition: form-data; name="formToken"\r\n\r\na.b\r\n',
      '--x\r\nContent-Disposition: form-data; name="file"; filename=""\r\n',
      'Content-Type: application/octet-stream\r\n\r\n\r\n--x--\r\n',
    ].join('')
    expect(await read(cut(Buffer.from(text), [7]), 'x')).toEqual([
      { name: 'formToken', fileName: undefined, bytes: Buffer.from('a.b') },
      { name: 'file', fileName: '', bytes: Buffer.alloc(0) },
    ])
  })

  it('takes nothing that is cut off, without names or endless in its headings', async () => {
    const parts = [{ name: 'file', fileName: 'x.csv', bytes: Buffer.from('1,2') }]
    const { body, boundary } = await written(parts)
    const all: Promise<unknown>[] = []
    for (const end of [0, 10, body.length - 10]) {
      all.push(read(cut(body.subarray(0, end), [5]), boundary))
    }
    const headings = [`A: ${'b'.repeat(5000)}`, 'Content-Disposition: form-data', 'Other: 1']
    for (const heading of headings) {
      const text = `--x\r\n${heading}\r\n\r\n1\r\n--x--\r\n`
      all.push(read(cut(Buffer.from(text), [100]), 'x'))
    }
    for (const one of all) await expect(one).rejects.toMatchObject({ code: 'INPUT_INVALID' })
  })

  it('passes over what is not read, and asks for no more than it needs', async () => {
    const parts = ['a', 'b', 'c'].map((name) => ({
      name,
      fileName: name,
      bytes: Buffer.alloc(999),
    }))
    const { body, boundary } = await written(parts)
    const names: string[] = []
    for await (const { name } of formParts(cut(body, [50]), boundary)) names.push(name)
    expect(names).toEqual(['a', 'b', 'c'])
    let asked = 0
    const counted = (async function* () {
      for await (const piece of cut(body, [50])) {
        asked += piece.length
        yield piece
      }
    })()
    for await (const _ of formParts(counted, boundary)) break
    expect(asked).toBeLessThan(300)
  })
})

describe('boundaryOf', () => {
  it.each([
    ['multipart/form-data; boundary=abc', 'abc'],
    ['multipart/form-data; charset=utf-8; boundary="a b"', 'a b'],
    ['Multipart/Form-Data;boundary=x;y=z', 'x'],
    ['application/x-www-form-urlencoded', undefined],
    ['multipart/form-data', undefined],
    [undefined, undefined],
  ])('%s', (type, boundary) => {
    expect(boundaryOf(type)).toBe(boundary)
  })
})
