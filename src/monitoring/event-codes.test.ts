import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { settings } from '../../test/support/monitored.ts'
import { eventCodes, momentaryKinds } from './event-codes.ts'
import { kindFacts } from './kind-facts.ts'

const page = readFileSync(new URL('../../docs/monitoring.md', import.meta.url), 'utf8')
const rows = (text: string) =>
  [...text.matchAll(/^\| `([^`]+)`\s*\| (\S+)\s*\| (.*?)\s*\|$/gm)].map((match) => match.slice(1))

describe('docs/monitoring.md', () => {
  it('lists every code there is and no other, with what it does', () => {
    const section = page.split('\n## What devices say themselves\n')[1]?.split('\n## ')[0] ?? ''
    const listed = rows(section)
    expect(listed.map(([code, does]) => [code, does])).toEqual(
      [...eventCodes].map(([code, { does }]) => [code, does]),
    )
    for (const [code = '', , of] of listed) {
      const meaning = eventCodes.get(code)
      if (meaning?.does === 'begins') expect(of).toBe(`\`${meaning.kind}\``)
      if (meaning?.does === 'confirms') expect(of).toBe(`\`${meaning.as}\``)
    }
  })

  it('has every threshold as it is by default', () => {
    const section = page.split('\n## Stages\n')[1]?.split('\n## ')[0] ?? ''
    expect(rows(section).map(([family = '', minutes]) => [family, Number(minutes)])).toEqual(
      Object.entries(settings.thresholdMinutes),
    )
  })
})

describe('eventCodes', () => {
  it('begins nothing lasting that no code can end', () => {
    const ended = new Set(
      [...eventCodes.values()].flatMap((m) => (m.does === 'ends' ? m.kinds : [])),
    )
    for (const meaning of eventCodes.values()) {
      if (meaning.does !== 'begins' || momentaryKinds.has(meaning.kind)) continue
      expect(ended).toContain(meaning.kind)
    }
  })

  it('has words for every kind that say nothing of guilt', () => {
    for (const { words } of Object.values(kindFacts)) {
      expect(words).not.toMatch(/breach|offen|guilt|violat/i)
    }
  })
})
