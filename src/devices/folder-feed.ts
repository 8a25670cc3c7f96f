import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { type Asker, operator } from '../app/asker.ts'
import type { DataFolder } from '../app/data-folder.ts'
import { DropFolder, type TakenFile } from '../app/drop-folder.ts'
import { DEFAULT_BATCH_ROWS, importPositions } from '../app/import-positions.ts'
import type { TakesReports } from '../app/live/taken-report.ts'
import { FEED_USERNAME } from '../app/made-from-town.ts'
import { type FileIssue, rowIssueColumns } from '../app/match-columns.ts'
import { CsvFile, OutputFile } from '../app/output-file.ts'
import type { Actor } from '../domain/actor.ts'
import type { DeviceEvent } from '../domain/device-event.ts'
import { AppError } from '../domain/errors.ts'
import type { Instant } from '../domain/interval.ts'
import type { RefusedRow, RowIssue } from '../domain/row-issue.ts'
import type { EventsMapping, FeedMapping, PositionsMapping } from '../ingest/feed-mapping.ts'
import { MappedCsvReader } from '../ingest/mapped-csv.ts'
import { mappedEvents } from '../ingest/mapped-events.ts'
import { mappedPositions } from '../ingest/mapped-positions.ts'
import { keepHeard } from '../store/records/live-records.ts'
import { rowIssues } from '../store/records/refused-records.ts'

/** How far ahead a device's clock may run, as `import` has it. */
const FUTURE_MS = 10 * 60_000
const LONGEST_DEVICE_ID = 500
/** What the log takes of one file at once. */
const PIECE_BYTES = 256 * 1024

/** A vendor's folder: its name, where files are put, and how they are read. */
export interface VendorFolder {
  readonly name: string
  readonly folder: string
  readonly mapping: FeedMapping
}

interface Worked {
  /** In words, where the file is of no use. */
  readonly failure: string | undefined
  readonly issues: AsyncIterable<RowIssue> | Iterable<RowIssue>
}

/**
 * Makes what works off the files of a vendor's folder. Positions are imported as any file of positions is, events go
 * the way of devices' reports; then the file is in `done/` or `failed/`, with `row-issues.csv` beside it where rows were
 * refused or nothing could be used. What a server that was killed was working on is worked on again, and counts once.
 *
 * @param told for the server's log, that a file was of no use.
 * @throws AppError CONFIG_INVALID where the folder cannot be used; the returned function STORE_UNAVAILABLE, and the
 * file stays to be tried again.
 */
export function folderFeed(
  data: DataFolder,
  { name, folder, mapping }: VendorFolder,
  reports: TakesReports,
  told: (line: string) => void,
): (isClosing: () => boolean) => Promise<void> {
  const drop = new DropFolder(folder, /\.(csv|txt|tsv)$/i, `the folder of feed ${name}`)
  const asker: Asker = { actor: feedActor(name) }
  return async (isClosing) => {
    for (const file of drop.take()) {
      if (isClosing()) return
      const { failure, issues } =
        mapping.holds === 'positions'
          ? await workPositions(data, asker, name, mapping, file)
          : await workEvents(reports, name, mapping, file)
      if (failure === undefined) {
        await writeIssues(drop.putAway(file, 'done'), undefined, issues)
        continue
      }
      reports.refuse({ feed: name, receivedAt: Date.now(), reason: failure })
      await writeIssues(drop.putAway(file, 'failed'), ofNoUse(failure), issues)
      // Neither its name nor what it holds: either may say something of somebody.
      told(`Cannot use a file of feed ${name}: it is in failed/, with the reason beside it`)
    }
  }
}

async function workPositions(
  data: DataFolder,
  asker: Asker,
  feed: string,
  mapping: PositionsMapping,
  file: TakenFile,
): Promise<Worked> {
  const latest = Date.now() + FUTURE_MS
  const newest = new Map<string, Instant>()
  const [report] = await importPositions(data, asker, [file.path], {
    fileName: file.name,
    latest,
    batchRows: DEFAULT_BATCH_ROWS,
    // A file that comes again may be read by another mapping now, and what it adds counts once.
    again: true,
    onDurable: () => undefined,
    readerOf: (_, collector) =>
      new MappedCsvReader(
        mapping,
        mappedPositions(mapping, collector, (deviceId, at) => {
          newest.set(deviceId, Math.max(at, newest.get(deviceId) ?? at))
        }),
      ),
  })
  const heardAt = Date.now()
  // What has a longer name than any device's is in the archive alone.
  const devices = [...newest].filter(([deviceId]) => deviceId.length <= LONGEST_DEVICE_ID)
  const heard = devices.map(([deviceId, at]) => ({
    ...{ deviceId, feed, heardAt, newestCapturedAt: at },
  }))
  await data.records.transaction((transaction) => keepHeard(transaction, heard))
  const issues = report?.id === undefined ? [] : rowIssues(data.records, report.id)
  return { failure: report?.failure?.message, issues }
}

async function workEvents(
  reports: TakesReports,
  feed: string,
  mapping: EventsMapping,
  file: TakenFile,
): Promise<Worked> {
  const receivedAt = Date.now()
  const issues: RowIssue[] = []
  let events: DeviceEvent[] = []
  let refused: RefusedRow[] = []
  let taken = 0
  const rows = mappedEvents(
    mapping,
    receivedAt + FUTURE_MS,
    (event) => events.push(event),
    (row) => refused.push(row),
  )
  const keep = async () => {
    await Promise.all(
      [...byDevice(events)].map(([deviceId, own]) =>
        reports.take({ deviceId, feed, receivedAt, positions: [], events: own, refused: [] }),
      ),
    )
    taken += events.length
    issues.push(...refused.flatMap((row) => row.issues))
    events = []
    refused = []
  }
  const reader = new MappedCsvReader(mapping, rows)
  try {
    for await (const piece of createReadStream(file.path, { highWaterMark: PIECE_BYTES })) {
      reader.push(piece as Uint8Array)
      await keep()
    }
    reader.end()
    await keep()
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'FILE_MALFORMED') throw error
    await keep()
    return { failure: `Cannot read ${file.name}: ${error.message}`, issues }
  }
  const failure = taken === 0 ? `Cannot use ${file.name}: it holds no valid event` : undefined
  return { failure, issues }
}

function byDevice(events: readonly DeviceEvent[]): Map<string, DeviceEvent[]> {
  const found = new Map<string, DeviceEvent[]>()
  for (const event of events) {
    const own = found.get(event.deviceId)
    if (own) own.push(event)
    else found.set(event.deviceId, [event])
  }
  return found
}

/** Nobody asked: files come by themselves. */
function feedActor(feed: string): Actor {
  return { ...operator(), username: `${FEED_USERNAME}${feed}` }
}

/** Beside the file, where there are any. */
async function writeIssues(
  path: string,
  ofFile: RowIssue | undefined,
  issues: Worked['issues'],
): Promise<void> {
  let csv: { file: OutputFile; issues: CsvFile<FileIssue> } | undefined
  const add = (issue: RowIssue) => {
    if (!csv) {
      const file = new OutputFile(`${path}.row-issues.csv`)
      csv = { file, issues: new CsvFile(file, rowIssueColumns) }
    }
    csv.issues.add({ ...issue, file: basename(path) })
  }
  if (ofFile) add(ofFile)
  for await (const issue of issues) add(issue)
  csv?.file.finish()
}

/** Why nothing of a file was taken, as its first issue. */
function ofNoUse(message: string): RowIssue {
  const requiredAction = 'Put it there again once it is as the mapping says'
  return { field: '', code: 'MALFORMED_CSV', value: '', message, requiredAction }
}
