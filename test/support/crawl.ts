import type { Answer, Client, ServedSurfaces } from './served-surfaces.ts'

/** A page that was come to by links from the first one. */
export interface Crawled extends Answer {
  readonly path: string
}

/** So many of one kind of page: what differs between them is data. */
const OF_A_KIND = 3

/** Every kind of page that links lead somebody to, from the first page on. */
export async function crawl(
  served: ServedSurfaces,
  client: Client,
  from: readonly string[] = ['/'],
): Promise<Crawled[]> {
  const found: Crawled[] = []
  const seen = new Set<string>()
  const kinds = new Map<string, number>()
  const queue = [...from]
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    const kind = path.replaceAll(/(?<=[/=])[^/?&=]*\d[^/?&=]*/g, '*')
    const others = kinds.get(kind) ?? 0
    if (seen.has(path) || others >= OF_A_KIND) continue
    seen.add(path)
    kinds.set(kind, others + 1)
    const answer = await served.ask(client, 'GET', path)
    found.push({ path, ...answer })
    for (const link of addresses(answer.text)) {
      if (link.startsWith('/') && !link.startsWith('/assets/')) queue.push(link.split('#')[0] ?? '')
    }
  }
  return found
}

/** Every address that a page has, as browsers read it. */
export function addresses(html: string): string[] {
  return [...html.matchAll(/\s(?:href|action|src|formaction|data-[\w-]*)="([^"]*)"/g)].map(
    ([, address = '']) => address.replaceAll('&amp;', '&'),
  )
}
