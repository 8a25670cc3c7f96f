import { describe, expect, it } from 'vitest'
import { crimeTypes } from '../../domain/crime-types.ts'
import { fromNationalGrid } from '../../geo/national-grid.ts'
import { readCrimeBatch } from '../../ingest/crime-batch-csv.ts'
import { exampleBatch } from './example-batch.ts'

describe('exampleBatch', () => {
  it('is what we would take, of every type', () => {
    const { outcome, issues, crimes } = readCrimeBatch(Buffer.from(exampleBatch), fromNationalGrid)
    expect({ outcome, issues }).toEqual({ outcome: 'SUCCESSFUL', issues: [] })
    expect(crimes.map(({ statement }) => statement.crimeType).sort()).toEqual(
      Object.keys(crimeTypes).sort(),
    )
    for (const { statement } of crimes) {
      expect(statement.latitude).toBeGreaterThan(53.7)
      expect(statement.latitude).toBeLessThan(53.9)
      expect(statement.longitude).toBeGreaterThan(-4.5)
      expect(statement.longitude).toBeLessThan(-4.3)
    }
  })
})
