import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { differentTruth } from './different-truth.ts'
import { modeResult } from './mode-result.ts'
import { ScoredPairsBuilder } from './scored-pairs.ts'
import { validationReport } from './validation-report.ts'
import type { ValidationResult } from './validation-result.ts'
import { wilsonShare } from './wilson-share.ts'
import { writeValidation } from './write-validation.ts'

const town = (seed: number) => ({
  name: `streets ${seed}`,
  seed,
  wearers: 20,
  crimes: 50,
  offences: 200,
})

/** 600 true pairs that score 3, or 0 for one in four; 6,000 innocent ones at -3, and `high` above 3. */
function pairs(high: number) {
  const builder = new ScoredPairsBuilder()
  for (let i = 0; i < 6600 + high; i++) {
    const isTrue = i < 600
    const log10Lr = isTrue ? (i % 4 === 0 ? 0 : 3) : i < 6600 ? -3 : 4
    builder.add({
      log10Lr,
      isTrue,
      verdict: log10Lr < 0 ? 'supports_absence' : 'inconclusive',
      coverage: 1,
      refusal: log10Lr < 0 ? undefined : isTrue ? 'near' : 'errors',
      approachMetres: isTrue ? 40 : 520,
      positionsInRadius: isTrue || i % 2 === 0 ? 1 : 0,
      overlappingPositions: 0,
      closestMetres: isTrue ? 40 : 900,
      crimeType: 'TFMV',
      windowMinutes: 30,
      mechanism: 'gps',
      homeMetres: 700,
      metresFromHaunt: 400,
    })
  }
  return builder.build()
}

const away = {
  name: 'Away from haunts',
  description: 'Offences far from where the offender usually goes.',
  offences: 'away from haunts',
} as const
const result: ValidationResult = {
  date: '2026-11-22',
  command: 'npm run validate',
  algorithmVersion: '1.0.0+0badcafe',
  fittedOn: [town(1)],
  modes: [
    {
      ...away,
      result: modeResult(
        [2, 3, 4].map(town),
        pairs(0),
        differentTruth(Float64Array.of(0, -1, 2, 2.5)),
      ),
    },
    { name: 'Near haunts', description: 'Close by.', offences: 'near haunts' },
  ],
  circles: [
    {
      mechanism: 'GPS',
      quoted: wilsonShare(52, 100),
      estimated: wilsonShare(94, 100),
      inflation: 2.1,
    },
  ],
  absenceRule: { topSpeedMetresPerSecond: 31, marginMetres: 300 },
}
const page = (of: ValidationResult) => validationReport(of).at(-1)?.text ?? ''

describe('validationReport()', () => {
  it('says of each requirement what was wanted, what was found, and whether it is met', () => {
    const text = page(result)
    expect(text).toContain('| Precision at 50 % recall | at least 0.800 | 1.000 | met |')
    expect(text).toContain('| at most 0.100 | 0.167 | **missed** |')
    expect(text).toContain('| Planted offences in them | at least 500 | 600 | met |')
    // No innocent pair of 6,000 scores above 3; that few cannot show that it is rarer than 1 in 4,000.
    expect(text).toContain(
      '| Innocent pairs with log10 LR above 3 | at most 1 in 4,000 | 0 of 6,000 (0.0 %; 0.0 % to 0.064 %) | **met, not beyond doubt** |',
    )
    expect(text).toContain('| True pairs that this was tried on | at least 3,000 | 600 | missed |')
    expect(text).toContain('Of 16 requirements 10 are met, 2 are met but not beyond doubt')
    expect(text).toContain(
      '- Away from haunts: The same of the count within 100 m (shows that the towns are hard): 0.167',
    )
    expect(text).toContain(
      '| Own trail shifted in time: above 0 | 2 of 4 (50.0 %; 15.0 % to 85.0 %) |',
    )
    expect(text).toContain(
      '| Own trail shifted in time: above 2 | 1 of 4 (25.0 %; 4.56 % to 69.9 %) |',
    )
    expect(text).toContain('| Theft from a vehicle | 600 | 6,000 | 1.000 |')
  })

  it('tells what stood against saying absence of innocent pairs', () => {
    const worse = { ...away, result: modeResult([2].map(town), pairs(2000)) }
    expect(page({ ...result, modes: [worse] })).toContain(
      '| 450 to 600 m | 8,000 | 75.0 % | 0.0 % | 0.0 % | 25.0 % | 0.0 % | 0.0 % |',
    )
  })

  it('tells what pairs add to Cllr by how much of their window is known', () => {
    expect(page(result)).toContain('| In full | 600 | 0.126 | 6,000 | 0.001 |')
  })

  it('says a miss is a miss, and counts no town that was fitted on', () => {
    const worse = { ...away, result: modeResult([1, 2, 3].map(town), pairs(20)) }
    const text = page({ ...result, modes: [worse] })
    expect(text).toContain('| Towns that nothing was fitted on | at least 3 | 2 | **missed** |')
    expect(text).toMatch(
      /log10 LR above 3 \| at most 1 in 4,000 \| 20 of 6,020 .* \*\*missed\*\* \|/,
    )
  })

  it('takes a mode that was not run and figures that were not measured, and says so', () => {
    const text = page(result)
    expect(text).toContain('Modes not run: Near haunts.')
    expect(text).toContain('## Near haunts\n\nClose by.\n\n**This mode was not run.**')
    expect(text).toContain('with evidence | at most 15.0 | – | not measured |')
    const nothing = validationReport({
      date: '2026-11-22',
      command: 'npm run validate',
      algorithmVersion: '1.0.0+0badcafe',
      fittedOn: [],
      modes: result.modes.slice(1),
    })
    expect(nothing.map(({ name }) => name)).toEqual(['validation/figures.json', 'validation.md'])
    expect(nothing[1]?.text).toContain('How often circles hold the truth is not known here')
    expect(nothing[1]?.text).not.toMatch(/NaN|undefined|Infinity/)
  })

  it('counts true pairs of more towns among those that absence was wrongly said of, and says so', () => {
    const text = page({ ...result, moreOffences: { towns: 9, count: 2, of: 9400 } })
    expect(text).toContain('| 2 of 10,000 (')
    expect(text).toContain('| True pairs that this was tried on | at least 3,000 | 10,000 | met |')
    expect(text).toContain('tried on 9,400 more true pairs, of 9 towns')
  })

  it('says how long the benchmark took, of which result', () => {
    const benchmark = { seconds: 14.1, command: 'node bench/x.js', result: '2026-11-23-x.md' }
    const text = page({ ...result, benchmark })
    expect(text).toContain('with evidence | at most 15.0 | 14.1 | met |')
    expect(text).toContain(
      'comes from `node bench/x.js` ([2026-11-23-x.md](../bench/results/2026-11-23-x.md))',
    )
  })

  it('shows every plot it makes; each names and describes itself, and runs nothing', () => {
    const files = validationReport(result)
    const shown = [...page(result).matchAll(/\]\((\S+\.svg)\)/g)].map(([, name]) => name)
    const pictures = files.filter(({ name }) => name.endsWith('.svg'))
    expect(pictures.map(({ name }) => name)).toEqual(shown)
    expect(shown).toHaveLength(5)
    for (const { text } of pictures) {
      expect(text).not.toMatch(/NaN|undefined|Infinity|<script/)
      if (!text.startsWith('<svg')) continue
      expect(text).toMatch(/<title id="title">[^<]+<\/title>\n<desc id="description">[^<]+<\/desc>/)
      expect(text).toContain('prefers-color-scheme:dark')
    }
  })

  it('escapes a name in a picture', () => {
    const [first] = validationReport({
      ...result,
      modes: [{ ...away, name: 'R&D <b>', result: modeResult([], pairs(0)) }],
    })
    expect(first?.text).toContain(': R&amp;D &lt;b&gt;</title>')
  })
})

describe('writeValidation()', () => {
  it('writes the page beside its plots, and again over them', () => {
    const documents = mkdtempSync(join(tmpdir(), 'validation-'))
    try {
      writeValidation({ ...result, date: '2026-11-21' }, documents)
      writeValidation(result, documents)
      expect(readFileSync(join(documents, 'validation.md'), 'utf8')).toBe(page(result))
      expect(readdirSync(join(documents, 'validation')).sort()).toEqual([
        'away-from-haunts-calibration.svg',
        'away-from-haunts-precision-recall.svg',
        'away-from-haunts-roc.svg',
        'away-from-haunts-tippett.svg',
        'circles.svg',
        'figures.json',
      ])
    } finally {
      rmSync(documents, { recursive: true, force: true })
    }
  })
})
