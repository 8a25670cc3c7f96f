import { PGlite } from '@electric-sql/pglite'
import { parsersByOid } from './record-values.ts'

/** So that a checkpoint gives the log's files back instead of keeping them for later, full of what was erased. */
const SMALL_LOG = ['max_wal_size=64MB', 'min_wal_size=32MB', 'wal_recycle=off'].flatMap(
  (setting) => ['-c', setting],
)

/** The engine over the files of a folder. @throws what the engine says of files it cannot make sense of. */
export async function openPglite(folder: string): Promise<PGlite> {
  const database = await PGlite.create(folder, {
    relaxedDurability: false,
    startParams: [...PGlite.defaultStartParams, ...SMALL_LOG],
  })
  // Parameters come as text; without serialisers of its own the engine passes them on as they are.
  database.serializers = {}
  database.parsers = { ...parsersByOid }
  return database
}
