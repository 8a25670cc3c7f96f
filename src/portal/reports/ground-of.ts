import { join } from 'node:path'
import { townGround } from '../../app/reports/report-ground.ts'
import type { SceneGround } from '../../report/map-scene.ts'
import type { PortalServices } from '../portal-services.ts'

/** What lies beneath the maps of reports; made when it is first asked for. */
export function groundOf({
  demonstration,
  dataPath,
}: Pick<PortalServices, 'demonstration' | 'dataPath'>): () => SceneGround | undefined {
  let made: { readonly ground: SceneGround | undefined } | undefined
  return () => {
    made ??= { ground: demonstration ? townGround(join(dataPath, 'town')) : undefined }
    return made.ground
  }
}
