import { type Districts, makeDistricts } from './districts.ts'
import { type Haunts, makeHaunts } from './places.ts'
import { Random } from './random.ts'
import { Streets } from './streets.ts'
import { defaultTownStyle, type TownStyle } from './town-style.ts'

/** The ground of the town and what life there is like, without the people. */
export interface TownMap {
  readonly seed: number
  readonly districts: Districts
  readonly streets: Streets
  readonly haunts: Haunts
  readonly style: TownStyle
}

export function makeTownMap(
  seed: number,
  wearers: number,
  style: TownStyle = defaultTownStyle,
): TownMap {
  const districts = makeDistricts(wearers, style.width, new Random(seed, 'districts'))
  const streets = new Streets(seed, districts)
  const haunts = makeHaunts(streets, districts, new Random(seed, 'haunts'))
  return { seed, districts, streets, haunts, style }
}
