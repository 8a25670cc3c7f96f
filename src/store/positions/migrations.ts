import { createHash } from 'node:crypto'

/**
 * One step in the history of the tables. Never changed once released (its checksum is recorded):
 * what must change is a step of its own.
 */
export interface Migration {
  readonly number: number
  readonly name: string
  /** Each may run again, so that a step cut short is simply repeated. */
  readonly statements: readonly string[]
}

export function checksumOf(migration: Migration): string {
  return createHash('sha256').update(migration.statements.join(';\n')).digest('hex')
}

/** Where the archive writes down which migrations it has. */
export const migrationsTable = `
CREATE TABLE IF NOT EXISTS positions_migrations
(
  number UInt32,
  name String,
  checksum String,
  applied_at DateTime64(3, 'UTC')
)
ENGINE = MergeTree
ORDER BY number
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`

/**
 * Two orders of the same positions. Every part of a position's identity is in ORDER BY; of repeats
 * the merge keeps the widest accuracy (-1: none was given, which loses to any) and the earliest
 * arrival, whatever order they came in.
 *
 * captured_at is in milliseconds, not DateTime64: that type has no instants before 1900 and would
 * move them in silence. The cell is that of geo/cells.ts; a contract test holds the two equal.
 *
 * A device's next position is near its last, and those of one cell share their high bits: what is
 * left of both packs best bit by bit (T64 of 64 values turns them into rows of one bit each).
 *
 * An insert and a merge are on disk before they count. So what they replace can go at once: the
 * default keeps erased rows for minutes, and in process, where the cleaner rarely wakes, until later.
 */
const positions: Migration = {
  number: 1,
  name: 'positions',
  statements: [
    `
CREATE TABLE IF NOT EXISTS positions_by_device
(
  device LowCardinality(String),
  captured_at Int64 CODEC(DoubleDelta, ZSTD),
  latitude Int32 CODEC(Delta, T64('bit'), ZSTD),
  longitude Int32 CODEC(Delta, T64('bit'), ZSTD),
  mechanism LowCardinality(String),
  accuracy SimpleAggregateFunction(max, Float32) CODEC(ZSTD(3)),
  arrived_at SimpleAggregateFunction(min, Int64) CODEC(Delta, ZSTD)
)
ENGINE = AggregatingMergeTree
PARTITION BY intDiv(captured_at - positiveModulo(captured_at, 86400000), 86400000)
ORDER BY (device, captured_at, latitude, longitude, mechanism)
SETTINGS
  fsync_after_insert = 1, fsync_part_directory = 1,
  min_rows_to_fsync_after_merge = 1, min_compressed_bytes_to_fsync_after_merge = 1,
  old_parts_lifetime = 0, cleanup_delay_period = 1, cleanup_delay_period_random_add = 0,
  max_cleanup_delay_period = 1, finished_mutations_to_keep = 1`,
    `
CREATE TABLE IF NOT EXISTS positions_by_place
(
  hour Int32 MATERIALIZED intDiv(captured_at - positiveModulo(captured_at, 3600000), 3600000) CODEC(Delta, ZSTD),
  cell UInt32 MATERIALIZED
    bitShiftLeft(toUInt32(bitAnd(intDiv(latitude + 900000000, 14000), 65535)), 16)
    + bitAnd(intDiv(longitude + 1800000000, 22000), 65535) CODEC(Delta, ZSTD),
  captured_at Int64 CODEC(Delta, ZSTD),
  device LowCardinality(String),
  latitude Int32 CODEC(T64('bit'), ZSTD),
  longitude Int32 CODEC(T64('bit'), ZSTD),
  mechanism LowCardinality(String),
  accuracy SimpleAggregateFunction(max, Float32) CODEC(ZSTD(3)),
  arrived_at SimpleAggregateFunction(min, Int64) CODEC(Delta, ZSTD)
)
ENGINE = AggregatingMergeTree
PARTITION BY intDiv(captured_at - positiveModulo(captured_at, 86400000), 86400000)
ORDER BY (hour, cell, captured_at, device, latitude, longitude, mechanism)
SETTINGS
  fsync_after_insert = 1, fsync_part_directory = 1,
  min_rows_to_fsync_after_merge = 1, min_compressed_bytes_to_fsync_after_merge = 1,
  old_parts_lifetime = 0, cleanup_delay_period = 1, cleanup_delay_period_random_add = 0,
  max_cleanup_delay_period = 1, finished_mutations_to_keep = 1`,
    // What an erasure is about to remove; in memory, so that it leaves no trace of its own.
    `
CREATE TABLE IF NOT EXISTS positions_to_erase
(
  erasure String,
  device LowCardinality(String),
  captured_at Int64,
  latitude Int32,
  longitude Int32,
  mechanism LowCardinality(String),
  hour Int32 MATERIALIZED intDiv(captured_at - positiveModulo(captured_at, 3600000), 3600000),
  cell UInt32 MATERIALIZED
    bitShiftLeft(toUInt32(bitAnd(intDiv(latitude + 900000000, 14000), 65535)), 16)
    + bitAnd(intDiv(longitude + 1800000000, 22000), 65535)
)
ENGINE = Memory`,
  ],
}

/**
 * A day's knots in one row, so that they are there whole or not at all, and a partition, so that
 * they go at once when the day changes (kept-knots.ts). Derived: what is gone is tied again.
 */
const knots: Migration = {
  number: 2,
  name: 'knots',
  statements: [
    `
CREATE TABLE IF NOT EXISTS positions_knots
(
  day Int32,
  made_from String,
  wearers Array(String) CODEC(ZSTD),
  starts Array(UInt32) CODEC(Delta, ZSTD),
  begins Array(UInt32) CODEC(Delta, ZSTD),
  lasting Array(UInt32) CODEC(ZSTD),
  latitude Array(Int32) CODEC(Delta, T64('bit'), ZSTD),
  longitude Array(Int32) CODEC(Delta, T64('bit'), ZSTD),
  sigma Array(Float32) CODEC(ZSTD),
  kind Array(UInt8) CODEC(ZSTD),
  circle Array(UInt16) CODEC(ZSTD),
  mechanisms Array(String),
  tally_mechanism Array(String),
  tally_band Array(UInt8),
  tally_held Array(UInt32),
  tally_counts Array(UInt32) CODEC(ZSTD)
)
ENGINE = MergeTree
PARTITION BY day
ORDER BY (day, made_from)
SETTINGS
  fsync_after_insert = 1, fsync_part_directory = 1,
  min_rows_to_fsync_after_merge = 1, min_compressed_bytes_to_fsync_after_merge = 1,
  old_parts_lifetime = 0, cleanup_delay_period = 1, cleanup_delay_period_random_add = 0,
  max_cleanup_delay_period = 1, finished_mutations_to_keep = 1`,
  ],
}

/**
 * What feeds say of positions beyond where and when, for those of which they say anything; in the order
 * of positions_by_device, whose rows it never does without. Of repeats the merge keeps the largest of
 * what was given, whatever order they came in.
 */
const details: Migration = {
  number: 3,
  name: 'details',
  statements: [
    `
CREATE TABLE IF NOT EXISTS positions_details
(
  device LowCardinality(String),
  captured_at Int64 CODEC(DoubleDelta, ZSTD),
  latitude Int32 CODEC(Delta, T64('bit'), ZSTD),
  longitude Int32 CODEC(Delta, T64('bit'), ZSTD),
  mechanism LowCardinality(String),
  speed_kmh SimpleAggregateFunction(max, Float32) CODEC(ZSTD(3)),
  heading_degrees SimpleAggregateFunction(max, Float32) CODEC(ZSTD(3)),
  hdop SimpleAggregateFunction(max, Float32) CODEC(ZSTD(3)),
  satellites SimpleAggregateFunction(max, Float32) CODEC(ZSTD(3)),
  recorded_at SimpleAggregateFunction(max, Int64) CODEC(DoubleDelta, ZSTD),
  uploaded_at SimpleAggregateFunction(max, Int64) CODEC(DoubleDelta, ZSTD),
  others SimpleAggregateFunction(max, String) CODEC(ZSTD(3))
)
ENGINE = AggregatingMergeTree
PARTITION BY intDiv(captured_at - positiveModulo(captured_at, 86400000), 86400000)
ORDER BY (device, captured_at, latitude, longitude, mechanism)
SETTINGS
  fsync_after_insert = 1, fsync_part_directory = 1,
  min_rows_to_fsync_after_merge = 1, min_compressed_bytes_to_fsync_after_merge = 1,
  old_parts_lifetime = 0, cleanup_delay_period = 1, cleanup_delay_period_random_add = 0,
  max_cleanup_delay_period = 1, finished_mutations_to_keep = 1`,
  ],
}

export const migrations: readonly Migration[] = [positions, knots, details]
