import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Role } from '../../src/domain/roles.ts'
import { addresses, type Crawled, crawl } from '../support/crawl.ts'
import {
  CRIME_TEXT,
  MARKUP,
  makeHostile,
  NAME,
  REFERENCE,
  WRITTEN,
} from '../support/hostile-town.ts'
import { ServedSurfaces } from '../support/served-surfaces.ts'

const people: readonly Role[] = [
  'probation-practitioner',
  'police-analyst',
  'hub-caseworker',
  'hub-manager',
  'data-request-approver',
  'evaluator',
  'administrator',
  'device-wearer',
]

let served: ServedSurfaces
const pages: (Crawled & { role: Role })[] = []

/** Pages that are not linked to, because people come to them by a form. */
const searches: readonly [Role, string, Record<string, string>][] = [
  ['probation-practitioner', '/people', { text: 'Ruth' }],
  ['hub-caseworker', '/matches', { search: REFERENCE }],
  ['police-analyst', '/crimes', { reference: REFERENCE }],
  ['administrator', '/allocations', { wearer: `W9999${MARKUP}` }],
  ['administrator', '/accounts/new', { username: MARKUP, name: MARKUP, email: MARKUP }],
  ['administrator', '/teams', { name: MARKUP }],
  ['probation-practitioner', '/people', { text: `"><script>alert(1)</script>${MARKUP}` }],
  ['monitoring-officer', '/people', { text: 'Ruth' }],
]

beforeAll(async () => {
  served = await ServedSurfaces.open({ prepare: makeHostile })
  for (const role of people) {
    const found = await crawl(served, served.client(role))
    pages.push(...found.map((page) => ({ ...page, role })))
  }
  for (const [role, path, form] of searches) {
    const answer = await served.ask(served.client(role), 'POST', path, { form })
    pages.push({ ...answer, path: `POST ${path}`, role })
  }
})
afterAll(() => served?.stop())

const isPage = ({ headers }: Crawled) => headers.get('Content-Type')?.startsWith('text/html')
const named = ({ role, path }: Crawled & { role: Role }) => `${role} ${path}`
/** As a page has it: every sign that begins or ends markup is spelled out. */
const escaped = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')

describe('what the outside world wrote', () => {
  it('was gone through on pages of every role', () => {
    expect(pages.filter(({ status }) => status >= 500).map(named)).toEqual([])
    for (const role of people) {
      expect(
        pages.filter((page) => page.role === role && page.status === 200).length,
      ).toBeGreaterThan(1)
    }
    const shown = (text: string) => pages.filter((page) => page.text.includes(escaped(text)))
    for (const text of [REFERENCE, CRIME_TEXT, NAME]) expect(shown(text).length).toBeGreaterThan(0)
  })

  it('is never markup', () => {
    const begins = (page: Crawled) => /<img|<b>|onerror=alert\(1\)>|<script>|<!--/i.test(page.text)
    expect(pages.filter(isPage).filter(begins).map(named)).toEqual([])
  })

  it('is shown as it was written wherever people write of others', () => {
    const written = pages.filter(({ text }) => text.includes(escaped(WRITTEN)))
    for (const page of [
      ...[
        'notes',
        'notes/\\d+',
        'places',
        'hand-overs',
        'hand-overs/\\d+',
        'reports',
        'reports/\\d+',
      ].map((part) => `^/people/[^/]+/${part}$`),
      '^/my-reports$',
      '^/hand-overs',
      '^/places',
    ]) {
      expect(written.map(({ path }) => path)).toContainEqual(expect.stringMatching(page))
    }
  })

  it('never ends a block of JSON', () => {
    const blocks = pages.flatMap((page) =>
      [...page.text.matchAll(/<script[^>]*type="application\/json"[^>]*>(.*?)<\/script>/gs)].map(
        ([, json = '']) => ({ page: named(page), json }),
      ),
    )
    expect(blocks.length).toBeGreaterThan(0)
    for (const { json } of blocks) {
      expect(json).not.toMatch(/[<>]/)
      expect(() => JSON.parse(json)).not.toThrow()
    }
  })

  it('is in no script and no style of a page', () => {
    for (const { text } of pages.filter(isPage)) {
      expect(text).not.toMatch(/<script(?![^>]*(?:\ssrc=|type="application\/json"))/)
      expect(text).not.toMatch(/<style|\sstyle="|\son\w+="/)
    }
  })

  it('is no formula in any file, nor in a file name', () => {
    const files = pages.filter(({ headers }) => headers.has('Content-Disposition'))
    expect(files.map(({ path }) => path).join()).toContain('row-issues.csv')
    for (const { headers, path, text } of files) {
      expect(headers.get('Content-Disposition')).toMatch(/^attachment; filename="[\w.-]+"$/)
      // To be sent back corrected, so they are what their sender wrote.
      if (path.endsWith('/refused-rows.csv')) continue
      // A cell that begins with a sign is a number or has an apostrophe before it.
      expect(text).not.toMatch(/(?:^|[,\n\r])"?[=@\t\r]/)
      expect(text).not.toMatch(/(?:^|[,\n])"?[+-](?!\d+(?:\.\d+)?"?(?:[,\n]|$))/)
    }
    expect(files.some(({ text }) => text.includes("'=cmd"))).toBe(true)
  })

  it('is data in the answers to programs', async () => {
    const analyst = served.client('police-analyst')
    const [{ force } = {}] = await served.folder.records.query<{ force: string }>(
      'select police_force as force from accounts where id = $1',
      [analyst.accountId],
    )
    const key = [String(force), REFERENCE].map(encodeURIComponent).join('/')
    const answer = await served.ask(analyst, 'GET', `/api/v1/crimes/${key}`)
    expect(answer.headers.get('Content-Type')).toBe('application/json')
    expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff')
    const { crimeReference, versions } = JSON.parse(answer.text)
    expect([crimeReference, versions[0].crimeText]).toEqual([REFERENCE, CRIME_TEXT])
  })
})

describe('addresses', () => {
  it('hold no name, no number of a person and nothing that was searched for', () => {
    const told = pages.flatMap((page) =>
      addresses(page.text)
        .map((address) => decodeURIComponent(address))
        .filter((address) => /Ruth|X0\d{5}|alert|HYPERLINK|W9999|\.demo/.test(address))
        .map((address) => `${named(page)}: ${address}`),
    )
    expect(told).toEqual([])
  })

  it('hold no secret, and no form that is sent in the address has one', () => {
    const secrets = [...served.clients.values()].flatMap(({ session, token }) => [session, token])
    for (const page of pages) {
      const [, formToken] = /name="formToken" value="([^"]+)"/.exec(page.text) ?? []
      const kept = [...secrets, formToken].filter((secret) => secret)
      for (const address of addresses(page.text)) {
        expect(kept.filter((secret) => address.includes(String(secret)))).toEqual([])
      }
      for (const [form] of page.text.matchAll(/<form[^>]*method="get".*?<\/form>/gis)) {
        expect(form).not.toContain('formToken')
      }
    }
  })

  it('lead nowhere but here', () => {
    const outside = pages
      .filter(isPage)
      .flatMap(({ text }) => [...text.matchAll(/\s(?:href|action|src)="([^"]*)"/g)])
      .map(([, address = '']) => address)
      .filter((address) => !/^(?:\/(?!\/)|#|data:,$|\?)/.test(address))
    expect([...new Set(outside)]).toEqual([])
  })

  it('are kept by no browser and told to no other site', () => {
    for (const { headers, path } of pages) {
      expect({ path, kept: headers.get('Cache-Control') }).toEqual({ path, kept: 'no-store' })
      expect(headers.get('Referrer-Policy')).toBe('no-referrer')
      const policy = headers.get('Content-Security-Policy') ?? ''
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).not.toMatch(/unsafe|\*|https?:/)
    }
  })
})
