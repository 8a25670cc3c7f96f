import { basename } from 'node:path'

/**
 * What to call files in results: the name without its folder, or, where two of them share that, the
 * path as it was given.
 */
export function fileNames(paths: readonly string[]): ReadonlyMap<string, string> {
  const distinct = [...new Set(paths)]
  return new Map(
    distinct.map((path) => {
      const name = basename(path)
      const shared = distinct.some((other) => other !== path && basename(other) === name)
      return [path, shared ? path : name]
    }),
  )
}
