import { join } from 'node:path'
import type { GroundSource } from '../../app/reports/report-ground.ts'
import type { PortalServices } from '../portal-services.ts'

/** Where what lies beneath the maps of reports comes from. */
export function groundOf({
  demonstration,
  dataPath,
}: Pick<PortalServices, 'demonstration' | 'dataPath'>): GroundSource {
  return demonstration ? { town: join(dataPath, 'town') } : {}
}
