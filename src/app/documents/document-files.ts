import { createHash } from 'node:crypto'
import { writePdf } from '../../report/write-pdf.ts'
import { zipFile } from '../../report/zip-file.ts'
import type { MadeFile } from '../../store/records/person-document-records.ts'
import { groundFrom } from '../reports/report-ground.ts'
import { breachPack } from './breach-pack.ts'
import type { DocumentJob } from './document-job.ts'
import { packFiles } from './pack-files.ts'
import { positionsCsv } from './positions-csv.ts'
import { trailReport } from './trail-report.ts'

/** Told how many parts of how many are done. */
type Tell = (done: number, of: number) => void

/** The files of a document: the same bytes for the same job. It takes seconds to minutes; a server asks `writeDocument`. */
export async function documentFiles(job: DocumentJob, tell: Tell): Promise<MadeFile[]> {
  const ground = groundFrom(job.ground)
  if ('pack' in job) {
    const pdf = await writePdf(await breachPack(job.pack, { ground, drawn: tell }))
    const zip = zipFile(packFiles(job.pack, pdf))
    return [madeFile(`breach-pack-${job.pack.facts.id}.zip`, 'application/zip', zip)]
  }
  const csv = madeFile(
    'positions.csv',
    'text/csv; charset=utf-8',
    positionsCsv(job.trail.positions),
  )
  const document = await trailReport(job.trail, {
    positionsSha256: csv.sha256,
    ground,
    drawn: tell,
  })
  const pdf = await writePdf(document)
  return [madeFile(`trail-report-${job.trail.facts.id}.pdf`, 'application/pdf', pdf), csv]
}

function madeFile(name: string, type: string, bytes: Uint8Array): MadeFile {
  return { name, type, bytes, sha256: createHash('sha256').update(bytes).digest('hex') }
}
