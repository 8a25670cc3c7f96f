import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { PublishedFigures } from './published-figures.ts'
import { shareText } from './report-figures.ts'
import { wilsonShare } from './wilson-share.ts'

const docs = (name: string) => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8')

describe('docs/validation/figures.json', () => {
  it('says what docs/validation.md says: alerts repeat the one, people read the other', () => {
    const { algorithmVersion, date, modes } = JSON.parse(
      docs('validation/figures.json'),
    ) as PublishedFigures
    const page = docs('validation.md')
    expect(page).toContain(`Method ${algorithmVersion}, measured on ${date}.`)
    expect(modes.length).toBe(page.match(/true pairs and [\d,]+ innocent ones, pooled/g)?.length)
    for (const mode of modes) {
      const section = page.slice(page.indexOf(`\n## ${mode.name}\n`)).split('\n## ')[1] ?? ''
      const counted = [
        mode.innocentAbove2,
        mode.innocentAbove3,
        mode.trueAbove2,
        mode.trueSaidAbsent,
        mode.absenceAtFullCoverage,
      ]
      for (const [count, of] of counted)
        expect(section).toContain(shareText(wilsonShare(count, of)))
      expect(section).toContain(
        `${mode.truePairs.toLocaleString('en-GB')} true pairs and ${mode.innocentPairs.toLocaleString('en-GB')} innocent ones`,
      )
      const ranking = /\*\*log10 likelihood ratio\*\* \| [\d.]+ \| ([\d.]+)/.exec(section)?.[1]
      expect(ranking).toBe(mode.precisionAtHalfRecall.toFixed(3))
    }
  })
})
