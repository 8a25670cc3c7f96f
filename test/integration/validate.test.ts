import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'

const out = mkdtempSync(join(tmpdir(), 'whereabouts-validate-'))
afterAll(() => rmSync(out, { recursive: true }))

it('npm run validate makes towns, fits on some, and reports on others', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/validate.js'], {
    env: { ...process.env, VALIDATE_WEARERS: '4', VALIDATE_DAYS: '4', VALIDATE_OUT: out },
    encoding: 'utf8',
  })
  expect(stderr).toBe('')
  expect(status).toBe(0)
  expect(stdout).toMatch(/Fitted \{"intercept":-?\d/)
  const report = readFileSync(join(out, 'validation.md'), 'utf8')
  for (const mode of ['Away from haunts', 'Near haunts', 'Cell towers']) {
    expect(report).toContain(`## ${mode}`)
  }
  expect(report).toContain('made-up towns')
  expect(readdirSync(join(out, 'validation')).filter((name) => name.endsWith('.svg'))).not.toEqual(
    [],
  )
})
