import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../domain/errors.ts'
import { formatInstant } from '../domain/instant-text.ts'
import { csvLine } from '../simulate/crime-rows.ts'
import type { TownCrime } from '../simulate/crimes.ts'
import { peopleFile } from '../simulate/people-file.ts'
import { latitudeOf, longitudeOf } from '../simulate/plane.ts'
import { pointsOfInterestFile } from '../simulate/points-of-interest.ts'
import { POSITIONS_HEADER, PositionRows } from '../simulate/position-rows.ts'
import { simulateTown, type Town, type TownOptions } from '../simulate/town.ts'
import { makeTownMap } from '../simulate/town-map.ts'
import { defaultTownStyle } from '../simulate/town-style.ts'
import { DAY, HOUR } from '../simulate/uk-clock.ts'
import { makeFolder } from '../store/make-folder.ts'
import { OutputFile } from './output-file.ts'

/** How far the simulation has come: days of uploads written, of days, and positions so far. */
export interface SimulationProgress {
  readonly day: number
  readonly days: number
  readonly positions: number
}

export interface SimulatedFiles {
  readonly positions: number
  readonly crimes: number
  /** Names in the folder, such as `crimes/CHS20260106.csv`. */
  readonly crimeFiles: string[]
}

/**
 * Writes a town as positions.csv, people.json, places.geojson, truth.csv, crimes/<BATCH-ID>.csv and town.json (how
 * it was made). Crime batches
 * of an earlier simulation in the folder are removed; each file appears whole or not at all.
 */
export async function simulateTownToFolder(
  options: TownOptions,
  folder: string,
  onProgress: (done: SimulationProgress) => void = () => {},
): Promise<SimulatedFiles> {
  try {
    refuseOthersFolder(folder)
    return writeTown(simulateTown(options), options, folder, onProgress)
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new AppError('OUTPUT_UNWRITABLE', `Cannot write the town to ${folder}: ${reason}`, {
      cause,
    })
  }
}

function writeTown(
  town: Town,
  options: TownOptions,
  folder: string,
  onProgress: (done: SimulationProgress) => void,
): SimulatedFiles {
  const crimeFolder = join(folder, 'crimes')
  makeFolder(crimeFolder)
  for (const name of readdirSync(crimeFolder)) {
    if (name.endsWith('.csv')) rmSync(join(crimeFolder, name))
  }
  for (const { batchId, text } of town.crimeFiles) {
    writeWhole(join(crimeFolder, `${batchId}.csv`), text)
  }
  writeWhole(join(folder, 'people.json'), peopleFile(town.people))
  writeWhole(join(folder, 'truth.csv'), truthFile(town.crimes))
  const map = makeTownMap(options.seed, options.wearers, { ...defaultTownStyle, ...options.style })
  writeWhole(
    join(folder, 'places.geojson'),
    pointsOfInterestFile(map, formatInstant(options.start)),
  )
  const positions = writePositions(town, join(folder, 'positions.csv'), onProgress)
  // Last, and the sign that the town is whole and that nobody in it exists.
  const made = { fictional: true, ...options, start: formatInstant(options.start) }
  writeWhole(join(folder, 'town.json'), `${JSON.stringify(made, null, 2)}\n`)
  const crimeFiles = town.crimeFiles.map(({ batchId }) => `crimes/${batchId}.csv`)
  return { positions, crimes: town.crimes.length, crimeFiles }
}

function writePositions(
  town: Town,
  path: string,
  onProgress: (done: SimulationProgress) => void,
): number {
  const { from, to } = town.period
  const days = (to - from) / DAY
  const rows = new PositionRows(town.deviceIds)
  const file = new OutputFile(path)
  let positions = 0
  let day = 0
  try {
    file.write(POSITIONS_HEADER)
    for (const hour of town.uploadedHours()) {
      // A chunk's memory is used again for the next, so it is copied.
      for (const chunk of rows.chunks(hour)) file.write(chunk.slice())
      positions += hour.positions.length
      // Late positions come after the period's last day.
      const reached = Math.min(days, Math.floor((hour.from + HOUR - from) / DAY))
      if (reached > day) onProgress({ day: reached, days, positions })
      day = reached
    }
    file.finish()
  } catch (error) {
    file.abandon()
    throw error
  }
  return positions
}

function truthFile(crimes: readonly TownCrime[]): string {
  const header =
    'crime_reference,police_force,device_wearer_id,occurred_at,latitude,longitude'.split(',')
  const rows = crimes.map((crime) => [
    crime.crimeReference,
    crime.policeForce.identifier,
    crime.offender?.id ?? '',
    formatInstant(crime.occurredAt),
    latitudeOf(crime.scene.y).toFixed(7),
    longitudeOf(crime.scene.x).toFixed(7),
  ])
  return [header, ...rows].map((row) => `${csvLine(row)}\n`).join('')
}

function writeWhole(path: string, text: string): void {
  const file = new OutputFile(path)
  file.write(text)
  file.finish()
}

/** A town may replace a town; nothing else may be written over. */
function refuseOthersFolder(folder: string): void {
  if (!existsSync(folder) || existsSync(join(folder, 'town.json'))) return
  if (readdirSync(folder).length === 0) return
  throw new AppError(
    'OUTPUT_UNWRITABLE',
    `Cannot write a town to ${folder}: it holds files that are no town (no town.json); choose an empty folder`,
  )
}
