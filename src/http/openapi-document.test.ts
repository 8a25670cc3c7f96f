import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { apiRoutes } from './api-routes.ts'
import type { ApiServices } from './api-services.ts'
import { devices } from './devices/devices.ts'
import { openApiDocument } from './openapi-document.ts'

const path = join(import.meta.dirname, '..', '..', 'docs', 'openapi.json')
/** What routes stand on is never asked here. */
const routes = [
  ...apiRoutes({ folder: {}, mostUploadBytes: 2 ** 30 } as ApiServices),
  ...devices({} as Parameters<typeof devices>[0]).operations,
]
const made = JSON.parse(JSON.stringify(openApiDocument(routes)))

interface Parameter {
  readonly name: string
  readonly in: string
  readonly required?: boolean
}
interface Described {
  readonly operationId: string
  readonly summary: string
  readonly parameters?: Parameter[]
  readonly requestBody?: { readonly content: object }
  readonly responses: Record<string, { readonly description: string; readonly content: object }>
}
const operations: [string, string, Described][] = Object.entries(
  made.paths as Record<string, Record<string, Described>>,
).flatMap(([at, item]) =>
  Object.entries(item).map(([method, described]): [string, string, Described] => [
    at,
    method,
    described,
  ]),
)

it('is the document that is published (UPDATE_OPENAPI=1 writes it; format it then)', () => {
  if (process.env['UPDATE_OPENAPI']) writeFileSync(path, `${JSON.stringify(made, null, 2)}\n`)
  expect(made).toEqual(JSON.parse(readFileSync(path, 'utf8')))
})

it('says everything that OpenAPI 3.1 asks for, of every route', () => {
  expect(made.openapi).toBe('3.1.0')
  expect(Object.keys(made.info)).toEqual(expect.arrayContaining(['title', 'version']))
  expect(operations).toHaveLength(routes.length)
  const ids = operations.map(([, , { operationId }]) => operationId)
  expect(new Set(ids).size).toBe(ids.length)
  for (const [at, method, described] of operations) {
    const { parameters = [], requestBody, responses, summary } = described
    const inPath = parameters.filter((parameter) => parameter.in === 'path')
    expect(inPath.every(({ required }) => required)).toBe(true)
    expect(inPath.map(({ name }) => `{${name}}`)).toEqual(at.match(/\{\w+\}/g) ?? [])
    expect(requestBody !== undefined).toBe(method === 'post')
    expect(Object.keys(responses)).toEqual(['200', 'default'])
    expect(Object.keys(responses['default']?.content ?? {})).toEqual(['application/problem+json'])
    expect(summary).not.toBe('')
  }
})

it('refers to nothing that is not there, and describes every value', () => {
  const seen: string[] = []
  const walk = (value: unknown, at: string): void => {
    if (typeof value !== 'object' || value === null) return
    if ('$ref' in value && typeof value.$ref === 'string') {
      seen.push(value.$ref)
      const parts = value.$ref.slice(2).split('/')
      const target = parts.reduce((inner, part) => inner?.[part], made)
      expect({ at, target }).not.toEqual({ at, target: undefined })
    }
    if ('schema' in value) expect({ at, schema: value.schema }).not.toEqual({ at, schema: {} })
    for (const [key, inner] of Object.entries(value)) walk(inner, `${at}/${key}`)
  }
  walk(made, '')
  expect(new Set(seen).size).toBeGreaterThan(8)
})
