import { existsSync, readFileSync } from 'node:fs'
import type { Route } from '../server/route.ts'
import { paths } from './paths.ts'

const types = { css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8' } as const

/** What the build made for browsers. Only the stylesheet is needed before sign-in. */
export function assetsRoutes(): Route[] {
  const asset = (path: string, type: keyof typeof types, access: Route['access']): Route[] => {
    const file = new URL(`.${path}`, import.meta.url)
    if (!existsSync(file)) return []
    const text = readFileSync(file, 'utf8')
    return [
      {
        method: 'GET',
        path,
        access,
        audit: 'nothing personal',
        handle: (context) =>
          context.body(text, 200, {
            'Content-Type': types[type],
            'Cache-Control': 'private, max-age=3600',
          }),
      },
    ]
  }
  return [
    ...asset(paths.stylesheet, 'css', 'anyone'),
    ...asset('/assets/map.js', 'js', 'signed-in'),
    ...asset('/assets/map.css', 'css', 'signed-in'),
    ...asset('/assets/draw.js', 'js', 'signed-in'),
  ]
}
