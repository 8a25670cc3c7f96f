import type { MonitoringSettings } from '../../monitoring/settings.ts'
import type { Viewer } from '../../store/records/viewer.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import type { DataFolder } from '../data-folder.ts'
import type { DocumentFacts } from './document-facts.ts'
import type { PackContent } from './pack-content.ts'
export async function readPackContent(
  _f: DataFolder,
  _v: Viewer,
  _p: PersonFile,
  facts: DocumentFacts,
  _x: object,
  _s: MonitoringSettings,
): Promise<PackContent> {
  return { facts, positions: 0, covers: [] }
}
