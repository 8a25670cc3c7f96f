import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { crimeFile } from './crime-file.ts'
import { readCrimeMail } from './crime-mail.ts'

const ROW = 'Cheshire,TOMV,,CHS20260329,CHS/é,20260126160000,20260126161500,,,53.8,-4.4,WGS84,\n'
const FROM = 'From: Crime Desk <Crime.Desk@cheshire.example>'
const HEAD = `${FROM}\nSubject: Crime Mapping Request\nMessage-ID: <1@cheshire.example>\n`

const bytes = (text: string) => new TextEncoder().encode(text.replaceAll('\n', '\r\n'))
const base64 = (text: string) => Buffer.from(text).toString('base64')

function part(headers: string, content: string): string {
  return `${headers}\n\n${content}\n`
}

function multipart(kind: string, boundary: string, parts: readonly string[]): string {
  const inner = parts.map((one) => `--${boundary}\n${one}`).join('')
  return part(`Content-Type: multipart/${kind}; boundary="${boundary}"`, `${inner}--${boundary}--`)
}

const csv = part(
  'Content-Type: text/csv; name="batch.csv"\nContent-Disposition: attachment; filename="batch.csv"\nContent-Transfer-Encoding: base64',
  base64(ROW),
)
const words = part('Content-Type: text/plain; charset=utf-8', 'Please find our crimes attached.')

async function found(text: string) {
  const mail = await readCrimeMail(bytes(text))
  const { file, code } = crimeFile(mail)
  return { mail, code, name: file?.name, text: file && Buffer.from(file.bytes).toString() }
}

describe('a crime batch in a message', () => {
  const nested = multipart('mixed', 'out', [
    multipart('related', 'in', [multipart('alternative', 'alt', [words, words]), csv]),
  ])
  const forwarded = multipart('mixed', 'f', [
    words,
    part(
      'Content-Type: message/rfc822',
      `From: x@y.example\nSubject: ours\n${multipart('mixed', 'g', [words, csv])}`,
    ),
  ])
  it.each([
    ['attached', multipart('mixed', 'b', [words, csv]), 'batch.csv'],
    ['in nested parts', nested, 'batch.csv'],
    ['in a message that is forwarded', forwarded, 'batch.csv'],
    [
      'shown in its place, as plain text by its name, quoted-printable',
      multipart('mixed', 'b', [
        words,
        part(
          "Content-Type: text/plain; charset=utf-8\nContent-Disposition: inline; filename*=utf-8''%C3%A9t%C3%A9.csv\nContent-Transfer-Encoding: quoted-printable",
          `${ROW.trim().replace('é', '=C3=A9').replace(',,53', ',=\n,53')}=0A=`,
        ),
      ]),
      'été.csv',
    ],
    [
      'the whole message, by its type and without a name',
      part('Content-Type: text/csv\nContent-Transfer-Encoding: base64', base64(ROW)),
      'crimes.csv',
    ],
    [
      'named with folders, of a type that Windows gives it',
      multipart('mixed', 'b', [
        part(
          'Content-Type: application/vnd.ms-excel\nContent-Disposition: attachment; filename="C:\\\\out\\\\..\\\\b.CSV"\nContent-Transfer-Encoding: base64',
          base64(ROW),
        ),
      ]),
      'b.CSV',
    ],
    [
      'beside a signature',
      multipart('mixed', 'b', [
        csv,
        part('Content-Type: image/png; name="logo.png"', 'x'),
        part('Content-Type: application/pdf; name="notes.pdf"', 'x'),
      ]),
      'batch.csv',
    ],
  ])('is found: %s', async (_, body, name) => {
    const { text, ...rest } = await found(`${HEAD}MIME-Version: 1.0\n${body}`)
    expect({ name: rest.name, text: text?.trim() }).toEqual({ name, text: ROW.trim() })
    expect(rest.mail.from).toEqual(['crime.desk@cheshire.example'])
  })

  const named = (name: string) =>
    part(
      `Content-Type: application/octet-stream; name="${name}"\nContent-Disposition: attachment; filename="${name}"`,
      'x',
    )
  const deep = (levels: number) => {
    let body = csv
    for (let level = 0; level < levels; level++) body = multipart('mixed', `b${level}`, [body])
    return body
  }
  it.each([
    ['there are two', multipart('mixed', 'b', [csv, csv]), 'SEVERAL_CSV'],
    ['there is none', multipart('mixed', 'b', [words]), 'NO_CSV'],
    ['there is only text', `\n${ROW}`, 'NO_CSV'],
    ['it is a workbook', multipart('mixed', 'b', [words, named('crimes.xlsx')]), 'NOT_CSV'],
    ['it is packed', multipart('mixed', 'b', [words, named('crimes.zip')]), 'NOT_CSV'],
    ['it is sealed', multipart('mixed', 'b', [named('smime.p7m')]), 'NOT_CSV'],
    ['it lies 200 deep', deep(200), 'MESSAGE_TOO_COMPLEX'],
    [
      'there are 300 parts',
      multipart(
        'mixed',
        'b',
        Array.from({ length: 300 }, () => words),
      ),
      'MESSAGE_TOO_COMPLEX',
    ],
    ['its headers do not end', `X-Long: ${'x'.repeat(300_000)}`, 'MESSAGE_UNREADABLE'],
  ])('is refused where %s', async (_, body, code) => {
    expect((await found(`${HEAD}MIME-Version: 1.0\n${body}`)).code).toBe(code)
  })

  it('is refused where messages in messages go on for ever', async () => {
    let inner = `${HEAD}\nend`
    for (let level = 0; level < 60; level++)
      inner = `${FROM}\nContent-Type: message/rfc822\n\n${inner}`
    expect((await found(inner)).code).toBe('MESSAGE_TOO_COMPLEX')
  })
})

describe('a message', () => {
  it('is from everybody in every From', async () => {
    const { mail } = await found(`From: a@x.example\nFrom: "b@y.example" <C@z.example>\n\nhello`)
    expect(mail.from).toEqual(['a@x.example', 'c@z.example'])
    expect((await found('Subject: x\n\nhello')).mail.from).toEqual([])
  })

  it('is the same whatever relays add, and another with another body or Message-ID', async () => {
    const identity = async (text: string) => (await readCrimeMail(bytes(text))).sha256
    const first = await identity(`${HEAD}\nhello`)
    expect(await identity(`Received: from there\nReturn-Path: <x@y>\n${HEAD}\nhello`)).toBe(first)
    expect(await identity(`${HEAD}\nhallo`)).not.toBe(first)
    expect(await identity(`${HEAD.replace('<1@', '<2@')}\nhello`)).not.toBe(first)
  })

  it.each([
    ['Auto-Submitted: auto-replied', true],
    ['Auto-Submitted: no', false],
    ['Precedence: bulk', true],
    ['Return-Path: <>', true],
    ['Return-Path: <a@b.example>', false],
    ['Content-Type: multipart/report; report-type=delivery-status; boundary=x', true],
  ])('with %s: nobody wrote it is %s', async (header, automatic) => {
    expect((await found(`${header}\n${HEAD}\nhello`)).mail.automatic).toBe(automatic)
  })

  it('of any bytes is read or has a fault, and never throws', async () => {
    const pieces = fc.array(
      fc.oneof(
        fc.constantFrom(
          HEAD,
          '\n\n',
          '--b\n',
          '--b--',
          'Content-Type: multipart/mixed; boundary=b\n',
          csv,
        ),
        fc.string({ unit: 'binary' }),
      ),
    )
    await fc.assert(
      fc.asyncProperty(pieces, async (some) => {
        const mail = await readCrimeMail(Buffer.from(some.join('')))
        expect(mail.sha256).toMatch(/^[0-9a-f]{64}$/)
      }),
    )
  })
})
