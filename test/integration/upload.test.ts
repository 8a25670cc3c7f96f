import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { formTokenFor } from '../../src/portal/cookies.ts'
import { ServedSurfaces } from '../support/served-surfaces.ts'
import { type TownFacts, townFacts } from '../support/town-facts.ts'

let served: ServedSurfaces
let facts: TownFacts

beforeAll(async () => {
  served = await ServedSurfaces.open()
  facts = await townFacts(served)
})
afterAll(() => served?.stop())

const attempts = async (): Promise<number> => {
  const [row] = await served.folder.records.query<{ all: bigint }>(
    'select count(*) as all from ingestion_attempts',
  )
  return Number(row?.all)
}
const spooled = (): string[] => {
  const spool = join(served.data, 'spool')
  return existsSync(spool) ? readdirSync(spool) : []
}
const part = (disposition: string, text: string) =>
  `--x\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n${text}\r\n`
/** A form as the police analyst's browser would send it, or not quite. */
const send = (parts: readonly string[], headers: Record<string, string> = {}) => {
  const { session } = served.client('police-analyst')
  return served.send('POST', '/ingestion/upload', {
    body: `${parts.join('')}--x--\r\n`,
    headers: {
      Cookie: `__Host-session=${session}`,
      'Content-Type': 'multipart/form-data; boundary=x',
      ...headers,
    },
  })
}
const token = () => part('name="formToken"', formTokenFor(served.client('police-analyst').session))
const file = (name = 'a.csv') => part(`name="file"; filename="${name}"`, facts.batchText)

describe('a file that is uploaded', () => {
  it('is taken after its form’s token, and of nothing else: not one before it, none, or another’s', async () => {
    const before = await attempts()
    const other = part('name="formToken"', formTokenFor(served.client('hub-manager').session))
    for (const parts of [
      [file(), token()],
      [file()],
      [other, file()],
      [part('name="formToken"', '')],
    ]) {
      expect((await send(parts)).status).toBe(403)
    }
    expect(await attempts()).toBe(before)
    expect(spooled()).toEqual([])
    expect((await send([token(), file()])).status).toBe(303)
    expect(await attempts()).toBe(before + 1)
    expect(spooled()).toEqual([])
  })

  it('is refused by what it says of its length, and after as much as it may have where it says none', async () => {
    const said = await send([token(), file()], { 'Content-Length': String(50 * 1024 * 1024) })
    expect(said.status).toBe(413)
    const endless = part('name="file"; filename="a.csv"', 'x'.repeat(11 * 1024 * 1024))
    const unsaid = await send([token(), endless])
    expect(unsaid.status).toBe(413)
    expect(unsaid.text).toContain('larger than')
    expect(spooled()).toEqual([])
  })

  it('is no form where it is broken or has too much in it', async () => {
    const before = await attempts()
    const fields = Array.from({ length: 20 }, (_, index) => part(`name="f${index}"`, 'x'))
    for (const parts of [
      [token(), part('nothing', 'x')],
      [token(), ...fields, file()],
      [part('name="formToken"', 'x'.repeat(5000))],
    ]) {
      expect((await send(parts)).status).toBe(422)
    }
    expect((await send([token(), part('name="other"; filename="a.csv"', 'x')])).status).toBe(422)
    expect(await attempts()).toBe(before)
  })

  it('has a name that leads nowhere, ends no header and is no markup', async () => {
    const name = '../../<img src=x onerror=alert(1)>%0D%0ASet-Cookie: a=b.csv'
    const text = facts.batchText.replace('Every/route/1', '=1+1<b>')
    const sent = await send([token(), part(`name="file"; filename="${name}"`, text)])
    const at = sent.headers.get('Location') ?? ''
    const police = served.client('police-analyst')
    const page = await served.ask(police, 'GET', at)
    expect(page.text).toContain('&lt;img src=x onerror=alert(1)&gt;')
    expect(page.text).not.toContain('<img src=x')
    for (const rest of ['/row-issues.csv', '/refused-rows.csv', '/crimes.csv']) {
      const { status, headers } = await served.ask(police, 'GET', `${at}${rest}`)
      expect(status).toBe(200)
      expect(headers.get('Content-Disposition')).toMatch(/^attachment; filename="[a-z-]+\d+\.csv"$/)
      expect(headers.has('Set-Cookie')).toBe(false)
    }
    const crimes = await served.ask(police, 'GET', `${at}/crimes.csv`)
    expect(crimes.text).toContain(",'=1+1<b>,")
  })
})
