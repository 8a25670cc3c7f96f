import type { FeatureLike } from 'ol/Feature.js'
import GeoJSON from 'ol/format/GeoJSON.js'
import type BaseLayer from 'ol/layer/Base.js'
import VectorLayer from 'ol/layer/Vector.js'
import VectorTileLayer from 'ol/layer/VectorTile.js'
import VectorSource from 'ol/source/Vector.js'
import { PMTilesVectorSource } from 'ol-pmtiles'
import { PMTiles } from 'pmtiles'
import type { BaseMap } from '../map/map-data.ts'
import { styleOfTile } from './tile-style.ts'
import { styleOfTown } from './town-style.ts'

/** A layer beneath everything, told to `failed` when its data does not come. */
export async function baseLayer(
  address: string,
  failed: () => void,
): Promise<{ layer: BaseLayer; attribution: string } | undefined> {
  const base = (await (await answer(address)).json()) as BaseMap
  if (base.kind === 'none') return undefined
  const layer = await (base.kind === 'town' ? townLayer(base.url) : tileLayer(base.url, failed))
  return { layer, attribution: base.attribution }
}

async function townLayer(url: string): Promise<BaseLayer> {
  const features = new GeoJSON({ featureProjection: 'EPSG:3857' }).readFeatures(
    await (await answer(url)).json(),
  )
  return new VectorLayer({
    source: new VectorSource({ features }),
    style: styleOfTown,
    updateWhileInteracting: true,
  })
}

async function tileLayer(path: string, failed: () => void): Promise<BaseLayer> {
  const url = new URL(path, location.href).href
  // The source would wait for ever for a header that does not come, and say nothing.
  await new PMTiles(url).getHeader()
  const source = new PMTilesVectorSource({ url })
  source.on('tileloaderror', failed)
  const style = (feature: FeatureLike, resolution: number) => styleOfTile(feature, resolution)
  return new VectorTileLayer({ source, style, declutter: true, background: '#f4f3ee' })
}

async function answer(address: string): Promise<Response> {
  const response = await fetch(address)
  if (!response.ok) throw new Error(`${address} answered ${response.status}`)
  return response
}
