import type { GroundFeature, SceneGround } from '../../report/map-scene.ts'
import { townBaseMap } from '../town-base-map.ts'

type Place = readonly [number, number]
interface Feature {
  readonly properties: { readonly kind: GroundFeature['kind']; readonly name?: string }
  readonly geometry:
    | {
        readonly type: 'Polygon' | 'MultiLineString'
        readonly coordinates: readonly (readonly Place[])[]
      }
    | {
        readonly type: 'MultiPolygon'
        readonly coordinates: readonly (readonly (readonly Place[])[])[]
      }
    | { readonly type: 'MultiPoint'; readonly coordinates: readonly Place[] }
}

/** Where what lies beneath the maps of reports is read from. */
export interface GroundSource {
  /** The simulated town's folder. */
  readonly town?: string | undefined
}

/** What lies beneath the maps of reports; nothing where there is no source of it. */
export function groundFrom({ town }: GroundSource = {}): SceneGround | undefined {
  return town === undefined ? undefined : townGround(town)
}

function townGround(folder: string): SceneGround | undefined {
  const text = townBaseMap(folder)
  if (text === undefined) return undefined
  const { features } = JSON.parse(text) as { readonly features: readonly Feature[] }
  return {
    attribution: 'a made-up town',
    features: features.map(({ properties: { kind, name }, geometry }) => ({
      kind,
      name,
      parts:
        geometry.type === 'MultiPolygon'
          ? geometry.coordinates.flat()
          : geometry.type === 'MultiPoint'
            ? geometry.coordinates.map((place) => [place])
            : geometry.coordinates,
    })),
  }
}
