import { positionStructure } from './native-columns.ts'
import { detailsStructure } from './native-details.ts'
import { knotColumns, knotsStructure } from './native-knots.ts'

/**
 * Every statement of the archive, beside its tables (migrations.ts). Values are parameters, never
 * text; lists are arrays, which carry what a literal could not (a query's text ends at 262,143 bytes).
 * SETTINGS stand in the text because those given to a client stick to its connection. They are one file, though a long one:
 * they share what tells rows apart and how stretches are joined, and it shows all that the archive is ever asked.
 */

const identity = 'device, captured_at, latitude, longitude, mechanism'
/** The order native-columns.ts reads. */
const columns = 'device, captured_at, latitude, longitude, mechanism, accuracy'

export const selectMigrations =
  'SELECT number, name, checksum FROM positions_migrations ORDER BY number'

export const insertMigration = `
INSERT INTO positions_migrations (number, name, checksum, applied_at)
SELECT {number:UInt32}, {name:String}, {checksum:String}, now64(3)`

/** One batch may hold many days: a tag that was silent for a year sends them all at once. */
const insertColumns = `(${columns}, arrived_at)
SETTINGS max_partitions_per_insert_block = 0
SELECT ${columns}, arrived_at`

/** Where one block goes. */
export interface Insert {
  readonly structure: string
  /** Up to FROM. */
  readonly statements: readonly string[]
  /** Ends the name of the file by which the next process finishes one that was interrupted; absent where it is dropped. */
  readonly finishedFrom: '.positions' | '.details' | undefined
}

export const insertPositions: Insert = {
  structure: positionStructure,
  statements: [
    `INSERT INTO positions_by_device ${insertColumns}`,
    `INSERT INTO positions_by_place ${insertColumns}`,
  ],
  finishedFrom: '.positions',
}

const details = 'speed_kmh, heading_degrees, hdop, satellites, recorded_at, uploaded_at, others'

export const insertDetails: Insert = {
  structure: detailsStructure,
  statements: [
    `INSERT INTO positions_details (${identity}, ${details})
SETTINGS max_partitions_per_insert_block = 0
SELECT ${identity}, ${details}`,
  ],
  finishedFrom: '.details',
}

export const insertKnots: Insert = {
  structure: knotsStructure,
  statements: ['INSERT INTO positions_knots SELECT *'],
  // Its positions may have changed by then; what was not kept is tied again.
  finishedFrom: undefined,
}

export function insertFromBody({ structure, statements }: Insert): string[] {
  return statements.map((insert) => `${insert} FROM input('${structure}') FORMAT Native`)
}

/**
 * From a file of our own making, whose path is the one value that stands in a text: in process,
 * statements with parameters wait for one another whatever their client (`globalParamChain` in
 * chdb), and an import would make everybody's page wait a third of a second.
 */
export function insertFromFile({ structure, statements }: Insert, path: string): string[] {
  const quoted = `'${path.replaceAll(/[\\']/g, '\\$&')}'`
  return statements.map((insert) => `${insert} FROM file(${quoted}, 'Native', '${structure}')`)
}

/** Some devices in one stretch of time that is theirs throughout. */
const whereTogether = `
WHERE captured_at >= {from:Int64} AND captured_at < {to:Int64} AND device IN {devices:Array(String)}`

/** Stretches of time that differ by device; a device's do not overlap, so no row comes twice. */
const stretches = `
(
  SELECT stretch.1 AS of_device, stretch.2 AS starts, stretch.3 AS ends
  FROM (SELECT arrayJoin(arrayZip({devices:Array(String)}, {starts:Array(Int64)}, {ends:Array(Int64)})) AS stretch)
)`
const joinStretches = `INNER JOIN ${stretches} AS lawful ON device = of_device`
const whereApart = `
WHERE captured_at >= {from:Int64} AND captured_at < {to:Int64} AND device IN {devices:Array(String)}
  AND captured_at >= starts AND captured_at < ends`

/** Sorted after reading: to merge many parts in order costs a person's fortnight 10 ms more. */
const inIdentityOrder = `
ORDER BY ${identity}
SETTINGS optimize_read_in_order = 0
FORMAT Native`

export const readTogether = `
SELECT ${columns} FROM positions_by_device ${whereTogether} ${inIdentityOrder}`

export const readApart = `
SELECT ${columns} FROM positions_by_device ${joinStretches} ${whereApart} ${inIdentityOrder}`

/** What was not given is the least there is of each, so the most of repeats is what was given. */
const mostOfRepeats = details
  .split(', ')
  .map((name) => `max(details.${name}) AS ${name}`)
  .join(', ')

export const readDetailsTogether = `
SELECT ${identity}, ${mostOfRepeats} FROM positions_details AS details ${whereTogether}
GROUP BY ${identity} ${inIdentityOrder}`

export const readDetailsApart = `
SELECT ${identity}, ${mostOfRepeats} FROM positions_details AS details ${joinStretches} ${whereApart}
GROUP BY ${identity} ${inIdentityOrder}`

/*
 * Near crimes the engine knows of places only; the adapter drops what is not lawful before it answers
 * (lawful-rows.ts). To send and join ten thousand intervals took ten times as long as the rest.
 */

/**
 * The boxes of many crimes, hour by hour and cell by cell, joined to the positions there. (hour, cell)
 * leads the table's order, so the IN passes over the rest.
 */
export const readNear = `
WITH crimes AS
(
  SELECT
    crime.1 AS south, crime.2 AS north, crime.3 AS west, crime.4 AS east, crime.5 AS opens, crime.6 AS closes,
    crime.7 AS number
  FROM
  (
    SELECT arrayJoin(arrayZip(
      {south:Array(Int32)}, {north:Array(Int32)}, {west:Array(Int32)}, {east:Array(Int32)},
      {opens:Array(Int64)}, {closes:Array(Int64)}, range(length({south:Array(Int32)})))) AS crime
  )
),
runs AS
(
  SELECT run.1 AS number, arrayJoin(range(run.2, run.3 + 1)) AS cell
  FROM
  (
    SELECT arrayJoin(arrayZip(
      {runCrime:Array(UInt32)}, {runFrom:Array(UInt64)}, {runTo:Array(UInt64)})) AS run
  )
),
places AS
(
  SELECT
    toInt32(arrayJoin(range(
      intDiv(opens - positiveModulo(opens, 3600000), 3600000),
      intDiv(closes - positiveModulo(closes, 3600000), 3600000) + 1))) AS in_hour,
    toUInt32(cell) AS in_cell, south, north, west, east, opens, closes
  FROM runs INNER JOIN crimes USING (number)
)
SELECT DISTINCT ${columns}
FROM positions_by_place INNER JOIN places ON hour = in_hour AND cell = in_cell
WHERE (hour, cell) IN (SELECT in_hour, in_cell FROM places)
  AND captured_at >= {from:Int64} AND captured_at < {to:Int64}
  AND captured_at >= opens AND captured_at <= closes
  AND latitude >= south AND latitude <= north AND longitude >= west AND longitude <= east
FORMAT Native`

const inBox = `
  captured_at >= {opens:Int64} AND captured_at <= {closes:Int64}
  AND latitude >= {south:Int32} AND latitude <= {north:Int32}
  AND longitude >= {west:Int32} AND longitude <= {east:Int32}`

/** One crime. */
export const readBox = `
SELECT ${columns} FROM positions_by_place
WHERE hour >= {firstHour:Int32} AND hour <= {lastHour:Int32} AND cell IN {cells:Array(UInt32)} AND ${inBox}
FORMAT Native`

/** One crime whose circle has too many cells to list. */
export const readWide = `
SELECT ${columns} FROM positions_by_place WHERE ${inBox}
FORMAT Native`

/** The hours lead the table's order. */
export const selectDevicesHeard = `
SELECT DISTINCT device FROM positions_by_place
WHERE hour >= {firstHour:Int32} AND hour <= {lastHour:Int32}
  AND captured_at >= {from:Int64} AND captured_at < {to:Int64}`

/** Answered from what the engine knows of its parts, without reading a row. */
export const selectDays = `
SELECT intDiv(captured_at - positiveModulo(captured_at, 86400000), 86400000) AS day, toFloat64(count())
FROM positions_by_device GROUP BY day ORDER BY day`

/** As {@link selectDays}, of a stretch alone. */
export const selectDaysWithin = `
SELECT intDiv(captured_at - positiveModulo(captured_at, 86400000), 86400000) AS day, toFloat64(count())
FROM positions_by_device WHERE captured_at >= {from:Int64} AND captured_at < {to:Int64} GROUP BY day ORDER BY day`

/** A part is never written again: what a day holds is its parts, each by the hash of its files. */
export const selectDayStates = `
SELECT toFloat64(toInt64(partition)), toString(sum(cityHash64(hash_of_all_files))) FROM system.parts
WHERE database = currentDatabase() AND table = 'positions_by_device' AND active GROUP BY partition`

/** Days merged to one part are not merged again to be counted; FINAL costs only what is still apart. */
const countSettings = 'SETTINGS do_not_merge_across_partitions_select_final = 1'

export const countAll = `
SELECT toFloat64(count()) FROM positions_by_device FINAL
WHERE captured_at >= {from:Int64} AND captured_at < {to:Int64} ${countSettings}`

export const countTogether = `
SELECT toFloat64(count()) FROM positions_by_device FINAL ${whereTogether} ${countSettings}`

export const countApart = `
SELECT toFloat64(count()) FROM positions_by_device FINAL ${joinStretches} ${whereApart} ${countSettings}`

const hourOfCapture = 'captured_at - positiveModulo(captured_at, 3600000)'

export const countHoursTogether = `
SELECT toFloat64(${hourOfCapture}) AS hour, toFloat64(count()) FROM positions_by_device FINAL ${whereTogether}
GROUP BY hour ORDER BY hour ${countSettings}`

export const countHoursApart = `
SELECT toFloat64(${hourOfCapture}) AS hour, toFloat64(count())
FROM positions_by_device FINAL ${joinStretches} ${whereApart}
GROUP BY hour ORDER BY hour ${countSettings}`

/**
 * Device by device: small sets are several times faster than one group an instant. Most devices have
 * one row an instant, and are done with.
 */
export const countConflicts = `
SELECT toFloat64(sum(places - instants - places_before + instants_before)) FROM
(
  SELECT
    toInt64(uniqExact(cityHash64(captured_at, latitude, longitude))) AS places,
    toInt64(uniqExact(captured_at)) AS instants,
    toInt64(uniqExactIf(cityHash64(captured_at, latitude, longitude), arrived_at < {arrivedFrom:Int64})) AS places_before,
    toInt64(uniqExactIf(captured_at, arrived_at < {arrivedFrom:Int64})) AS instants_before
  FROM positions_by_device
  WHERE captured_at >= {from:Int64} AND captured_at < {to:Int64} AND device IN
  (
    SELECT device FROM positions_by_device
    WHERE captured_at >= {from:Int64} AND captured_at < {to:Int64}
    GROUP BY device HAVING count() > uniqExact(captured_at)
  )
  GROUP BY device
)`

/** Of each device and hour with a position that first arrived from an instant on: from which to which captured, and how many. */
export const selectArrivals = `
SELECT device, toFloat64(minIf(captured_at, arrived_at >= {arrivedFrom:Int64})),
  toFloat64(maxIf(captured_at, arrived_at >= {arrivedFrom:Int64})),
  toFloat64(uniqExact(captured_at, latitude, longitude, mechanism))
    - uniqExactIf((captured_at, latitude, longitude, mechanism), arrived_at < {arrivedFrom:Int64})
FROM positions_by_device
WHERE captured_at >= {from:Int64} AND captured_at < {to:Int64}
GROUP BY device, intDiv(captured_at, 3600000)
HAVING countIf(arrived_at >= {arrivedFrom:Int64}) > 0
  AND uniqExact(captured_at, latitude, longitude, mechanism)
    > uniqExactIf((captured_at, latitude, longitude, mechanism), arrived_at < {arrivedFrom:Int64})
ORDER BY device, 2`

export const selectDevices = `
SELECT DISTINCT device FROM positions_by_device
WHERE captured_at >= {from:Int64} AND captured_at < {to:Int64} AND arrived_at < {arrivedBefore:Int64}`

export const markTogether = `
INSERT INTO positions_to_erase (erasure, ${identity})
SELECT {erasure:String}, ${identity} FROM positions_by_device ${whereTogether}
  AND arrived_at < {arrivedBefore:Int64}`

export const markApart = `
INSERT INTO positions_to_erase (erasure, ${identity})
SELECT {erasure:String}, ${identity} FROM positions_by_device ${joinStretches} ${whereApart}
  AND arrived_at < {arrivedBefore:Int64}`

/** What the two above would mark. */
export const countToMarkTogether = `
SELECT toFloat64(count()) FROM
(SELECT DISTINCT ${identity} FROM positions_by_device ${whereTogether} AND arrived_at < {arrivedBefore:Int64})`

export const countToMarkApart = `
SELECT toFloat64(count()) FROM
(
  SELECT DISTINCT ${identity} FROM positions_by_device ${joinStretches} ${whereApart}
    AND arrived_at < {arrivedBefore:Int64}
)`

export const countMarked = `
SELECT toFloat64(count()) FROM
(SELECT DISTINCT ${identity} FROM positions_to_erase WHERE erasure = {erasure:String})`

/**
 * A mutation, not a lightweight delete: that one only hides rows. Not waited for here, because a
 * statement with parameters holds up every other one in process; selectMutations tells when it is done.
 */
const mutationSettings = 'SETTINGS mutations_sync = 0, allow_nondeterministic_mutations = 1'
export const eraseMarked = [
  `ALTER TABLE positions_by_device DELETE
WHERE (${identity}) IN (SELECT ${identity} FROM positions_to_erase WHERE erasure = {erasure:String})
${mutationSettings}`,
  `ALTER TABLE positions_by_place DELETE
WHERE (hour, cell, ${identity}) IN
  (SELECT hour, cell, ${identity} FROM positions_to_erase WHERE erasure = {erasure:String})
${mutationSettings}`,
  `ALTER TABLE positions_details DELETE
WHERE (${identity}) IN (SELECT ${identity} FROM positions_to_erase WHERE erasure = {erasure:String})
${mutationSettings}`,
] as const

export const selectMutations = `
SELECT table, toFloat64(parts_to_do), latest_fail_reason FROM system.mutations
WHERE database = currentDatabase() AND table IN ('positions_by_device', 'positions_by_place', 'positions_details')
  AND NOT is_done`

/** Rows that a finished erasure should have removed and did not: none, or the erasure is not done. */
export const countLeft = `
SELECT toFloat64(sum(rows)) FROM
(
  SELECT count() AS rows FROM positions_by_device
  WHERE (${identity}) IN (SELECT ${identity} FROM positions_to_erase WHERE erasure = {erasure:String})
  UNION ALL
  SELECT count() AS rows FROM positions_by_place
  WHERE (hour, cell, ${identity}) IN
    (SELECT hour, cell, ${identity} FROM positions_to_erase WHERE erasure = {erasure:String})
  UNION ALL
  SELECT count() AS rows FROM positions_details
  WHERE (${identity}) IN (SELECT ${identity} FROM positions_to_erase WHERE erasure = {erasure:String})
)`

export const forgetMarked = `
ALTER TABLE positions_to_erase DELETE WHERE erasure = {erasure:String} SETTINGS mutations_sync = 1`

/** Parts that erasures and merges have replaced and that are still on disk. */
export const selectReplacedParts = `
SELECT table, name FROM system.parts
WHERE database = currentDatabase() AND table IN ('positions_by_device', 'positions_by_place', 'positions_details', 'positions_knots')
  AND NOT active`

/** What a day's knots were made from says whether they are those that are asked for. */
export const selectKnots = `
SELECT ${knotColumns} FROM positions_knots WHERE day = {day:Int32} AND made_from = {madeFrom:String} LIMIT 1
FORMAT Native`

export const selectDaysOfKnots = 'SELECT DISTINCT day FROM positions_knots ORDER BY day'

export const dropKnots = 'ALTER TABLE positions_knots DROP PARTITION {day:Int32}'

export const selectSizes = `
SELECT table, toFloat64(sumIf(rows, active)), toFloat64(sum(bytes_on_disk)) FROM system.parts
WHERE database = currentDatabase() AND table LIKE 'positions\\_%' GROUP BY table ORDER BY table`
