import { paths } from '../paths.ts'
import type { BaseMap } from './map-data.ts'

/**
 * What to draw beneath positions: a file of tiles where one is configured, else the simulated town's
 * own ground where the folder holds one, else nothing.
 *
 * @param tiles the tiles' attribution; `undefined` where there are none.
 */
export function baseMap(tiles: string | undefined, town: boolean): BaseMap {
  if (tiles !== undefined) return { kind: 'pmtiles', url: paths.mapTiles, attribution: tiles }
  if (town) return { kind: 'town', url: paths.mapTown, attribution: 'A made-up town' }
  return { kind: 'none' }
}
