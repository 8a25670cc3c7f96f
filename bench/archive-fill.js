// A process of its own, so that its peak memory is that of filling a day and nothing else:
// node bench/archive-fill.js FOLDER TAGS
import { arrangePositions } from '../dist/matching/arrange-positions.js'
import { PositionIndex } from '../dist/matching/position-index.js'
import { openEmbeddedArchive } from '../dist/store/positions/chdb.js'
import { DAY, deviceIds, FIRST_DAY } from './archive-data.js'

const [folder, tags] = process.argv.slice(2)
const intervals = deviceIds(Number(tags)).map((deviceId) => ({
  deviceId,
  deviceWearerId: deviceId,
  from: -Infinity,
  to: Infinity,
}))
const archive = await openEmbeddedArchive(folder)
const opened = process.resourceUsage().maxRSS
let start = performance.now()
const lap = () => {
  const seconds = (performance.now() - start) / 1000
  start = performance.now()
  return seconds
}
const columns = await archive.read(intervals, { from: FIRST_DAY, to: FIRST_DAY + DAY })
const read = lap()
const afterRead = process.resourceUsage().maxRSS
const { positions } = arrangePositions(columns)
const arranged = lap()
const afterArrange = process.resourceUsage().maxRSS
start = performance.now()
const index = new PositionIndex(positions)
const indexed = lap()
const { maxRSS } = process.resourceUsage()
/** Bytes of all the arrays that something holds, whole as they were made. */
const bytesOf = (held) =>
  Object.values(held)
    .filter((value) => ArrayBuffer.isView(value))
    .reduce((sum, { buffer }) => sum + buffer.byteLength, 0)
const columnBytes = bytesOf(positions)
const indexBytes = bytesOf(index.parts)
index.within({ latitude: 0, longitude: 0, radiusMetres: 1 }, { from: 0, to: 0 }, () => {})
await archive.close()
const megabytes = (kilobytes) => kilobytes / 1024
console.log(
  JSON.stringify({
    length: positions.length,
    read,
    arranged,
    indexed,
    columnBytes: columnBytes / positions.length,
    indexBytes: indexBytes / positions.length,
    opened: megabytes(opened),
    afterRead: megabytes(afterRead),
    afterArrange: megabytes(afterArrange),
    peak: megabytes(maxRSS),
  }),
)
// ClickHouse's threads would keep the process.
process.exit(0)
