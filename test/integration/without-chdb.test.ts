import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { root, whereabouts } from '../support/whereabouts.ts'

/** Makes a process find no chDB, as npm leaves it where there is no build for the platform. */
const HOOKS = `
export function resolve(specifier, context, next) {
  if (specifier.split('/')[0] !== 'chdb') return next(specifier, context)
  throw Object.assign(new Error('Cannot find package chdb'), { code: 'ERR_MODULE_NOT_FOUND' })
}
`

it('names the other way where there is no chDB for the platform, and makes no noise', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'whereabouts-no-chdb-'))
  writeFileSync(join(scratch, 'hooks.mjs'), HOOKS)
  const register = join(scratch, 'register.mjs')
  writeFileSync(
    register,
    `import { register } from 'node:module'\nregister('./hooks.mjs', import.meta.url)\n`,
  )
  const people = join(root, 'test', 'fixtures', 'match', 'golden', 'people.json')
  const words = ['import', 'people', people, '--data', join(scratch, 'data')]
  const env = { NODE_OPTIONS: `--import=${pathToFileURL(register)}`, WHEREABOUTS_POSITIONS_URL: '' }
  const { status, stderr } = whereabouts(words, { env })
  expect(status).toBe(1)
  expect(stderr).toBe(
    `Cannot open the archive of positions: chDB has no build for this platform (${process.platform} ${process.arch}); ` +
      'set WHEREABOUTS_POSITIONS_URL=http(s)://… to use a ClickHouse server instead\n',
  )
  const nobody = { ...env, WHEREABOUTS_POSITIONS_URL: 'http://me:pa55@127.0.0.1:1/x' }
  const refused = whereabouts(words, { env: nobody })
  expect(refused.status).toBe(1)
  expect(refused.stderr).toContain('the server of WHEREABOUTS_POSITIONS_URL failed (ECONNREFUSED)')
  expect(refused.stderr).not.toContain('pa55')
})
