import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { signNotice } from './sign-notice.ts'

const AT = Date.UTC(2026, 2, 29, 9)
const SECRET = 'ws_a secret'
const BODY = '{"id":1,"kind":"exclusion-entered","é":true}'
const docs = readFileSync('docs/notices.md', 'utf8')
const header = signNotice(SECRET, BODY, AT)
const late = AT / 1000 + 301

/** As it came, of another body, with another secret, and too late. */
const asked = [
  [SECRET, header, BODY, AT / 1000 + 200],
  [SECRET, header, `${BODY} `, AT / 1000],
  ['ws_another', header, BODY, AT / 1000],
  [SECRET, header, BODY, late],
  [SECRET, 'v1=0', BODY, AT / 1000],
] as const
const expected = '[true,false,false,false,false]'

function example(language: string): string {
  return docs.split(`\`\`\`${language}\n`)[1]?.split('```')[0] ?? ''
}

it('is checked by the example for Node', () => {
  const program = `${example('js')}
console.log(JSON.stringify(${JSON.stringify(asked)}.map((each) => isOurs(...each))))`
  const answer = execFileSync(process.execPath, ['--input-type=module', '-e', program])
  expect(answer.toString().trim()).toBe(expected)
})

const hasPython = spawnSync('python3', ['--version']).status === 0
it.runIf(hasPython)('is checked by the example for Python', () => {
  const program = `${example('python')}
import json, sys
print(json.dumps([is_ours(s, h, b.encode(), n) for s, h, b, n in json.loads(sys.argv[1])], separators=(",", ":")))`
  const answer = execFileSync('python3', ['-c', program, JSON.stringify(asked)])
  expect(answer.toString().trim()).toBe(expected)
})
