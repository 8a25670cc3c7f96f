import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const root = new URL('../../', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, root), 'utf8')

it('says in docs/crime-mapping.md only what a test of that name says', () => {
  const [, table = ''] = read('docs/crime-mapping.md').split('## What happens when\n')
  const rows = table.split('\n').filter((line) => line.startsWith('|'))
  const situations = rows.slice(2).map((row) => {
    const [, situation = '', , tests = ''] = row.split('|').map((cell) => cell.trim())
    return { situation, tests: [...tests.matchAll(/`([^`]+)` “([^”]+)”/g)] }
  })
  expect(situations.length).toBeGreaterThan(15)
  expect(situations.filter(({ tests }) => tests.length === 0)).toEqual([])
  const missing = situations
    .flatMap(({ tests }) => tests)
    .filter(([, path = '', name]) => !read(path).includes(`'${name}',`))
    .map(([text]) => text)
  expect(missing).toEqual([])
})

it('names in every row of docs/probation-portal.md a test that there is', () => {
  const rows = read('docs/probation-portal.md')
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^\| (What services|-)/.test(line))
    .map((row) => {
      const [, situation = '', , tests = ''] = row.split('|').map((cell) => cell.trim())
      return { situation, tests: [...tests.matchAll(/`([^`]+)`(?: “([^”]+)”)?/g)] }
    })
  expect(rows.length).toBeGreaterThan(0)
  expect(rows.filter(({ tests }) => tests.length === 0)).toEqual([])
  const missing = rows
    .flatMap(({ tests }) => tests)
    .filter(([, path = '', name]) => {
      if (!existsSync(new URL(path, root))) return true
      return name !== undefined && !read(path).includes(`'${name}',`)
    })
    .map(([text]) => text)
  expect(missing).toEqual([])
})
