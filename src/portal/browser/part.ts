/**
 * The element of a map that the server marked with `data-map`.
 * @throws Error where the page and this script do not belong together.
 */
export function part<T extends Element>(within: Element, name: string, kind: new () => T): T {
  const found = within.querySelector(`[data-map="${name}"]`)
  if (found instanceof kind) return found
  throw new Error(`The map has no part called ${name}`)
}
