import type { MapTiles } from '../server/map-tiles.ts'
import type { Route } from '../server/route.ts'
import { baseMap } from './map/base-map.ts'
import { paths } from './paths.ts'

/** What lies beneath positions, to whoever is signed in: it is nobody's data, but where one looks may be. */
export function mapRoutes({
  tiles,
  town,
}: {
  readonly tiles?: MapTiles | undefined
  /** GeoJSON of the simulated town. */
  readonly town?: string | undefined
}): Route[] {
  const base = baseMap(tiles?.attribution, town !== undefined)
  const route = (path: string, handle: Route['handle']): Route => ({
    method: 'GET',
    path,
    access: 'signed-in',
    audit: 'nothing personal',
    handle,
  })
  return [
    route(paths.mapBase, (context) => context.json(base)),
    ...(town === undefined
      ? []
      : [
          route(paths.mapTown, (context) =>
            context.body(town, 200, { 'Content-Type': 'application/geo+json' }),
          ),
        ]),
    ...(tiles
      ? [route(paths.mapTiles, (context) => tiles.answer(context.req.header('Range')))]
      : []),
  ]
}
