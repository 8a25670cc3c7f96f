import type { SceneGround } from '../../report/map-scene.ts'
import type { ReportSigning } from './alert-evidence.ts'

/** What goes into an alert beside its evidence. */
export interface AlertOptions {
  /** Of the evidence as it is kept. */
  readonly sha256: string
  /** Absent of a draft. */
  readonly signing?: ReportSigning | undefined
  /** What lies beneath the maps. */
  readonly ground?: SceneGround | undefined
}
