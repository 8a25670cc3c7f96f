import type { TrailScene } from '../../report/trail-map-svg.ts'
import type { GroundSource } from '../reports/report-ground.ts'

/** What a picture is drawn from: the ground is read where it is drawn. */
export interface PictureJob {
  readonly scene: Omit<TrailScene, 'ground'>
  readonly ground: GroundSource
}
