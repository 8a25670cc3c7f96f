import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { simulateTownToFolder } from '../../src/app/simulate-town.ts'
import { townBaseMap } from '../../src/app/town-base-map.ts'
import type { MapPosition } from '../../src/portal/map/map-data.ts'

/** A simulated day of one wearer's device, in order of capture, and the ground it was on. */
export async function townDay(days = 1): Promise<{ positions: MapPosition[]; ground: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'whereabouts-town-day-'))
  try {
    const start = Date.parse('2026-07-15T00:00:00Z')
    await simulateTownToFolder({ seed: 11, wearers: 4, days, start }, folder)
    const [header = '', ...lines] = readFileSync(join(folder, 'positions.csv'), 'utf8')
      .trim()
      .split('\n')
    const column = new Map(header.split(',').map((name, index) => [name, index]))
    const rows = lines.map((line) => line.split(','))
    const of = (row: readonly string[], name: string) => row[column.get(name) ?? -1] ?? ''
    const device = of(rows[0] ?? [], 'device_id')
    const positions = rows
      .filter((row) => of(row, 'device_id') === device)
      .map((row) => ({
        capturedAt: Date.parse(of(row, 'captured_at')),
        latitude: Number(of(row, 'latitude')),
        longitude: Number(of(row, 'longitude')),
        accuracyMetres: Number(of(row, 'accuracy_metres')),
        mechanism: of(row, 'mechanism'),
        device,
      }))
      .sort((a, b) => a.capturedAt - b.capturedAt)
      .map((position, index) => ({ number: index + 1, ...position }))
    return { positions, ground: townBaseMap(folder) ?? '' }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
